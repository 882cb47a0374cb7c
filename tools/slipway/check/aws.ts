import type { Issue } from '@slipway/core'
import { awsApp, awsStacks } from '@slipway/aws'
import { stackIssues } from '@slipway/aws/judge'
import type { Fleet } from '@slipway/fleet'
import { resolveFunctions } from '@slipway/model'
import type { AppSource } from '@slipway/spec'

export interface AwsCheck {
  readonly stacks: number
  readonly issues: readonly Issue[]
}

/** Issues of the estate's stacks: trust of roles, references, and IAM's size limits. */
export function awsOf(fleet: Fleet, apps: readonly AppSource[]): AwsCheck {
  const stacks = awsStacks(fleet, apps.map(awsApp), resolveFunctions({ fleet, apps }))
  return { stacks: stacks.length, issues: stackIssues(stacks, fleet) }
}
