import { role } from './iam/role.ts'
import type { Fleet } from '@slipway/fleet'
import { gitHubTrust, providerStack } from './image-role.ts'
import { allow } from './iam/policy.ts'
import { fleetFile, stack, type AwsResource, type AwsStack } from './model/stack.ts'
import { arn } from './model/value.ts'
import { homeRegistry, registries } from './registry.ts'
import { subject } from './subject.ts'

export const driftRoleName = ({ name }: Pick<Fleet, 'name'>): string => `${name}-stack-drift`

/** The regions that have stacks, by account. */
export function stackRegions(fleet: Fleet): ReadonlyMap<string, readonly string[]> {
  const places = [...fleet.clusters, ...registries(fleet)].map(({ account, region }) => ({ account, region }))
  const accounts = [...new Set(places.map(({ account }) => account))].sort()
  const regionsOf = (account: string) =>
    [...new Set(places.filter((one) => one.account === account).map(({ region }) => region))].sort()
  return new Map(accounts.map((account) => [account, regionsOf(account)]))
}

/** Reads names, states and templates of stacks, and nothing that stands in a stack's parameters or resources. */
export const driftRole = (fleet: Fleet, account: string, sub: string): AwsResource =>
  role(
    {
      name: driftRoleName(fleet),
      does: 'Compares the stacks of this account with those of git',
      trust: gitHubTrust(account, sub),
      rights: [
        // It takes no resource
        // (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html).
        allow('List', ['cloudformation:ListStacks'], '*'),
        allow(
          'ReadTemplates',
          ['cloudformation:GetTemplate'],
          arn(`cloudformation:*:${account}:stack/${fleet.name}-*`),
        ),
      ],
      policyName: 'read-stacks',
    },
    { MaxSessionDuration: 3600 },
  )

/** One role in each account, where the fleet asks for it; with OpenTofu there is nothing of CloudFormation to read. */
export function driftStacks(fleet: Fleet): readonly AwsStack[] {
  const sub = subject(fleet)
  if (fleet.stackDrift !== true || fleet.stacks === 'opentofu' || sub === undefined) return []
  const trusted = homeRegistry(fleet)?.account
  return [...stackRegions(fleet).keys()].flatMap((account) => {
    const role = stack({
      account,
      region: null,
      clusters: 'all',
      source: fleetFile,
      name: 'role-stack-drift',
      description: 'The role with which GitHub Actions compares stacks with git',
      resources: { Drift: driftRole(fleet, account, sub) },
    })
    return account === trusted ? [role] : [providerStack(account), role]
  })
}
