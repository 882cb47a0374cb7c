import { functionName, type Cluster } from '@slipway/fleet'
import type { ResolvedFunction } from '@slipway/model'
import { arn } from '../model/value.ts'

/** The alias that callers name; a release shifts its weights between versions. */
export const aliasName = 'live'

export const nameOf = ({ cluster, name }: ResolvedFunction): string => functionName(cluster, name)

/** Name and region of a function's stack. */
export const functionPlace = (
  { account, region, name }: Pick<Cluster, 'account' | 'region'> & { readonly name: string },
  app: string,
) => ({
  account,
  region,
  name: `${name}-function-${app}`,
})

const inPlace = ({ region, account }: ResolvedFunction['cluster']): string => `${region}:${account}`

export const functionArn = (one: ResolvedFunction) => arn(`lambda:${inPlace(one.cluster)}:function:${nameOf(one)}`)
export const aliasArn = (one: ResolvedFunction) =>
  arn(`lambda:${inPlace(one.cluster)}:function:${nameOf(one)}:${aliasName}`)

export const logGroupName = (one: ResolvedFunction): string => `/aws/lambda/${nameOf(one)}`

/** For the bill. */
export const labels = ({ name, team, cluster }: ResolvedFunction): Readonly<Record<string, string>> => ({
  app: name,
  environment: cluster.environment,
  team,
})
