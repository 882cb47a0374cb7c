import { issue, repeated, show, type Issue, type Problem } from '@slipway/core'
import { hasAddressIn, wholeRange } from '@slipway/kube'
import { signalIssues } from '../signals/signal-rules.ts'
import { awsIssues } from './aws-rules.ts'
import type { ClusterDraft } from './fleet-rules.ts'
import { nodeIssues } from './node-rules.ts'

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html */
const servicesOf = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']

/** Contradictions within a cluster's file, and with AWS. */
export function clusterIssues({ name, file, data }: ClusterDraft, teams: readonly string[] = []): Issue[] {
  const { network, region, zones = [], nodes } = data
  const pools = nodes?.pools ?? []
  const found: Issue[] = []
  if (name === 'rejected') {
    const want = 'a name other than that of apps/<app>/releases/rejected.json'
    found.push(issue(file, '', 'cluster-name', show(name), want, 'rename the file'))
  }
  const add = (at: string, ...problem: Problem) => void found.push(issue(file, at, ...problem))
  if (pools.length > 0 && !pools.some((p) => p.capacity === 'on-demand')) {
    const want = 'at least one on-demand pool, for stateful apps and the minimum capacity'
    add('nodes.pools', 'no-on-demand-pool', 'only spot pools', want, 'add a pool with capacity "on-demand"')
  }
  if (nodes !== undefined) found.push(...nodeIssues(file, nodes, data.quiet ?? false))
  for (const [i, first] of repeated(pools.map(({ name }) => name)))
    add(
      `nodes.pools[${i}].name`,
      'duplicate-name',
      show(pools[i]?.name),
      `a name of its own (nodes.pools[${first}] has it)`,
      'rename one of the two',
    )
  for (const [i, first] of repeated(zones))
    add(
      `zones[${i}]`,
      'duplicate-name',
      show(zones[i]),
      `each zone once (zones[${first}] has it)`,
      'take one of the two out',
    )
  zones.forEach((zone, i) => {
    if (region === undefined || (zone.startsWith(region) && zone.length > region.length)) return
    add(
      `zones[${i}]`,
      'zone-elsewhere',
      show(zone),
      `an availability zone of ${region}, such as ${region}a`,
      'correct the zone or the region',
    )
  })
  const ranges = Object.entries(network ?? {})
  ranges.forEach(([name, range], i) => {
    const whole = wholeRange(range)
    if (whole !== range)
      add(
        `network.${name}`,
        'network-start',
        show(range),
        'a range that begins with its first address',
        `write "${whole}"`,
      )
    const other = ranges.slice(0, i).find(([, before]) => hasAddressIn(before, range, []))
    const want = `addresses that network.${other?.[0]} (${other?.[1]}) does not have`
    if (other !== undefined) add(`network.${name}`, 'network-overlap', show(range), want, 'move one of the two ranges')
  })
  const services = network?.services
  if (services !== undefined && hasAddressIn(services, services, servicesOf))
    add(
      'network.services',
      'network-services',
      show(services),
      `a range of ${servicesOf.join(', ')}, as EKS wants it of Services`,
      'ask the cluster: aws eks describe-cluster --query cluster.kubernetesNetworkConfig.serviceIpv4Cidr',
    )
  found.push(...awsIssues(file, data), ...signalIssues(file, data, teams))
  return found
}
