import { awsApp } from '@slipway/aws/aws-app'
import type { Fleet } from '@slipway/fleet'
import type { ClusterModel, Model, ResolvedFunction } from '@slipway/model'
import type { AppSource } from '@slipway/spec'

/** Of a cluster, without its apps. */
export type Around = Omit<ClusterModel, 'apps' | 'functions'>
export const around = ({ cluster, teams, hosts, streams }: Around): Around => ({ cluster, teams, hosts, streams })

export const functionsOf = ({ clusters }: Pick<Model, 'clusters'>): readonly ResolvedFunction[] =>
  clusters.flatMap(({ functions }) => functions)

/** The inputs of the AWS side: of the model the functions alone. */
export interface AwsInputs {
  readonly fleet: Fleet
  readonly apps: readonly AppSource[]
  readonly functions: readonly ResolvedFunction[]
}

/** All that decides the AWS side, beside the fleet and the code. */
export const estateInputs = ({ apps, functions }: AwsInputs): string => JSON.stringify([apps.map(awsApp), functions])
