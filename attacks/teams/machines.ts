import type { Attack, ScratchEstate } from '../estate.ts'

const pool = {
  name: 'gpus',
  capacity: 'on-demand',
  profile: 'gpu',
  families: ['g6'],
  cpu: 64,
  memory: '256Gi',
}

function withGpus(estate: ScratchEstate): void {
  for (const name of ['dev', 'staging', 'prod-eu', 'prod-us']) {
    const file = `fleet/clusters/${name}.ts`
    estate.put(file, estate.text(file).replace('"pools":[', `"pools":[${JSON.stringify(pool)},`))
  }
}

const ways: readonly (readonly [how: string, spec: object])[] = [
  [
    'by their taint and label',
    {
      nodeSelector: { 'slipway.dev/profile': 'gpu' },
      tolerations: [{ key: 'slipway.dev/profile', value: 'gpu', effect: 'NoSchedule' }],
    },
  ],
  ['by every profile', { tolerations: [{ key: 'slipway.dev/profile', operator: 'Exists' }] }],
]

export default ways.map(
  ([how, spec]): Attack => ({
    name: `fills machines with GPUs with pods that have none, ${how}`,
    why: "the quota counts GPUs alone: other teams' pods with GPUs find no cpu on them, and each machine costs as much",
    async run(estate) {
      withGpus(estate)
      await estate.gen()
      await estate.passes()
      const template = `{ ...o.spec.template, spec: { ...o.spec.template.spec, ...${JSON.stringify(spec)}, affinity: undefined } }`
      estate.put(
        'apps/web/extra.ts',
        `export default { patch: (o) => o.kind === 'Deployment' ? { ...o, spec: { ...o.spec, template: ${template} } } : o }\n`,
      )
      await estate.gen()
      await estate.refuses('pod-pool')
    },
  }),
)
