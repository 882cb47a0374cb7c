import type { Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { awsStacks, type BuiltApp } from './aws-stacks.ts'
import { asCloudFormation } from './writers/cloudformation.ts'

/** CloudFormation templates, `aws/<account>/[<region>/]<stack>.yaml`. */
export const awsFiles = (fleet: Fleet, apps: readonly BuiltApp[]): readonly Rendered[] =>
  awsStacks(fleet, apps).map(asCloudFormation)
