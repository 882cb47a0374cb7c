import { addonNames, clusterData, fleetData, pricesData } from '@slipway/fleet'
import type { z } from 'zod'
import { defaultsData } from '../shape/defaults.ts'
import { cell, children, schemaNode, type Node } from './schema-rows.ts'

interface Row {
  readonly field: string
  readonly must: boolean
  readonly description: string
}

const byDefault = ({ default: given }: Node): string =>
  given === undefined || JSON.stringify(given) === '[]' ? '' : ` (${JSON.stringify(given)} by default)`

function rows(node: Node, prefix = '', seen = new Map<string, Row>()): ReadonlyMap<string, Row> {
  for (const [field, child, required] of children(node, prefix)) {
    const what = child.description ?? child.items?.description ?? ''
    const row = { field, must: required, description: `${what}${byDefault(child)}` }
    if (!seen.has(field)) seen.set(field, row)
    // Values of a chart hold values, which hold values.
    if (!field.endsWith('values')) rows(child, `${field}.`, seen)
  }
  return seen
}

/** A table with a row for each field of a file; `in` and `kinds` of the defaults repeat their own fields. */
const table = (schema: z.ZodType, skip: (field: string) => boolean = () => false): string =>
  [
    '| field | | what it is |',
    '|---|:-:|---|',
    ...[...rows(schemaNode(schema)).values()]
      .filter(({ field, description }) => !skip(field) && description !== '')
      .map(({ field, must, description }) => `| \`${field}\` | ${must ? '**●**' : '○'} | ${cell(description)} |`),
  ].join('\n')

/** The reference of everything in `fleet/` as Markdown, from the schemas that read it. */
export const fleetReference = (): string => `# What an organisation says

Made by \`npx slipway app-schema\` from [libs/fleet](../libs/fleet/src/fleet.ts) and [libs/spec](../libs/spec/src/shape/defaults.ts). **●** must be there
(where what it is in is there), ○ may be. Each file is best one literal, which is read as data; \`npx slipway check\` tells every mistake at once, and
\`npx slipway why\` which of these made a line. Names that you choose are written \`<name>\`.

## fleet/fleet.ts

${table(fleetData)}

## fleet/clusters/&lt;cluster>.ts

One file a cluster; the file name is the cluster's.

${table(clusterData)}

## fleet/defaults.ts

What apps get that do not say. No file, and the edition's own defaults hold ([libs/model/src/defaults.ts](../libs/model/src/defaults.ts)). The narrowest
wins: the app, then \`in.<environment>.kinds.<kind>\`, \`in.<environment>\`, \`kinds.<kind>\`, and what stands above them. Variables and \`health\` are laid over
by name; of all else an app has its own as a whole. Under \`kinds\` a kind also takes \`placement\`, \`profile\`, \`scale\`, \`release\`, \`retention\` and \`readyFor\`,
where it has them.

${table(defaultsData, (field) => /^(in|kinds)\./.test(field))}

\`\`\`ts
import { defineDefaults } from '@slipway/spec'

export default defineDefaults({
  drain: '30s',
  env: { TZ: 'Europe/Berlin' },
  kinds: { cron: { attempts: 2 } },
  in: { prod: { drain: '60s' } },
})
\`\`\`

\`npx slipway explain drain\` tells the fleet's default beside what the field is, and \`npx slipway why\` names \`fleet/defaults.ts\` as the source.

## fleet/prices.ts

What machines cost you; only \`npx slipway capacity\` reads it.

${table(pricesData)}

## Add-ons and charts of your own

Slipway brings ${addonNames.map((name) => `\`${name}\``).join(', ')}, each where a cluster needs it. \`addons\` in \`fleet/fleet.ts\` or in a cluster's own file
changes one: \`'ours'\` where you run it yourself (\`npx slipway bootstrap\` then lists it), another version of its chart, or values laid over ours.

\`\`\`ts
addons: {
  'external-dns': 'ours',
  keda: { version: '2.20.3', values: { resources: { operator: { requests: { cpu: '1' } } } } },
},
charts: [
  { name: 'redis', repository: 'ghcr.io/acme/charts', version: '1.2.3', namespace: 'cache', values: { auth: { existingSecret: 'redis' } } },
],
\`\`\`

Values are checked: what takes an object's place, a text that looks like a secret, and what the tree relies on are errors. That is the names that a chart
makes, the nodes that add-ons run on, and for each add-on what \`relied\` lists in [libs/platform/src/addons](../libs/platform/src/addons/addons.ts). A name that
no template of the chart reads is an error, too (\`npx slipway charts\`); what a value may be is not known.

A chart of your own is an Application of the project \`charts\`, which may do what its namespace needs: all namespaced kinds there, and of the cluster's
kinds those that \`kinds\` names. It gets a namespace of its own, \`restricted\` unless \`level\` says otherwise. Apps reach it as they reach any host outside
of the mesh: \`calls: [{ host: 'redis-master.cache.svc.cluster.local', port: 6379, private: true }]\`. That reaches addresses of the VPC: where
\`network.pods\` is another range (see [teams](teams.md)), pods are out of its reach, and the chart needs a load balancer or a managed service in its place.

## Single sign-on

\`signOn\` gives Argo CD and Grafana a host each (\`argocd\` and \`grafana\` below the cluster's domain), an OpenID client, and a reference to its secret.
\`npx slipway bootstrap\` lists the address that each sends people back to, and the secrets. In Argo CD a team's \`group\` may look, sync and promote its own
apps, all others read, and \`platform\` administers; in Grafana teams edit and all others view.

\`\`\`ts
signOn: {
  issuer: 'https://login.acme.example',
  argocd: 'argocd',
  grafana: { client: 'grafana', authorize: 'https://login.acme.example/authorize', token: 'https://login.acme.example/token', userinfo: 'https://login.acme.example/userinfo' },
},
\`\`\`
`
