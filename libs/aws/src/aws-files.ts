import type { Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import type { ResolvedFunction } from '@slipway/model'
import type { AwsApp } from './aws-app.ts'
import { awsStacks } from './aws-stacks.ts'
import { borrowersOf } from './needs/borrowers.ts'
import { needsObjects } from './needs/needs-stack.ts'
import { asCloudFormation } from './writers/cloudformation.ts'
import { clusterConfigs } from './writers/eksctl.ts'
import { asOpenTofu } from './writers/opentofu.ts'

const writers = { cloudformation: asCloudFormation, opentofu: asOpenTofu } as const

/**
 * Each stack in the fleet's format, `aws/<account>/[<region>/]<stack>...`, eksctl's files, and the objects of
 * controllers that make what apps need.
 */
export function awsFiles(
  fleet: Fleet,
  apps: readonly AwsApp[],
  functions: readonly ResolvedFunction[] = [],
): readonly Rendered[] {
  const borrowers = borrowersOf(apps, fleet)
  return [
    ...awsStacks(fleet, apps, functions).map(writers[fleet.stacks ?? 'cloudformation']),
    ...clusterConfigs(fleet),
    ...apps.flatMap((app) => needsObjects(app, fleet, borrowers)),
  ]
}
