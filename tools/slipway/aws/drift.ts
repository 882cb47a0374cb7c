import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { driftRoleName, stackName, stackRegions } from '@slipway/aws'
import type { Output } from '@slipway/cli'
import { execText } from '@slipway/cli/exec'
import { counted, formatIssues, issue, show, suggestion, type Issue, type Problem } from '@slipway/core'
import { awsArn, loadFleet, type Fleet } from '@slipway/fleet'

/** Asks AWS. @returns the output @throws the error's text */
export type Ask = (args: readonly string[]) => Promise<string>

const askAws: Ask = (args) => execText('aws', args)

/** A template of git, and where it may be deployed. */
export interface Template {
  readonly file: string
  readonly name: string
  readonly regions: readonly string[]
  readonly text: string
}

/**
 * `aws cloudformation list-stacks` (https://docs.aws.amazon.com/cli/latest/reference/cloudformation/list-stacks.html).
 */
interface Deployed {
  readonly StackName: string
  readonly StackStatus: string
  readonly DriftInformation?: { readonly StackDriftStatus?: string }
}

type DeployedStacks = ReadonlyMap<string, readonly Deployed[]>

/** The committed templates of an account, without eksctl's file, read as texts; reads no app. */
export function templatesIn(
  root: string,
  fleet: Fleet,
  account: string,
  regions: readonly string[],
): readonly Template[] {
  const read = (folder: string, where: readonly string[]) =>
    (existsSync(path.join(root, folder)) ? readdirSync(path.join(root, folder)) : [])
      .filter((name) => name.endsWith('.yaml') && !name.endsWith('.eksctl.yaml'))
      .sort()
      .map((name) => ({
        file: `${folder}/${name}`,
        name: stackName(fleet, { name: name.slice(0, -'.yaml'.length) }),
        regions: where,
        text: readFileSync(path.join(root, folder, name), 'utf8'),
      }))
  const regional = regions.flatMap((region) => read(`aws/${account}/${region}`, [region]))
  return [...read(`aws/${account}`, regions), ...regional]
}

const badState = /FAILED|ROLLBACK/

async function issuesOf(template: Template, deployed: DeployedStacks, ask: Ask): Promise<readonly Issue[]> {
  const { file, name, regions, text } = template
  const told = (...problem: Problem) => issue(file, name, ...problem)
  const region = regions.find((each) => deployed.get(each)?.some((one) => one.StackName === name))
  const found = deployed.get(region ?? '')?.find((one) => one.StackName === name)
  if (region === undefined || found === undefined)
    return [
      told(
        'stack-missing',
        `no stack in ${regions.join(', ')}`,
        'the stack of git',
        'npx slipway aws plan CLUSTER prints how',
      ),
    ]
  const issues: Issue[] = []
  const { StackStatus: state, DriftInformation: drift } = found
  if (badState.test(state))
    issues.push(
      told('stack-state', state, 'a stack whose last change went well', 'read its events, and deploy it again'),
    )
  if (drift?.StackDriftStatus === 'DRIFTED') {
    const hint = 'undo it, or take it into git; aws cloudformation describe-stack-resource-drifts names the resources'
    issues.push(told('stack-drifted', 'resources that somebody has changed', 'resources as the stack made them', hint))
  }
  const asked = ['get-template', '--stack-name', name, '--region', region, '--template-stage', 'Original']
  const { TemplateBody } = JSON.parse(await ask(['cloudformation', ...asked, '--output', 'json'])) as {
    TemplateBody: unknown
  }
  if (typeof TemplateBody !== 'string' || TemplateBody.trim() !== text.trim())
    issues.push(
      told('stack-differs', 'another template is deployed', 'the template of git', 'deploy it, or revert git'),
    )
  return issues
}

/** Without those that are deleted, which CloudFormation lists for 90 days. */
async function deployedIn(region: string, ask: Ask): Promise<readonly Deployed[]> {
  const said = await ask(['cloudformation', 'list-stacks', '--region', region, '--output', 'json'])
  const { StackSummaries } = JSON.parse(said) as { StackSummaries: readonly Deployed[] }
  return StackSummaries.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE')
}

/** Compares what is deployed in an account with its templates. @throws what AWS says */
export async function compareStacks(
  templates: readonly Template[],
  regions: readonly string[],
  ask: Ask,
): Promise<readonly Issue[]> {
  const deployed = new Map<string, readonly Deployed[]>()
  for (const region of regions) deployed.set(region, await deployedIn(region, ask))
  const issues: Issue[] = []
  for (const template of templates) issues.push(...(await issuesOf(template, deployed, ask)))
  return issues
}

/** A line for `$GITHUB_OUTPUT`: the accounts, each with its role and a region to log in to. */
export function driftPlan(fleet: Fleet): string {
  const on = fleet.stackDrift === true && fleet.stacks !== 'opentofu'
  const accounts = [...stackRegions(fleet)].map(([account, [region]]) => ({
    account,
    region,
    role: awsArn({ region: region ?? '' }, `iam::${account}:role/${driftRoleName(fleet)}`),
  }))
  return `accounts=${JSON.stringify(on ? accounts : [])}\n`
}

export async function drift(
  { root, account, isPlan }: { readonly root: string; readonly account: string; readonly isPlan: boolean },
  { out, err }: Pick<Output, 'out' | 'err'>,
): Promise<0 | 1> {
  const refuse = (issues: readonly Issue[]): 1 => {
    err(`${formatIssues(issues)}\n`)
    return 1
  }
  const fleet = await loadFleet(root)
  if (!fleet.ok) return refuse(fleet.issues)
  if (isPlan) {
    out(driftPlan(fleet.value))
    return 0
  }
  const all = stackRegions(fleet.value)
  const regions = all.get(account)
  if (regions === undefined) {
    const names = [...all.keys()]
    return refuse([
      issue(
        'fleet/clusters',
        '',
        'unknown-account',
        show(account),
        `an account: ${names.join(', ')}`,
        suggestion(account, names),
      ),
    ])
  }
  const templates = templatesIn(root, fleet.value, account, regions)
  try {
    const issues = await compareStacks(templates, regions, askAws)
    if (issues.length > 0) return refuse(issues)
  } catch (error) {
    const hint = 'log in to the account; the stack role-stack-drift has the rights that this needs'
    return refuse([
      issue(account, '', 'stacks-unread', (error as Error).message.trim(), 'stacks that can be read', hint),
    ])
  }
  out(`${counted(templates.length, 'stack')} of ${account} as git has them\n`)
  return 0
}
