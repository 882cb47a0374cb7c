import { awsArn, shortened, type Cluster } from '@slipway/fleet'
import type { StoredNeed } from '@slipway/spec'

/** The name of a team's secret in Secrets Manager: `prod/shop/orders/stripe`. */
export const environmentKey = (environment: string, team: string, name: string): string =>
  `${environment}/${team}/${name}`

/** As a spec of the team would name it. @param owner another team, which has accepted an app of this one */
export const needSecret = (kind: StoredNeed, name: string, owner?: string): string =>
  `needs/${owner === undefined ? '' : `${owner}/`}${name}-${kind}`

/**
 * Where the stack of a database or cache writes its address, which AWS alone knows before:
 * `prod/shop/needs/ledger-database`. It is read as the team's secrets are.
 * @param owner another team
 */
export const needKey = (kind: StoredNeed, name: string, team: string, environment: string, owner?: string): string =>
  environmentKey(environment, team, needSecret(kind, name, owner))

/**
 * The secrets that External Secrets reads for a team: the role's name, in the cluster's account. IAM ends names at 64
 * characters.
 */
export const secretRoleName = ({ name }: Pick<Cluster, 'name'>, team: string): string =>
  shortened(`${name}-secrets-${team}`, 64)

export const secretRole = (cluster: Pick<Cluster, 'name' | 'account' | 'region'>, team: string): string =>
  awsArn(cluster, `iam::${cluster.account}:role/${secretRoleName(cluster, team)}`)

/**
 * The key of a secret that a spec names: `orders/stripe` is the team's `prod/shop/orders/stripe`. A name that begins
 * with the team's own (`shop/...`), as it had to be before, or with what the fleet gives the team (`may.secrets`), is
 * taken as it is.
 */
export function secretKeyOf(written: string, environment: string, team: string, given: readonly string[] = []): string {
  const whole = written.startsWith(`${team}/`) || given.some((start) => written.startsWith(start))
  return whole ? written : environmentKey(environment, team, written)
}
