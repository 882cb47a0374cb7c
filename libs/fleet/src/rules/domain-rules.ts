import { fieldPath, issue, show, suggestion, type Issue, type Problem } from '@slipway/core'
import { clustersOfDomain, domainPattern, type DomainData } from '../domain.ts'
import type { FleetData } from '../fleet.ts'
import type { ClusterDraft, Part } from './fleet-rules.ts'

const fleetFile = 'fleet/fleet.ts'

/** Rules that join domains with the fleet's teams and clusters. */
export function domainIssues(
  { domains = {}, teams = {} }: Part<FleetData>,
  clusters: readonly ClusterDraft[],
): Issue[] {
  return Object.entries(domains).flatMap(([name, data]) => oneDomain(name, data, Object.keys(teams), clusters))
}

function oneDomain(
  name: string,
  data: DomainData,
  teams: readonly string[],
  clusters: readonly ClusterDraft[],
): Issue[] {
  const found: Issue[] = []
  const add = (at: readonly (string | number)[], ...problem: Problem) =>
    void found.push(issue(fleetFile, fieldPath(['domains', name, ...at]), ...problem))
  if (!domainPattern.test(name)) {
    add([], 'domain-name', show(name), 'a domain in small letters, such as "globex.com"', 'correct the name')
    return found
  }
  const owner = clusters.find(({ data: { domain, internalDomain } }) =>
    [domain, internalDomain].some((own) => own !== undefined && (name === own || name.endsWith(`.${own}`))),
  )
  if (owner !== undefined)
    add(
      [],
      'domain-taken',
      show(name),
      `a domain outside of those of the clusters (${owner.file} has it)`,
      'take it out: a cluster serves its own domain',
    )
  data.teams.forEach((team, i) => {
    if (!teams.includes(team))
      add(['teams', i], 'unknown-team', show(team), 'a team of fleet/fleet.ts', suggestion(team, teams))
  })
  data.hosts?.forEach((host, i) => {
    const inside = host === name || host.endsWith(`.${name}`)
    if (!inside)
      add(['hosts', i], 'host-outside', show(host), `${name} or a name below it`, 'correct it, or list its own domain')
  })
  const named = clustersOfDomain(data)
  const at = (cluster: string) => ['clusters', Array.isArray(data.clusters) ? named.indexOf(cluster) : cluster]
  const names = clusters.map((cluster) => cluster.name)
  for (const cluster of new Set(named)) {
    if (!names.includes(cluster))
      add(at(cluster), 'unknown-cluster', show(cluster), 'a cluster of fleet/clusters', suggestion(cluster, names))
    if (named.indexOf(cluster) !== named.lastIndexOf(cluster))
      add(
        ['clusters', named.lastIndexOf(cluster)],
        'duplicate-name',
        show(cluster),
        'each cluster once',
        'take one of the two out',
      )
  }
  if (found.length > 0) return found
  const served = clusters.filter((cluster) => named.includes(cluster.name))
  const [first] = served
  const other = served.find(({ data: { environment } }) => environment !== first?.data.environment)
  if (first !== undefined && other !== undefined) {
    const got = `${first.name} of ${first.data.environment} and ${other.name} of ${other.data.environment}`
    add(
      ['clusters'],
      'domain-environments',
      got,
      'clusters of one environment: visitors are sent to any of them',
      'list another domain for the other environment',
    )
  }
  if (Array.isArray(data.clusters)) {
    const twice = served.find((one, i) => served.slice(0, i).some((before) => before.data.region === one.data.region))
    const before = served.find((one) => one.data.region === twice?.data.region)
    if (twice !== undefined && before !== undefined && twice.data.region !== undefined)
      add(
        ['clusters'],
        'domain-region',
        `${before.name} and ${twice.name}, both in ${twice.data.region}`,
        'one cluster of each region: Route 53 chooses by region',
        `give weights: clusters: { "${before.name}": 50, "${twice.name}": 50 }`,
      )
  } else if (Object.values(data.clusters).every((weight) => weight === 0))
    add(['clusters'], 'domain-weights', show(data.clusters), 'a weight above 0 for one cluster at least', 'raise one')
  return found
}
