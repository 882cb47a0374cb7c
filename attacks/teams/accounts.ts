import { strict as assert } from 'node:assert'
import { globSync } from 'node:fs'
import { spec } from '@slipway/release/sample'
import type { Attack } from '../estate.ts'

const job = (kind: string, spec: string) =>
  `add: () => [{ apiVersion: '${kind === 'Pod' ? 'v1' : 'batch/v1'}', kind: '${kind}', metadata: { name: 'try' }, spec: ${spec} }]`

const ways: readonly (readonly [name: string, extra: string])[] = [
  [
    'its own pods',
    `patch: (o) => {
      const pod = o.spec?.template?.spec
      if (pod !== undefined) pod.serviceAccountName = 'till'
      return o
    }`,
  ],
  ['a Job that it adds', job('Job', "{ template: { spec: { serviceAccountName: 'till' } } }")],
  ['a Pod that it adds', job('Pod', "{ serviceAccountName: 'till' }")],
]

export default ways.map(
  ([name, extra]): Attack => ({
    name: `takes the account of another app of its team, for ${name}`,
    why: "the pods would have the other app's role in AWS and its name in the mesh",
    async run(estate) {
      estate.put('apps/till/app.ts', spec)
      for (const file of globSync('releases/*.json', { cwd: estate.full('apps/web') }))
        estate.put(`apps/till/${file}`, estate.text(`apps/web/${file}`))
      estate.put('apps/web/extra.ts', `export default { ${extra} }\n`)
      const rendered = await estate.gen()
      assert.equal(rendered.code, 0, rendered.err)
      const { out, err } = await estate.refuses('service-account')
      assert.match(`${out}${err}`, /"till"\s+wanted\s+the ServiceAccount of its own app/)
    },
  }),
)
