export interface StagedApp {
  readonly team: string
  readonly name: string
  readonly folder: string
  readonly application: string
}

/** The path of an app's object of a kind in the tree. @param more after the app's name */
export const fileOf = ({ folder, name }: Pick<StagedApp, 'folder' | 'name'>, kind: string, more = ''): string =>
  `${folder}/${kind}-${name}${more}.yaml`

export const nameOf = ({ team, name }: Pick<StagedApp, 'team' | 'name'>): string => `${team}/${name}`

export const namesOf = (apps: readonly Pick<StagedApp, 'name'>[]): string => apps.map(({ name }) => name).join(', ')

/** No app fits: nothing was proved, nothing failed. */
export class NoneFits extends Error {}
