import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { deployEnvironment, deployRoleNames, deploysStacks, functionPlace, stackName } from '@slipway/aws'
import type { Output } from '@slipway/cli'
import { execText } from '@slipway/cli/exec'
import { counted, formatIssues, issue, readJson, type Issue } from '@slipway/core'
import { awsArn, loadFleet, type Cluster, type Fleet } from '@slipway/fleet'
import { fields, text } from '@slipway/kube'
import { clusterNamed } from './cluster-named.ts'
import {
  executeChangeSet,
  prepareChangeSet,
  type ChangeSet,
  type FunctionTemplate,
  type Patience,
} from './change-set.ts'
import type { Ask } from './drift.ts'

export interface DeployOptions {
  readonly root: string
  readonly cluster: string
  /** For the workflow's first job: list the clusters to look at. */
  readonly isPlan: boolean
  /** The folder of each cluster's change sets; of a plan, all others are left out. */
  readonly changed: string | undefined
  /** The folder to which change sets are written; `execute` names the one that is executed. */
  readonly prepare: string | undefined
  readonly execute: string | undefined
  /** The name of its change sets: who runs this, and what for. */
  readonly run: string
}

const askAws: Ask = (args) => execText('aws', args)
/**
 * A change set takes seconds; a canary's hold is part of an update, and CloudFormation gives CodeDeploy up to a day.
 */
const usual: { readonly prepare: Patience; readonly execute: Patience } = {
  prepare: { pause: 3000, times: 100 },
  execute: { pause: 15_000, times: 440 },
}

/** The committed stacks of functions beside a cluster, by the names of their apps. No app is read. */
export function functionTemplates(root: string, fleet: Fleet, cluster: Cluster): readonly FunctionTemplate[] {
  const folder = path.join('aws', cluster.account, cluster.region)
  const [prefix, ending] = [functionPlace(cluster, '').name, '.yaml']
  return (existsSync(path.join(root, folder)) ? readdirSync(path.join(root, folder)) : [])
    .filter((name) => name.startsWith(prefix) && name.endsWith(ending))
    .sort()
    .map((name) => name.slice(prefix.length, -ending.length))
    .map((app) => ({
      app,
      file: path.join(root, folder, `${prefix}${app}${ending}`),
      name: stackName(fleet, functionPlace(cluster, app)),
    }))
}

const roleArn = (cluster: Cluster, name: string): string => awsArn(cluster, `iam::${cluster.account}:role/${name}`)

/**
 * Lines for `$GITHUB_OUTPUT`: clusters with functions, in the order of promotion; and whether a healthy release asks
 * for its next step.
 */
export function deployPlan(root: string, fleet: Fleet, changed?: string): string {
  const ranked = fleet.clusters.toSorted(
    (a, b) => fleet.environments.indexOf(a.environment) - fleet.environments.indexOf(b.environment) || a.wave - b.wave,
  )
  const places = ranked
    .filter((cluster) => deploysStacks(fleet) && functionTemplates(root, fleet, cluster).length > 0)
    .filter(({ name }) => changed === undefined || readSets(path.join(changed, `${name}.json`)).length > 0)
    .map((cluster) => {
      const names = deployRoleNames(cluster)
      return {
        cluster: cluster.name,
        region: cluster.region,
        environment: deployEnvironment(cluster.environment),
        prepare: roleArn(cluster, names.prepare),
        deploy: roleArn(cluster, names.deploy),
      }
    })
  return `places=${JSON.stringify(places)}\npromote=${fleet.repository.dispatch === true}\n`
}

/** For people: a table of each stack, in Markdown. */
export function shown(cluster: string, sets: readonly ChangeSet[]): string {
  if (sets.length === 0) return `Nothing changes in the functions beside ${cluster}.\n`
  const cell = (value: string) => value.replaceAll('|', '\\|')
  return sets
    .map(({ stack, changes }) =>
      [
        `### ${stack}`,
        '',
        '| action | resource | type | replaced |',
        '| --- | --- | --- | --- |',
        ...changes.map(({ action, id, type, replaced }) => `| ${[action, id, type, replaced].map(cell).join(' | ')} |`),
        '',
      ].join('\n'),
    )
    .join('\n')
}

/** Reads prepared change sets. AWS refuses a foreign file: the role reaches stacks of this cluster alone. */
function readSets(file: string): readonly ChangeSet[] {
  const said = existsSync(file) ? readJson(readFileSync(file, 'utf8')) : undefined
  return Array.isArray(said) ? (said as readonly ChangeSet[]) : []
}

interface Failure {
  readonly app: string
  readonly message: string
}

/** Each on its own: a stack that fails keeps no other from its change. */
async function each<T extends { readonly app: string }, R>(
  all: readonly T[],
  work: (one: T) => Promise<R>,
): Promise<{ readonly done: readonly R[]; readonly failed: readonly Failure[] }> {
  const [done, failed]: [R[], Failure[]] = [[], []]
  for (const one of all)
    try {
      done.push(await work(one))
    } catch (error) {
      failed.push({ app: one.app, message: (error as Error).message.trim() })
    }
  return { done, failed }
}

const digestOf = (root: string, app: string, cluster: string): string | undefined => {
  const file = path.join(root, 'apps', app, 'releases', `${cluster}.json`)
  return existsSync(file) ? text(fields(readJson(readFileSync(file, 'utf8')))['digest']) : undefined
}

export async function deploy(
  options: DeployOptions,
  { out, err }: Pick<Output, 'out' | 'err'>,
  ask: Ask = askAws,
  patience = usual,
): Promise<0 | 1> {
  const { root, isPlan, prepare, execute, run } = options
  const refuse = (issues: readonly Issue[]): 1 => {
    err(`${formatIssues(issues)}\n`)
    return 1
  }
  const read = await loadFleet(root)
  if (!read.ok) return refuse(read.issues)
  const fleet = read.value
  if (isPlan) {
    out(deployPlan(root, fleet, options.changed))
    return 0
  }
  const named = clusterNamed(fleet, options.cluster)
  if (!named.ok) return refuse(named.issues)
  const cluster = named.value
  const failures = (all: readonly Failure[], code: string, hint: (app: string) => string): 0 | 1 =>
    all.length === 0
      ? 0
      : refuse(
          all.map(({ app, message }) =>
            issue(stackName(fleet, functionPlace(cluster, app)), '', code, message, 'the stack of git', hint(app)),
          ),
        )
  const { region } = cluster
  if (prepare !== undefined) {
    const role = roleArn(cluster, deployRoleNames(cluster).make)
    const { done, failed } = await each(functionTemplates(root, fleet, cluster), (one) =>
      prepareChangeSet(one, { region, role, name: `slipway-${run}` }, ask, patience.prepare),
    )
    const sets = done.flatMap((one) => (one === undefined ? [] : [one]))
    writeFileSync(prepare, `${JSON.stringify(sets, null, 2)}\n`)
    out(shown(cluster.name, sets))
    return failures(failed, 'no-change-set', () => 'mend what it says; the others are prepared')
  }
  const { done, failed } = await each(readSets(execute ?? ''), async (set) => {
    await executeChangeSet(set, region, ask, patience.execute)
    return set
  })
  for (const { app, stack } of done) {
    const digest = digestOf(root, app, cluster.name)
    out(`deployed ${stack}\n`)
    if (digest !== undefined) out(`healthy ${cluster.name} ${app} ${digest}\n`)
  }
  if (failed.length === 0) out(`${counted(done.length, 'stack')} deployed\n`)
  return failures(
    failed,
    'not-deployed',
    (app) =>
      `its events say why; git still has the new version: npm run release -- rollback ${app} ${cluster.name} --reason "..." --pr`,
  )
}
