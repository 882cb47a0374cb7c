import { strict as assert } from 'node:assert'
import type { Attack } from '../estate.ts'

/** Where a field would be that nobody has judged: of an object that Slipway makes, by the kind and the path to it. */
const fields: readonly (readonly [name: string, code: string, kind: string, at: readonly string[], value: unknown])[] =
  [
    ['pods that are ready when somebody else says so', 'team-pods', 'Deployment', podOf('readinessGates'), []],
    ['pods that nobody schedules', 'team-pods', 'Deployment', podOf('schedulingGates'), [{ name: 'x' }]],
    ['a class of balancers', 'team-pods', 'Service', ['loadBalancerClass'], 'x'],
    ['an address of its own choice', 'team-traffic', 'Service', ['clusterIP'], '172.20.0.10'],
    [
      'a proxy for all that goes out',
      'team-traffic',
      'Sidecar',
      ['outboundTrafficPolicy', 'egressProxy'],
      { host: 'a' },
    ],
    [
      'settings for some pods alone',
      'team-traffic',
      'DestinationRule',
      ['workloadSelector'],
      { matchLabels: { a: 'b' } },
    ],
  ]

function podOf(field: string): readonly string[] {
  return ['template', 'spec', field]
}

const patchOf = (kind: string, at: readonly string[], value: unknown): string => `export default {
  patch: (object) => {
    if (object.kind !== ${JSON.stringify(kind)}) return object
    const path = ${JSON.stringify(['spec', ...at])}
    let inner = object
    for (const step of path.slice(0, -1)) inner = inner[step] ??= {}
    inner[path.at(-1)] = ${JSON.stringify(value)}
    return object
  },
}
`

export default [
  ...fields.map(
    ([name, code, kind, at, value]): Attack => ({
      name: `writes a field that nobody has judged: ${name}`,
      why: 'each list of what is refused misses what the next version of a controller takes; so what is not listed is closed',
      async run(estate) {
        estate.put('apps/web/extra.ts', patchOf(kind, at, value))
        const rendered = await estate.gen()
        assert.equal(rendered.code, 0, rendered.err)
        await estate.refuses(code)
      },
    }),
  ),
  {
    name: 'uses what the fleet opened to another team',
    why: 'a field is opened to one team by may.fields, which the platform owns',
    async run(estate) {
      const fleet = estate.text('fleet/fleet.ts')
      const may = '"may":{"fields":["Service.spec.healthCheckNodePort"]},'
      const open = (to: string) => {
        const group = `"group":"acme:${to}"`
        estate.put('fleet/fleet.ts', fleet.replace(group, `${may}${group}`))
      }
      estate.put('apps/web/extra.ts', patchOf('Service', ['healthCheckNodePort'], 0))
      open('shop')
      await estate.gen()
      await estate.passes()
      open('finance')
      await estate.gen()
      await estate.refuses('team-pods')
    },
  },
] satisfies readonly Attack[]
