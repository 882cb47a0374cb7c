import { chartModules } from '@slipway/checks/charts-render'
import { versions, type AddonVersion } from '@slipway/platform'

const rows = Object.entries<AddonVersion>(versions)

const tested = ({ kubernetes }: AddonVersion): string =>
  kubernetes === undefined
    ? 'not looked up'
    : `${kubernetes.from} ${kubernetes.to === undefined ? 'and newer' : `to ${kubernetes.to}`} (${kubernetes.source})`

const stands = (all: AddonVersion['rehearsed']): string =>
  all === undefined
    ? ''
    : Object.entries(all)
        .map(([name, { version, why }]) => `${name} ${version}${why === undefined ? '' : '*'}`)
        .join(', ')

const exceptions = rows.flatMap(([addon, { app, rehearsed = {}, schemas = {} }]) =>
  Object.entries({ ...rehearsed, ...schemas }).flatMap(([name, { version, why }]) =>
    why === undefined ? [] : [`- **${name} ${version}**, where ${addon} deploys ${app ?? 'its own'}: ${why}.`],
  ),
)

const carried = Object.entries(chartModules).map(
  ([chart, { module, version, carries, same }]) =>
    `| ${chart} | ${module} ${version} | ${carries ?? 'the pinned version'} | ${carries === undefined ? 'yes' : same === undefined ? 'no: another chart' : `yes: ${same}`} |`,
)

/** docs/versions.md: deployed and rehearsed versions, and their differences. */
export const versionsPage = (): string => `# Versions

What an estate deploys, what its rehearsals run, and of which version \`check\` has schemas. The table is
[versions.ts](../libs/platform/src/addons/versions.ts); \`npx slipway app-schema\` writes this page, and a test compares it with the pins of
the programs and schemas. A star is an exception, argued below.

| add-on | chart | runs | Kubernetes that its project tests | rehearsed | schemas |
|---|---|---|---|---|---|
${rows
  .map(
    ([addon, one]) =>
      `| ${addon} | ${one.chart} | ${one.app ?? ''} | ${tested(one)} | ${stands(one.rehearsed)} | ${stands(one.schemas)} |`,
  )
  .join('\n')}

## Exceptions

${exceptions.join('\n')}
- **Kubernetes 1.36.3** is the control plane of a rehearsal, where clusters are of 1.34 to 1.35: another one would be half an hour of
  building for everybody. What is rendered is checked against the schemas of each version that a cluster may have.

## Charts

\`npx slipway charts\` renders each chart at its pinned version, and keeps what it comes to in [libs/checks/facts](../libs/checks/facts), where
\`check\` reads it. Charts come from their registries. Where only a proxy of Go modules can be reached, these modules carry them; the sheets of
all others were made from the charts' own sources at the tag of the pinned version (\`--from FOLDER\`).

| chart | module | Chart.yaml there says | taken |
|---|---|---|---|
${carried.join('\n')}

An add-on without a program in the fifth column is rendered and not rehearsed. A cluster's \`kubernetes\` outside of the fourth column is an
error, until the fleet gives the add-on a version of its own (\`addons\`, [docs/fleet.md](fleet.md)).
`
