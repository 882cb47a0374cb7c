import type { Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import type { AwsApp } from './aws-app.ts'
import { awsStacks } from './aws-stacks.ts'
import { asCloudFormation } from './writers/cloudformation.ts'

/** CloudFormation templates, `aws/<account>/[<region>/]<stack>.yaml`. */
export const awsFiles = (fleet: Fleet, apps: readonly AwsApp[]): readonly Rendered[] =>
  awsStacks(fleet, apps).map(asCloudFormation)
