import { withStacks } from '@slipway/aws/first-day'
import { exec } from '@slipway/cli/exec'
import type { Output } from '@slipway/cli'
import { formatIssues, ok, refused, suggestion, type Outcome, type Rendered } from '@slipway/core'
import { at, emit, fields, itemsOf, text } from '@slipway/kube'
import type { Cluster } from '@slipway/fleet'
import { argoNamespace, argoRoleArn, clusterArn } from '@slipway/platform'
import { networkTest, networkTestWords, prerequisites, type Prerequisite } from '@slipway/platform/first-day'
import { renderEstate } from '@slipway/tree'
import { estateStacks } from '../aws/run.ts'
import { asText, type Answer, type Capability, type FirstDay, type Install } from './report.ts'

interface Options {
  readonly root: string
  readonly cluster: string
  readonly check: boolean
  readonly values: boolean
  readonly networkTest: boolean
  readonly json: boolean
}

/** Argo CD's own Application says which chart it will sync, with which values; the first install uses the same. */
function installOf(rendered: readonly Rendered[], cluster: string): Install | undefined {
  const application = rendered.find((file) => file.path === `argocd/${cluster}/application-argo-cd.yaml`)?.objects[0]
  if (application === undefined) return undefined
  const source = fields(at(application, 'spec', 'source'))
  return {
    chart: text(source.chart) ?? '',
    repository: text(source.repoURL) ?? '',
    version: text(source.targetRevision) ?? '',
    release: text(at(source, 'helm', 'releaseName')) ?? '',
    namespace: text(at(application, 'spec', 'destination', 'namespace')) ?? '',
    values: fields(at(source, 'helm', 'valuesObject')),
  }
}

const capabilityOf = (cluster: Cluster): Capability => ({
  region: cluster.region,
  arn: clusterArn(cluster),
  role: argoRoleArn(cluster),
  namespace: argoNamespace,
})

async function firstDay(root: string, name: string): Promise<Outcome<FirstDay>> {
  const estate = await renderEstate(root)
  if (!estate.ok) return estate
  const { model, rendered } = estate.value
  const cluster = model.fleet.clusters.find((one) => one.name === name)
  if (cluster === undefined) {
    const known = model.fleet.clusters.map((one) => one.name)
    const hint = suggestion(name, known)
    return refused('fleet/clusters', 'unknown-cluster', JSON.stringify(name), 'a cluster of fleet/clusters/', hint)
  }
  const stacks = await estateStacks(root)
  if (!stacks.ok) return stacks
  const items = rendered.filter((file) => file.path.startsWith(`clusters/${name}/`)).flatMap(itemsOf)
  const functions = model.clusters.find((one) => one.cluster.name === name)?.functions ?? []
  return ok({
    cluster: name,
    install: installOf(rendered, name),
    ...(model.fleet.argocd === 'eks' ? { capability: capabilityOf(cluster) } : {}),
    prerequisites: withStacks(
      prerequisites({ cluster, fleet: model.fleet }, items, functions),
      cluster,
      model.fleet,
      stacks.value.stacks,
    ),
  })
}

/** Asks for one thing. A program that is missing, or an account that is another one, says nothing about it. */
async function ask({ probe }: Prerequisite): Promise<Answer> {
  if (probe === undefined) return 'unknown'
  const { code, stdout, stderr, missing } = await exec(probe.program, probe.args, { timeout: 30_000 })
  if (missing) return 'no-program'
  if (code === 0) return probe.there(stdout) ? 'there' : 'missing'
  // The AWS CLI ends with 254 when the service refused the question; its code in brackets says why.
  return /\((?:[\w.]*(?:NotFound|NonExistent|DoesNotExist)\w*|NoSuch\w+)\)/.test(stderr) ? 'missing' : 'refused'
}

async function answers(all: readonly Prerequisite[], output: Pick<Output, 'progress'>): Promise<readonly Answer[]> {
  const given: Answer[] = []
  for (const one of all) {
    const [account] = given
    // In another account every other answer would be about other things.
    if (account !== undefined && account !== 'there' && one.probe?.program === 'aws')
      given.push(account === 'missing' ? 'other-account' : 'no-account')
    else {
      output.progress(`asking for ${one.name}`)
      given.push(await ask(one))
    }
  }
  return given
}

/** @returns the exit code: 0; 1 where something is missing, or the estate cannot be read */
export async function runBootstrap(options: Options, output: Pick<Output, 'out' | 'err' | 'progress'>): Promise<0 | 1> {
  const day = await firstDay(options.root, options.cluster)
  if (!day.ok) {
    if (options.json) output.out(`${JSON.stringify({ issues: day.issues }, null, 2)}\n`)
    else output.err(`${formatIssues(day.issues)}\n`)
    return 1
  }
  if (options.values) {
    output.out(`${JSON.stringify(day.value.install?.values ?? {}, null, 2)}\n`)
    return 0
  }
  if (options.networkTest) {
    const comment = networkTestWords.map((line) => `# ${line}\n`).join('')
    output.out(`${comment}${emit(networkTest)}`)
    return 0
  }
  const given = options.check ? await answers(day.value.prerequisites, output) : undefined
  if (options.json) {
    const { prerequisites: all, ...rest } = day.value
    const listed = all.map(({ probe, ...one }, i) => ({
      ...one,
      ...(probe === undefined ? {} : { ask: [probe.program, ...probe.args] }),
      ...(given === undefined ? {} : { answer: given[i] }),
    }))
    output.out(`${JSON.stringify({ ...rest, prerequisites: listed }, null, 2)}\n`)
  } else output.out(asText(day.value, given))
  return given?.includes('missing') === true ? 1 : 0
}
