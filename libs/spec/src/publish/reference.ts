import { z } from 'zod'
import { kinds, shapes } from '../shape/app.ts'
import { cell, children, schemaNode, type Node } from './schema-rows.ts'

export { foreign } from '../read/instead.ts'

interface Row {
  readonly field: string
  readonly description: string
  readonly kinds: Map<string, boolean>
}

function collect(node: Node, kind: string, prefix: string, must: boolean, rows: Map<string, Row>): void {
  for (const [field, child, required] of children(node, prefix)) {
    const row = rows.get(field) ?? { field, description: child.description ?? '', kinds: new Map<string, boolean>() }
    row.kinds.set(kind, required && must)
    rows.set(field, row)
    collect(child, kind, `${field}.`, required && must, rows)
  }
}

const introduction = `# What an app may say

Made by \`npx slipway app-schema\` from [libs/spec](../libs/spec/src/shape/app.ts). Fields by kind: **●** must be there, ○ may be. Durations, sizes and shares are text in
quotes. What an app gets when it does not say is in one file, [libs/model/src/defaults.ts](../libs/model/src/defaults.ts). What differs in an
environment stands in \`in\`, with any of these fields but \`kind\`, \`team\` and \`edition\`: \`in: { dev: { scale: 1 } }\`; objects are merged, numbers, texts and
lists are replaced.

An **edition** is a set of defaults ([CHANGELOG.md](../CHANGELOG.md)). An app lives by that of its release file in a cluster, else by that of its spec, else by the fleet's.
\`npx slipway edition\` lists them, \`npx slipway edition --to 2 --in dev [APP...] --pr\` moves apps a wave at a time and says what changes.
`

const hatch = `
## The escape hatch

What has no word here goes into \`apps/<app>/extra.ts\`, which exports up to three functions of where they run, all pure. What comes out
passes the same checks as everything else.

A spec is best one literal, \`export default defineApp({ ... })\`, or \`app.yaml\`: it is read as data, and nothing runs. A spec that computes, and
\`extra.ts\`, run in a sandbox ([docs/threat-model.md](threat-model.md)): they may import cdk8s, what \`imports\` of
\`fleet/fleet.ts\` names, and files of the app's own folder, which they may read with \`node:fs\`, too. \`specs: 'data'\` there refuses both.

\`\`\`ts
import { defineExtra } from '@slipway/spec'
import { ConfigMap } from 'cdk8s-plus-27'

export default defineExtra({
  // More objects for the app's folder; the namespace is the team's.
  add: ({ app, environment }) => [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: \`\${app}-notes\` }, data: { environment } },
  ],
  // Each object that was made, changed or as it is. Kind and name stay.
  patch: (object, { cluster }) =>
    object.kind === 'Rollout' && cluster === 'dev' ? { ...object, metadata: { ...object.metadata, annotations: { note: 'dev only' } } } : object,
  // Constructs of cdk8s, cdk8s-plus-27 or anybody's.
  build: (chart, { region }) => {
    const flags = new ConfigMap(chart, 'flags', { data: { region } })
    flags.metadata.addLabel('example.com/reader', 'all')
  },
})
\`\`\`

\`build\` gets an empty cdk8s \`Chart\` whose namespace is the team's. cdk8s itself turns it into objects, so Lazy values, \`ApiObject.metadata\`, JSON patches,
dependencies, validations and charts within the chart work as its documentation says. Three things differ:

- A name that cdk8s makes up has no hash: it is \`<app>-<id>\`, \`storefront-flags\` above. A chart within the chart hashes its names unless it is made with
  \`disableResourceNameHashes: true\`; a name with a hash is an error, because it changes whenever the code around the object moves.
- It has to be a plain function: what it adds after it has returned is lost, so a Promise is an error.
- Slipway's own objects are not in the chart. Change them with \`patch\`.
`

/** All fields of a spec with their descriptions, and the kinds that may (`false`) or must (`true`) have them. */
export function specFields(): readonly Row[] {
  const rows = new Map<string, Row>()
  for (const kind of kinds) collect(schemaNode(z.strictObject(shapes[kind])), kind, '', true, rows)
  return [...rows.values()].filter(({ description }) => description !== '')
}

/** The reference of all fields as Markdown, from the schemas. */
export function specReference(): string {
  const mark = (row: Row, kind: string): string =>
    row.kinds.has(kind) ? (row.kinds.get(kind) === true ? '**●**' : '○') : ''
  const table = [
    `| field | ${kinds.join(' | ')} | what it is |`,
    `|---|${kinds.map(() => ':-:|').join('')}---|`,
    ...specFields().map(
      (row) => `| \`${row.field}\` | ${kinds.map((k) => mark(row, k)).join(' | ')} | ${cell(row.description)} |`,
    ),
  ]
  return `${introduction}\n${table.join('\n')}\n${hatch}`
}
