import type { Fleet } from './fleet.ts'

export const codeOwnersFile = '.github/CODEOWNERS'
const begin = '# begin: made by Slipway from fleet/ and apps/. Change those, then: npx slipway owners'
const end = '# end: lines of your own go below, where they win, or above'
/** The lines around what is made from the fleet. */
export const codeOwnersRegion = [begin, end] as const
const region = /^# begin: made by Slipway\b[^]*?^# end\b.*$/m

interface OwnedApp {
  readonly name: string
  readonly team: string
}

/** A row a path; GitHub takes the last that matches, so the narrowest come last. */
function rows({ clusters, teams, owners = [], approvers = {} }: Fleet, apps: readonly OwnedApp[]) {
  const guards = new Map(clusters.map(({ name, environment }) => [name, approvers[environment] ?? []]))
  const everyone = [...new Set([...guards.values()].flat())]
  const owned = apps.map(({ name, team }): [string, readonly string[]] => [
    `/apps/${name}/`,
    [...teams].find(([one]) => one === team)?.[1].owners ?? owners,
  ])
  const guarded = [...guards].filter(([, who]) => who.length > 0)
  const all: readonly (readonly [string, readonly string[]])[] = [
    // Without owners of the platform, lines of people's own say who they are.
    ...(owners.length > 0 ? [['*', owners] as const] : []),
    ...owned,
    // Generated files have the owners of their source, except in guarded environments: the approvers of their releases
    // own those.
    ['/clusters/', []],
    ...guarded.map(([name, who]) => [`/clusters/${name}/`, who] as const),
    ...guarded.map(([name, who]) => [`/argocd/${name}/`, [...new Set([...who, ...owners])]] as const),
    ...(everyone.length > 0 ? [['/aws/', [...new Set([...everyone, ...owners])]] as const] : []),
    // Approving a release file is approving the promotion; a rollback keeps the spec of a cluster in a folder of its
    // name.
    ...guarded.flatMap(([name, who]) => [
      [`/apps/*/releases/${name}.json`, who] as const,
      [`/apps/*/releases/${name}/`, who] as const,
    ]),
    ...(everyone.length > 0 ? [['/apps/*/releases/rejected.json', everyone] as const] : []),
  ]
  return all
}

function regionText(fleet: Fleet, apps: readonly OwnedApp[]): string {
  const all = rows(fleet, apps)
  const width = Math.max(...all.map(([path]) => path.length)) + 2
  const lines = all.map(([path, who]) => (who.length === 0 ? path : path.padEnd(width) + who.join(' ')))
  return [begin, ...lines, end].join('\n')
}

export const newCodeOwners = (fleet: Fleet, apps: readonly OwnedApp[]): string =>
  `# Who has to approve what. The last line that matches a path decides.\n\n${regionText(fleet, apps)}\n`

/**
 * With the generated region as it has to be; all other lines are people's.
 * @returns `undefined` for a file without a region: nobody knows which of its lines should win
 */
export const withCodeOwners = (text: string, fleet: Fleet, apps: readonly OwnedApp[]): string | undefined =>
  region.test(text) ? text.replace(region, () => regionText(fleet, apps)) : undefined
