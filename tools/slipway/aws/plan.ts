import { dependencies, inOrder, isFor, stackId, stackName, type AwsStack } from '@slipway/aws'
import type { Output } from '@slipway/cli'
import { formatIssues, ok, type Outcome } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { clusterNamed } from './cluster-named.ts'
import { estateStacks } from './run.ts'

interface Options {
  readonly root: string
  readonly json: boolean
  readonly cluster: string
}

interface Step {
  readonly id: string
  readonly description: string
  readonly after: readonly string[]
  /** To be typed in the estate's root. */
  readonly command: string
}

function commandOf(fleet: Fleet, cluster: Cluster, stack: AwsStack): string {
  const region = stack.region ?? cluster.region
  if (fleet.stacks === 'opentofu')
    return `tofu -chdir=aws/${stackId(stack)} init && tofu -chdir=aws/${stackId(stack)} apply`
  return [
    'aws cloudformation deploy',
    `--stack-name ${stackName(fleet, stack)}`,
    `--template-file aws/${stackId(stack)}.yaml`,
    '--capabilities CAPABILITY_NAMED_IAM',
    `--region ${region}`,
  ].join(' ')
}

/** The role of Karpenter's nodes, which the cluster lets in, and then what other stacks name by the cluster. */
const roleOf = ({ name, account, region }: Cluster): string => stackId({ account, region, name: `${name}-node-role` })
const byEksctl = (cluster: Cluster): Step => {
  const { name, account, region } = cluster
  return {
    id: `${account}/${region}/${name}.eksctl`,
    description: `The network, the cluster and the first nodes of ${name}, by eksctl`,
    after: [roleOf(cluster)],
    command: `eksctl create cluster -f aws/${account}/${region}/${name}.eksctl.yaml`,
  }
}

/**
 * The stacks of the cluster's account and region, and what they wait for elsewhere, in the order in which they are
 * made.
 * @throws RangeError where stacks wait for each other: the generator made that
 */
export function stepsOf(fleet: Fleet, cluster: Cluster, stacks: readonly AwsStack[]): readonly Step[] {
  const needed = dependencies(stacks)
  const wanted = new Set<string>()
  const want = (id: string): void => {
    if (wanted.has(id)) return
    wanted.add(id)
    for (const other of needed.get(id) ?? []) want(other)
  }
  for (const one of stacks)
    if (
      one.account === cluster.account &&
      (one.region === null || one.region === cluster.region) &&
      isFor(one, cluster.name)
    )
      want(stackId(one))
  const steps = inOrder(stacks)
    .filter((one) => wanted.has(stackId(one)))
    .map((one) => ({
      id: stackId(one),
      description: one.description,
      after: needed.get(stackId(one)) ?? [],
      command: commandOf(fleet, cluster, one),
    }))
  if (cluster.aws?.by !== 'eksctl') return steps
  const isFirst = ({ id }: Step): boolean => id === roleOf(cluster)
  return [...steps.filter(isFirst), byEksctl(cluster), ...steps.filter((one) => !isFirst(one))]
}

const accountOf = (id: string): string => id.slice(0, id.indexOf('/'))

/**
 * @param own the cluster's account: a command of another's would make its stack in the wrong one, and nothing would say
 * so
 */
export function planText(steps: readonly Step[], own: string): string {
  const width = String(steps.length).length
  return steps
    .flatMap(({ id, description, after, command }, i) => [
      `${String(i + 1).padStart(width)}  ${id}: ${description}`,
      ...(after.length === 0 ? [] : [`${' '.repeat(width)}  after ${after.join(', ')}`]),
      ...(accountOf(id) === own ? [] : [`${' '.repeat(width)}  in account ${accountOf(id)}, not ${own}`]),
      `${' '.repeat(width)}  ${command}`,
      '',
    ])
    .join('\n')
}

async function planOf(
  root: string,
  name: string,
): Promise<Outcome<{ readonly steps: readonly Step[]; readonly account: string }>> {
  const estate = await estateStacks(root)
  if (!estate.ok) return estate
  const { fleet, stacks } = estate.value
  const cluster = clusterNamed(fleet, name)
  return cluster.ok ? ok({ steps: stepsOf(fleet, cluster.value, stacks), account: cluster.value.account }) : cluster
}

/** Prints the order; deploys nothing. */
export async function plan({ root, json, cluster }: Options, { out, err }: Output): Promise<0 | 1> {
  const planned = await planOf(root, cluster)
  if (!planned.ok) {
    err(`${formatIssues(planned.issues)}\n`)
    return 1
  }
  const { steps, account } = planned.value
  out(json ? `${JSON.stringify(steps, null, 2)}\n` : planText(steps, account))
  return 0
}
