import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { clusterName, envName, failed, nameProblem, ok, parse, show, suggestion, teamName, type Issue, type Outcome } from '@slipway/core'
import { clusterData } from './cluster.ts'
import { fleetData, platformTeam, type Cluster, type Fleet, type FleetData } from './fleet.ts'
import { importData } from './import-data.ts'

/** Namespaces that clusters come with or that add-ons live in (libs/platform); a team of that name would mix with them. */
const reservedTeams = new Set<string>([
  platformTeam, 'default', 'kube-system', 'kube-public', 'kube-node-lease', 'argocd', 'argo-rollouts', 'istio-system', 'istio-ingress',
  'monitoring', 'keda', 'external-secrets', 'cert-manager', 'karpenter',
])

function crossIssues(fleet: FleetData, clusters: readonly Cluster[]): Issue[] {
  const file = 'fleet/fleet.ts'
  const teams = Object.keys(fleet.teams).flatMap((name): Issue[] => {
    const problem = reservedTeams.has(name) ? 'a name that no add-on or Kubernetes uses as a namespace' : nameProblem(name, 40)
    return problem === undefined ? [] : [{ file, at: `teams.${name}`, code: 'team-name', got: show(name), want: problem, hint: 'take another name' }]
  })
  const missing = clusters.filter((c) => !fleet.environments.includes(c.environment)).map((c): Issue => ({
    file: `fleet/clusters/${c.name}.ts`, at: 'environment', code: 'unknown-environment', got: show(c.environment),
    want: 'an environment of fleet/fleet.ts', hint: suggestion(c.environment, fleet.environments),
  }))
  const empty = fleet.environments.filter((e) => !clusters.some((c) => c.environment === e)).map((e): Issue => ({
    file, at: 'environments', code: 'empty-environment', got: show(e), want: 'at least one cluster in every environment',
    hint: `add fleet/clusters/${e}.ts or take "${e}" out`,
  }))
  const pools = clusters.flatMap((c): Issue[] => [
    ...(c.nodes.pools.some((p) => p.capacity === 'on-demand') ? [] : [{
      file: `fleet/clusters/${c.name}.ts`, at: 'nodes.pools', code: 'no-on-demand-pool', got: 'only spot pools',
      want: 'at least one on-demand pool, for stateful apps and the minimum capacity', hint: 'add a pool with capacity "on-demand"',
    }]),
  ])
  return [...teams, ...missing, ...empty, ...pools]
}

/**
 * Reads `fleet/fleet.ts` and `fleet/clusters/*.ts` below a root.
 * @returns the fleet, clusters in the order of promotion; or every issue in its data
 */
export async function loadFleet(root: string): Promise<Outcome<Fleet>> {
  const folder = path.join(root, 'fleet', 'clusters')
  if (!existsSync(path.join(root, 'fleet', 'fleet.ts')) || !existsSync(folder)) {
    return failed({ file: 'fleet/fleet.ts', at: '', code: 'no-fleet', got: 'no such file', want: 'fleet/fleet.ts and fleet/clusters/<cluster>.ts',
      hint: `run it in an estate's root, or name one with --root (this was ${root})` })
  }
  const names = readdirSync(folder).filter((f) => f.endsWith('.ts')).map((f) => f.slice(0, -3)).sort()
  const issues: Issue[] = []
  const raw = await importData(root, 'fleet/fleet.ts')
  const data = raw.ok ? parse(fleetData, raw.value, 'fleet/fleet.ts') : raw
  if (!data.ok) issues.push(...data.issues)
  const clusters: Cluster[] = []
  for (const name of names) {
    const file = `fleet/clusters/${name}.ts`
    const problem = nameProblem(name, 30)
    if (problem !== undefined) issues.push({ file, at: '', code: 'cluster-name', got: show(name), want: problem, hint: 'rename the file' })
    const imported = await importData(root, file)
    const parsed = imported.ok ? parse(clusterData, imported.value, file) : imported
    if (parsed.ok) clusters.push({ ...parsed.value, name: clusterName(name), environment: envName(parsed.value.environment) })
    else issues.push(...parsed.issues)
  }
  if (data.ok) issues.push(...crossIssues(data.value, clusters))
  if (!data.ok || issues.length > 0) return failed(...issues)
  const order = data.value.environments
  clusters.sort((a, b) => order.indexOf(a.environment) - order.indexOf(b.environment) || a.wave - b.wave || (a.name < b.name ? -1 : 1))
  const teams = new Map(Object.entries(data.value.teams).map(([name, team]) => [teamName(name), team]))
  return ok({ ...data.value, environments: order.map(envName), teams, clusters })
}
