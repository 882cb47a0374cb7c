import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import {
  clusterName,
  envName,
  failed,
  nameProblem,
  ok,
  parse,
  show,
  sortIssues,
  sound,
  teamName,
  type Issue,
  type Outcome,
} from '@slipway/core'
import { clusterData, type ClusterData } from './cluster.ts'
import { fleetData, type Cluster, type Fleet, type FleetData } from './fleet.ts'
import { importData } from './import-data.ts'
import { clusterIssues, environmentIssues, fleetIssues, type ClusterDraft, type Part } from './rules.ts'

interface Read<T> {
  /** All of it, when nothing is wrong with its shape. */
  readonly whole?: T
  /** What is sound of it. */
  readonly part: Part<T>
  readonly issues: readonly Issue[]
}

async function readFleet(root: string): Promise<Read<FleetData>> {
  const file = 'fleet/fleet.ts'
  const raw = await importData(root, file)
  const parsed = raw.ok ? parse(fleetData, raw.value, file) : raw
  if (parsed.ok) return { whole: parsed.value, part: parsed.value, issues: [] }
  return { part: (raw.ok ? sound(fleetData.partial(), raw.value) : undefined) ?? {}, issues: parsed.issues }
}

async function readCluster(root: string, file: string): Promise<Read<ClusterData>> {
  const raw = await importData(root, file)
  const parsed = raw.ok ? parse(clusterData, raw.value, file) : raw
  if (parsed.ok) return { whole: parsed.value, part: parsed.value, issues: [] }
  return { part: (raw.ok ? sound(clusterData.partial(), raw.value) : undefined) ?? {}, issues: parsed.issues }
}

/** The names of the files of clusters, and what else lies among them. */
function clusterFiles(folder: string): { names: readonly string[]; issues: readonly Issue[] } {
  const entries = readdirSync(folder).sort()
  const odd = entries
    .filter((f) => !f.endsWith('.ts') && !/^\.|\.md$/.test(f))
    .map(
      (f): Issue => ({
        file: `fleet/clusters/${f}`,
        at: '',
        code: 'cluster-file',
        got: show(f),
        want: 'fleet/clusters/<cluster>.ts',
        hint: 'rename it, or move it elsewhere',
      }),
    )
  return { names: entries.filter((f) => f.endsWith('.ts')).map((f) => f.slice(0, -3)), issues: odd }
}

function nameIssue(name: string, file: string): Issue[] {
  const problem = nameProblem(name, 30)
  return problem === undefined
    ? []
    : [
        {
          file,
          at: '',
          code: 'cluster-name',
          got: show(name),
          want: problem,
          hint: 'rename the file: the file is the name',
        },
      ]
}

/**
 * Reads `fleet/fleet.ts` and `fleet/clusters/*.ts` below a root.
 * @returns the fleet, clusters in the order of promotion; or every issue in its data
 */
export async function loadFleet(root: string): Promise<Outcome<Fleet>> {
  const folder = path.join(root, 'fleet', 'clusters')
  if (!existsSync(path.join(root, 'fleet', 'fleet.ts')) || !existsSync(folder) || !statSync(folder).isDirectory()) {
    const want = 'fleet/fleet.ts and fleet/clusters/<cluster>.ts'
    const hint = `run it in an estate's root, or name one with --root (this was ${root})`
    return failed({ file: 'fleet/fleet.ts', at: '', code: 'no-fleet', got: 'no such file', want, hint })
  }
  const fleet = await readFleet(root)
  const { names, issues: odd } = clusterFiles(folder)
  const issues = [...fleet.issues, ...fleetIssues(fleet.part), ...odd]
  const drafts: ClusterDraft[] = []
  const clusters: Cluster[] = []
  for (const name of names) {
    const file = `fleet/clusters/${name}.ts`
    const { whole, part, issues: wrong } = await readCluster(root, file)
    const draft = { name, file, data: part }
    drafts.push(draft)
    if (whole !== undefined)
      clusters.push({ ...whole, name: clusterName(name), environment: envName(whole.environment) })
    issues.push(...nameIssue(name, file), ...wrong, ...clusterIssues(draft))
  }
  issues.push(...environmentIssues(fleet.part, drafts))
  if (fleet.whole === undefined || issues.length > 0) return failed(...sortIssues(issues))
  const { environments: order, teams } = fleet.whole
  clusters.sort(
    (a, b) =>
      order.indexOf(a.environment) - order.indexOf(b.environment) || a.wave - b.wave || (a.name < b.name ? -1 : 1),
  )
  const byName = new Map(Object.entries(teams).map(([name, team]) => [teamName(name), team]))
  return ok({ ...fleet.whole, environments: order.map(envName), teams: byName, clusters })
}
