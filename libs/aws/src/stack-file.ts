import type { Cluster, Fleet } from '@slipway/fleet'
import { stackId, type AwsStack } from './model/stack.ts'

const endings = { cloudformation: '.yaml', opentofu: '/main.tf.json' } as const

/** The file of a stack, in the fleet's format. */
export const stackFile = (
  one: Pick<AwsStack, 'account' | 'region' | 'name'>,
  { stacks = 'cloudformation' }: Pick<Fleet, 'stacks'>,
): string => `aws/${stackId(one)}${endings[stacks]}`

/** The input of `eksctl create cluster -f`. */
export const eksctlFile = ({ account, region, name }: Pick<Cluster, 'account' | 'region' | 'name'>): string =>
  `aws/${account}/${region}/${name}.eksctl.yaml`
