import { argoCdIssues, signedSourceIssues } from './rules/argo-cd-rules.ts'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import {
  clusterName,
  envName,
  failed,
  fieldPath,
  hiddenText,
  InputFiles,
  issue,
  mostValues,
  nameProblem,
  ok,
  parse,
  refused,
  show,
  sortIssues,
  sound,
  teamName,
  type Issue,
  type Outcome,
} from '@slipway/core'
import { choicesOf } from './add-ons.ts'
import { clusterData } from './cluster.ts'
import { domainIssues } from './rules/domain-rules.ts'
import { fleetData, type Cluster, type Fleet } from './fleet.ts'
import { readDigests } from './image-digests.ts'
import { importData } from './import-data.ts'
import { completeNodes } from './nodes.ts'
import { needsIssues } from './needs-writer.ts'
import { withoutFollowOn, withoutWholes } from './rules/follow-on.ts'
import { cacheIssues } from './pull-through.ts'
import { insightsIssues } from './signals/insights.ts'
import { elasticPlaceIssues } from './signals/signal-rules.ts'
import { sharingIssues } from './rules/sharing-rules.ts'
import { poolIssues } from './functions.ts'
import { clusterIssues } from './rules/cluster-rules.ts'
import { environmentIssues, fleetIssues, type ClusterDraft, type Part } from './rules/fleet-rules.ts'

interface Read<T> {
  /** `undefined` if its shape is invalid. */
  readonly whole?: T
  readonly part: Part<T>
  readonly issues: readonly Issue[]
}

/** Fleet texts are written into files of lines, CODEOWNERS among them. */
const lineIssue = (file: string, at: readonly (string | number)[], value: unknown): Issue => {
  const given = at.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value)
  const want = 'text on one line, without control characters'
  return issue(file, fieldPath(at), 'control-character', show(given), want, 'write it on one line')
}

function read<S extends z.ZodObject>(schema: S, files: InputFiles, file: string): Read<z.output<S>> {
  const raw = importData(files.root, file, files, mostValues.fleet)
  const shaped = raw.ok ? parse(schema, raw.value, file) : raw
  const lines = raw.ok ? hiddenText(raw.value, true).filter(({ kind }) => kind === 'control') : []
  const parsed =
    lines.length === 0 || !raw.ok
      ? shaped
      : failed(...(shaped.ok ? [] : shaped.issues), ...lines.map(({ path: at }) => lineIssue(file, at, raw.value)))
  if (parsed.ok) return { whole: parsed.value, part: parsed.value as Part<z.output<S>>, issues: [] }
  const part = raw.ok ? sound(schema.partial(), raw.value) : undefined
  return { part: (part ?? {}) as Part<z.output<S>>, issues: parsed.issues }
}

function clusterFiles(files: InputFiles): { names: readonly string[]; issues: readonly Issue[] } {
  const entries = files.list('fleet/clusters')
  const odd = entries
    .filter((f) => !f.endsWith('.ts') && !/^\.|\.md$/.test(f))
    .map((f) => {
      const want = 'fleet/clusters/<cluster>.ts'
      return issue(`fleet/clusters/${f}`, '', 'cluster-file', show(f), want, 'rename it, or move it elsewhere')
    })
  return { names: entries.filter((f) => f.endsWith('.ts')).map((f) => f.slice(0, -3)), issues: odd }
}

function nameIssue(name: string, file: string): Issue[] {
  const problem = nameProblem(name, 30)
  return problem === undefined
    ? []
    : [issue(file, '', 'cluster-name', show(name), problem, 'rename the file: the file is the name')]
}

/** `fleet/fleet.ts` and `fleet/clusters/*.ts`; clusters in the order of promotion. */
export async function loadFleet(root: string, files = new InputFiles(root)): Promise<Outcome<Fleet>> {
  const folder = path.join(root, 'fleet', 'clusters')
  if (!existsSync(path.join(root, 'fleet', 'fleet.ts')) || !existsSync(folder) || !statSync(folder).isDirectory()) {
    const want = 'fleet/fleet.ts and fleet/clusters/<cluster>.ts'
    const hint = `run it in an estate's root, or name one with --root (this was ${root})`
    return existsSync(path.join(root, 'fleet', 'fleet.ts'))
      ? refused('fleet/clusters', 'no-fleet', 'no such folder', want, 'write a file for each cluster there')
      : refused('fleet/fleet.ts', 'no-fleet', 'no such file', want, hint)
  }
  const fleet = read(fleetData, files, 'fleet/fleet.ts')
  const { names, issues: odd } = clusterFiles(files)
  const issues = [...withoutWholes(fleet.issues), ...withoutFollowOn(fleet.issues, fleetIssues(fleet.part)), ...odd]
  const drafts: ClusterDraft[] = []
  const clusters: Cluster[] = []
  const keepsBase = (environment: string): boolean =>
    (fleet.whole?.edition ?? 1) >= 2 && environment !== fleet.whole?.environments[0]
  for (const name of names) {
    const file = `fleet/clusters/${name}.ts`
    const { whole, part, issues: wrong } = read(clusterData, files, file)
    const draft = { name, file, data: part }
    drafts.push(draft)
    const choices = choicesOf(fleet.whole?.addons, whole?.addons)
    const pullThrough = whole?.pullThrough ?? fleet.whole?.pullThrough
    const needs = whole?.needs ?? fleet.whole?.needs
    if (whole !== undefined)
      clusters.push({
        ...whole,
        ...(choices === undefined ? {} : { addons: choices }),
        ...(pullThrough === undefined ? {} : { pullThrough }),
        ...(needs === undefined ? {} : { needs }),
        name: clusterName(name),
        environment: envName(whole.environment),
        nodes: completeNodes(whole.nodes, keepsBase(whole.environment)),
      })
    const found = clusterIssues(draft, Object.keys(fleet.part.teams ?? {}))
    issues.push(...nameIssue(name, file), ...wrong, ...withoutFollowOn(wrong, found))
  }
  const places = drafts.map(({ name, file, data }) => ({ ...data, name, file }))
  issues.push(
    ...environmentIssues(fleet.part, drafts),
    ...domainIssues(fleet.part, drafts),
    ...withoutFollowOn(fleet.issues, [
      ...elasticPlaceIssues('fleet/fleet.ts', fleet.part, places),
      ...insightsIssues(fleet.part, places),
      ...argoCdIssues(fleet.part, drafts),
      ...poolIssues('fleet/fleet.ts', fleet.part.functions, places),
      ...sharingIssues(
        fleet.part,
        drafts.flatMap(({ data: { account } }) => account ?? []),
      ),
    ]),
    ...signedSourceIssues(fleet.part),
    ...cacheIssues(clusters),
    ...needsIssues(clusters),
  )
  const defaults = files.list('fleet').includes('defaults.ts')
    ? importData(root, 'fleet/defaults.ts', files)
    : undefined
  if (defaults?.ok === false) issues.push(...defaults.issues)
  const digests = fleet.whole?.addonImages === 'digest' ? readDigests(files) : undefined
  if (digests?.ok === false) issues.push(...digests.issues)
  if (fleet.whole === undefined || issues.length > 0) return failed(...sortIssues(issues))
  const { environments: order, teams } = fleet.whole
  clusters.sort(
    (a, b) =>
      order.indexOf(a.environment) - order.indexOf(b.environment) || a.wave - b.wave || (a.name < b.name ? -1 : 1),
  )
  const byName = new Map(Object.entries(teams).map(([name, team]) => [teamName(name), team]))
  return ok({
    ...fleet.whole,
    environments: order.map(envName),
    teams: byName,
    clusters,
    ...(defaults?.ok === true ? { defaults: defaults.value } : {}),
    ...(digests?.ok === true ? { imageDigests: digests.value } : {}),
  })
}
