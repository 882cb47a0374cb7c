import { strict as assert } from 'node:assert'
import { spec } from '@slipway/release/sample'
import type { Attack } from '../estate.ts'

/**
 * What a rollback would write, in a cluster that nobody guards: the spec of before, which counts there instead of
 * today's.
 */
const ways: readonly (readonly [name: string, code: string, kept: object, ledger?: object])[] = [
  ["is another team's app there, with its namespace and secrets", 'kept-team', { team: 'finance' }],
  ["calls another team's app", 'call-unaccepted', { calls: ['ledger'] }],
  [
    "takes /login on another team's host",
    'host-unaccepted',
    { expose: { host: 'bank', path: '/login' } },
    { expose: { host: 'bank' } },
  ],
  ["runs the image of another team's app", 'image-of-team', { image: { app: 'ledger' } }],
  ["answers at Argo CD's own address", 'host-reserved', { expose: { host: 'argocd' } }],
  ["sends to another team's queue", 'need-unaccepted', { sends: ['payments'] }, { needs: { queue: { payments: {} } } }],
]

export default ways.map(
  ([name, code, kept, ledger = {}]): Attack => ({
    name: `writes a spec as if a rollback had kept it: ${name}`,
    why: 'the file is below its own folder, and the cluster runs it; all that is said between apps was judged by the spec of today',
    async run(estate) {
      estate.put('apps/ledger/app.ts', { ...spec, team: 'finance', ...ledger })
      const file = 'apps/web/releases/dev/app.ts'
      estate.put(file, spec)
      const rendered = await estate.gen()
      assert.equal(rendered.code, 0, rendered.err)
      estate.put(file, { ...spec, ...kept })
      await estate.refuses(code)
      estate.commit('kept')
      await estate.refuses(code, ['check', '--no-schemas', '--commit', 'HEAD'])
    },
  }),
)
