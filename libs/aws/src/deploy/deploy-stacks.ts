import { role } from '../iam/role.ts'
import type { Cluster, Fleet } from '@slipway/fleet'
import { allow, serviceTrust, type PolicyDocument, type Statement } from '../iam/policy.ts'
import { gitHubTrust, providerStack } from '../image-role.ts'
import { fleetFile, stack, type AwsStack } from '../model/stack.ts'
import { arn } from '../model/value.ts'
import { homeRegistry } from '../registry.ts'
import { environmentSubject, subject } from '../subject.ts'
import { deployEnvironment, deployRoleNames, deploysStacks, functionStackPrefix } from './deploy-names.ts'
import { makeRights } from './make-rights.ts'

const look = ['cloudformation:DescribeChangeSet', 'cloudformation:DescribeStacks']

function rolesOf(cluster: Cluster, fleet: Fleet, branch: string, reviewed: string) {
  const { account, region } = cluster
  const names = deployRoleNames(cluster)
  const stacks = arn(`cloudformation:${region}:${account}:stack/${functionStackPrefix(fleet, cluster)}*/*`)
  const make = arn(`iam::${account}:role/${names.make}`)
  const deployRole = (name: string, does: string, trust: PolicyDocument, rights: readonly Statement[]) =>
    role({ name, does, trust, rights }, { MaxSessionDuration: 7200 })
  return {
    Prepare: deployRole(
      names.prepare,
      `Makes change sets of functions beside ${cluster.name}, and executes none`,
      gitHubTrust(account, branch),
      [
        // Without CloudFormation's own role a change set would be made with the rights of this one.
        allow('Prepare', ['cloudformation:CreateChangeSet'], stacks, {
          StringEquals: { 'cloudformation:RoleArn': make },
        }),
        allow('Look', [...look, 'cloudformation:DeleteChangeSet'], stacks),
        allow('PassRole', ['iam:PassRole'], make, {
          StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
        }),
      ],
    ),
    Deploy: deployRole(
      names.deploy,
      `Executes change sets of functions beside ${cluster.name} that somebody approved`,
      gitHubTrust(account, reviewed),
      [allow('Execute', ['cloudformation:ExecuteChangeSet', ...look], stacks)],
    ),
    Make: deployRole(
      names.make,
      `What CloudFormation makes of functions beside ${cluster.name}`,
      serviceTrust('cloudformation.amazonaws.com'),
      makeRights(cluster),
    ),
  }
}

/**
 * The roles with which GitHub Actions deploys functions, a stack for each cluster; and GitHub as a provider in accounts
 * where nothing else brings it.
 */
export function deployStacks(fleet: Fleet): readonly AwsStack[] {
  const branch = subject(fleet)
  if (!deploysStacks(fleet) || branch === undefined) return []
  const known = new Set([homeRegistry(fleet)?.account, ...(fleet.stackDrift === true ? accountsOf(fleet) : [])])
  return [
    ...accountsOf(fleet)
      .filter((account) => !known.has(account))
      .map(providerStack),
    ...fleet.clusters.map((cluster) => {
      const reviewed = environmentSubject(fleet, deployEnvironment(cluster.environment)) ?? branch
      return stack({
        account: cluster.account,
        region: null,
        clusters: [cluster.name],
        source: fleetFile,
        name: `role-stacks-${cluster.name}`,
        description: `The roles with which GitHub Actions deploys functions beside ${cluster.name}`,
        resources: rolesOf(cluster, fleet, branch, reviewed),
      })
    }),
  ]
}

const accountsOf = ({ clusters }: Fleet): readonly string[] =>
  [...new Set(clusters.map(({ account }) => account))].sort()
