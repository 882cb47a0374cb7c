import { issue, type Issue, type Problem } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import type { SpecPart } from '../shape/app.ts'
import { locate } from './locate.ts'
import type { Reading } from './read-spec.ts'

/** The readable part of an app: estate rules check calls and hosts of apps with issues, too. */
export interface Draft {
  readonly name: string
  readonly file: string
  readonly parts: ReadonlyMap<string, SpecPart>
  readonly present: ReadonlySet<string>
  /** The field that sets an environment's value: `calls[0]` or `in.prod.calls[0]`. */
  readonly place: (env: string, at: string) => string
}

/** An issue of an app in an environment, at the place where the field is set. */
export const issueIn = ({ file, place }: Draft, env: string, at: string, ...problem: Problem): Issue =>
  issue(file, place(env, at), ...problem)

/** An environment's clusters where the app is. */
export const clustersOf = (
  { present }: Pick<Draft, 'present'>,
  env: string,
  { clusters }: Pick<Fleet, 'clusters'>,
): readonly Cluster[] => clusters.filter(({ name, environment }) => environment === env && present.has(name))

/** `in.prod.calls[0]` if the override has the field's first part, else the field. */
export const placeIn =
  (reading: Reading) =>
  (env: string, at: string): string => {
    const reached = locate(at, reading.overrides.get(env))
    return reached === '' ? at : `in.${env}.${reached}`
  }
