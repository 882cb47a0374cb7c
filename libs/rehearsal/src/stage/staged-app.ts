/** One app of the tree that a scenario plays with. */
export interface StagedApp {
  readonly team: string
  readonly name: string
  /** `clusters/dev/shop/catalog`. */
  readonly folder: string
  readonly application: string
}

/** `shop/catalog`. */
export const nameOf = ({ team, name }: Pick<StagedApp, 'team' | 'name'>): string => `${team}/${name}`

/** No app here fits the scenario: nothing was proved, and nothing failed. */
export class NoneFits extends Error {}
