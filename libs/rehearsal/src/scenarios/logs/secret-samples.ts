/** One value of each shape, put together here so that no file has one; none was ever anybody's. */
const letters = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0'
const of = (length: number) => letters.slice(0, length)
const hex = (length: number) => '0123456789abcdef'.repeat(4).slice(0, length)

/** A line of a program's log, and the part of it that must not arrive. */
interface SecretSample {
  readonly line: string
  readonly secret: string
}

const bare = (...parts: readonly string[]): SecretSample => ({
  line: `it uses ${parts.join('')} now`,
  secret: parts.join(''),
})
const said = (before: string, secret: string, after = ''): SecretSample => ({
  line: `${before}${secret}${after}`,
  secret,
})

export const secretSamples: readonly SecretSample[] = [
  bare('AKIA', 'Q3EGRB7XKZ2LWN5T'),
  said('{"level":"info","message":"key -----BEGIN PRIVATE', ` KEY-----\\nMIIEvQ${of(30)}`, '"}'),
  bare('AGE-SECRET-KEY-1', 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'),
  bare('ghp_', of(36)),
  bare('glpat-', of(20)),
  bare('xoxb-', '1234567890-', of(16)),
  bare('hooks.slack.com/', 'services/T0/B0/', of(24)),
  bare('sk_live_', of(24)),
  bare('AIza', of(35)),
  bare('npm_', of(36)),
  bare('pypi-', of(40)),
  bare('dckr_pat_', of(27)),
  bare('hvs.', of(30)),
  bare('SG.', of(22), '.', of(40)),
  bare('sk-', of(30)),
  bare('glsa_', of(32)),
  bare('dop_v1_', hex(64)),
  bare('shpat_', hex(32)),
  bare('ATATT3', of(30)),
  bare('eyJ', of(20), '.eyJ', of(30), '.', of(30)),
  said('{"level":"info","msg":"db at amqp://user:', of(18), '@mq.example/x"}'),
  said('{"level":"info","message":"in","user":{"password":"', of(15), '"}}'),
  said('Authorization: Bearer ', of(33)),
  said('started with DB_PASSWORD=', of(14)),
]
