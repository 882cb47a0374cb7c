import type { Change } from '../compare/match.ts'
import type { Found } from './risk.ts'

export interface Reach {
  readonly prodRegions: readonly string[]
  readonly prodApps: number
  /** Names of changed sources that nobody rendered. */
  readonly unrendered: readonly string[]
  /** Of these, the ones that could be rendered before. */
  readonly broken: readonly string[]
  readonly moved: readonly MovedApp[]
}

/** An app that was in the folder of another team. */
interface MovedApp {
  readonly app: string
  readonly from: string
  readonly to: string
}

/** Apps of which this change takes objects out of one team's folder, and puts some into another's. */
export function movedApps(changes: readonly Change[]): readonly MovedApp[] {
  const found = new Map<string, MovedApp>()
  // What changes within a team's folder moves nowhere: each team has a folder `namespace`.
  const crossing = changes.filter(({ before, after }) => before?.location?.team !== after?.location?.team)
  const was = Map.groupBy(
    crossing.flatMap(({ before }) => before?.location ?? []),
    ({ cluster, app }) => `${cluster}/${app}`,
  )
  for (const { cluster, app, team } of crossing.flatMap(({ after }) => after?.location ?? [])) {
    const from = app === '' ? undefined : was.get(`${cluster}/${app}`)?.find((one) => one.team !== team)?.team
    if (from !== undefined) found.set(`${app}/${team}`, { app, from, to: team })
  }
  return [...found.values()]
}

/** So many apps of prod are wide. */
const wide = 10

const rule = <const N extends string>(name: N, guards: string, test: (reach: Reach) => Found | false) => ({
  name,
  guards,
  test,
})

export const reachRules = [
  rule(
    'several-regions',
    'more than one region of prod at once',
    ({ prodRegions }) => prodRegions.length > 1 && ['medium', 'all-regions', prodRegions],
  ),
  rule(
    'other-team',
    'whose app it is: secrets, callers and quota of the new team are its own now',
    ({ moved }) => moved.length > 0 && ['high', 'team-changed', moved],
  ),
  rule(
    'not-rendered',
    'charts and kustomizations of which only the sources are seen',
    ({ unrendered }) => unrendered.length > 0 && ['medium', 'not-rendered', unrendered],
  ),
  rule(
    'not-rendered',
    'kustomizations and charts that could be rendered before',
    ({ broken }) => broken.length > 0 && ['high', 'rendered-no-more', broken],
  ),
  rule(
    'wide',
    `${wide} apps of prod or more at once`,
    ({ prodApps }) => prodApps >= wide && ['medium', 'many-apps', prodApps],
  ),
]
