import { formatIssues } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { platforms, scan, scanText, type Programs } from './scan.ts'

const digest = (c: string) => `sha256:${c.repeat(64)}`
const image = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/apps/web@${digest('f')}`
const index = JSON.stringify({
  manifests: [
    { digest: digest('a'), platform: { os: 'linux', architecture: 'amd64' } },
    { digest: digest('b'), platform: { os: 'linux', architecture: 'arm64' } },
    { digest: digest('c'), platform: { os: 'unknown', architecture: 'unknown' } },
  ],
})
const answer = (status: string, counts: object = {}) =>
  JSON.stringify({ imageScanStatus: { status }, imageScanFindings: { findingSeverityCounts: counts } })

/** docker gives the index; aws gives the answers for each digest one after the other, the last one for good. */
function programs(answers: Readonly<Record<string, readonly (string | Error)[]>>, raw: string | Error = index) {
  const left = new Map(Object.entries(answers).map(([c, all]) => [digest(c), [...all]]))
  const asked: string[] = []
  const given: Programs = {
    run: (program, args) => {
      asked.push(`${program} ${args.join(' ')}`)
      const queue =
        left.get(args.find((arg) => arg.startsWith('imageDigest='))?.slice('imageDigest='.length) ?? '') ?? []
      const next =
        program === 'docker'
          ? raw
          : ((queue.length > 1 ? queue.shift() : queue[0]) ?? new Error('nobody knows this digest'))
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next)
    },
    pause: () => Promise.resolve(),
  }
  return { given, asked }
}
const told = async (given: Programs, of = image) => {
  const done = await scan(of, given)
  return done.ok ? scanText(done.value) : formatIssues(done.issues)
}

describe('scan', () => {
  it('asks for each platform of an index, in its registry, and not for what BuildKit says about them', async () => {
    const { given, asked } = programs({ a: [answer('COMPLETE')], b: [answer('ACTIVE', { HIGH: 2, LOW: 1 })] })
    expect(await told(given)).toBe('linux/amd64: nothing found\nlinux/arm64: 2 high, 1 low\n')
    const words = (c: string) =>
      [
        'aws ecr describe-image-scan-findings --registry-id 111122223333 --region eu-west-1 --repository-name apps/web',
        `--image-id imageDigest=${digest(c)} --no-paginate --output json`,
      ].join(' ')
    expect(asked).toEqual([`docker buildx imagetools inspect --raw ${image}`, words('a'), words('b')])
  })

  it('waits for a scan that has not begun or is under way', async () => {
    const notFound = new Error('An error occurred (ScanNotFoundException) when calling')
    const { given, asked } = programs({
      a: [notFound, answer('PENDING'), answer('IN_PROGRESS'), answer('COMPLETE')],
      b: [answer('COMPLETE')],
    })
    expect(await told(given)).toBe('linux/amd64: nothing found\nlinux/arm64: nothing found\n')
    expect(asked).toHaveLength(1 + 4 + 1)
  })

  it('fails for what is critical and for what was not scanned, each platform told', async () => {
    const { given } = programs({ a: [answer('COMPLETE', { CRITICAL: 1, HIGH: 4 })], b: [answer('UNSUPPORTED_IMAGE')] })
    const text = await told(given)
    expect(text).toContain(`${image}: linux/amd64  [critical-finding]\n  given   1 critical\n  wanted  none\n`)
    expect(text).toContain(
      `${image}: linux/arm64  [not-scanned]\n  given   UNSUPPORTED_IMAGE\n  wanted  a finished scan\n`,
    )
    expect(text).toMatch(/2 problems$/)
  })

  it('does not wait for ever, nor at all for what will not come', async () => {
    const never = programs({ a: [answer('PENDING')], b: [answer('COMPLETE')] })
    expect(await told(never.given)).toContain('given   PENDING, after ten minutes')
    const denied = programs({
      a: [new Error('AccessDeniedException')],
      b: [answer('COMPLETE')],
    })
    expect(await told(denied.given)).toContain('given   AccessDeniedException')
    expect(denied.asked).toHaveLength(3)
  })

  it('says so when the image cannot be read or is elsewhere', async () => {
    expect(await told(programs({}, new Error('not found')).given)).toMatch(/\[image-unread\]\n {2}given {3}not found/)
    expect(await told(programs({}).given, `registry.acme.test/web@${digest('f')}`)).toContain('[not-ecr]')
  })

  it('takes an image that is no index as it is', () => {
    expect(platforms('{"config":{},"layers":[]}', digest('f'))).toEqual([
      { platform: 'its platform', digest: digest('f') },
    ])
  })
})
