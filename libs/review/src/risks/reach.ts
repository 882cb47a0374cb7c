import type { Found } from './risk.ts'

export interface Reach {
  readonly prodRegions: readonly string[]
  readonly prodApps: number
  /** Names of changed sources that nobody rendered. */
  readonly unrendered: readonly string[]
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
    'not-rendered',
    'charts and kustomizations of which only the sources are seen',
    ({ unrendered }) => unrendered.length > 0 && ['medium', 'not-rendered', unrendered],
  ),
  rule(
    'wide',
    `${wide} apps of prod or more at once`,
    ({ prodApps }) => prodApps >= wide && ['medium', 'many-apps', prodApps],
  ),
]
