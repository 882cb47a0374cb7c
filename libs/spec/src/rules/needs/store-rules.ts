import type { Issue } from '@slipway/core'
import type { AwsPlace, Cluster, Fleet } from '@slipway/fleet'
import { issueIn, type Draft } from '../../read/app-draft.ts'
import type { SpecPart } from '../../shape/app.ts'
import { databaseDisk, storedNeeds } from '../../shape/needs.ts'
import { bytes } from '../../shape/units.ts'
import { usedStores } from '../../shape/uses.ts'
import type { Report } from '../report.ts'

/** The VPC of a cluster, as far as its file says: the id of one that was there, a new one of its own, or a range. */
const networkOf = ({ aws, name, network }: Cluster): string =>
  aws === undefined ? network.vpc : (aws.vpc?.id ?? `the new one of ${name}`)

interface Told {
  readonly code: string
  readonly got: string
  readonly want: string
  readonly hint: string
}

function problems({ team }: SpecPart, clusters: readonly Cluster[]): readonly Told[] {
  const networks = new Map(clusters.map((one) => [networkOf(one), one.name]))
  const narrow = clusters.find(({ zones }) => zones.length < 2)
  const onFargate = clusters.find(({ aws }) => team !== undefined && aws?.fargate?.includes(team) === true)
  return [
    ...(networks.size < 2
      ? []
      : [
          {
            code: 'store-networks',
            got: `the networks of ${[...networks.values()].join(' and ')}`,
            want: 'one VPC for all clusters of an environment in an account and region, as they share what apps need',
            hint: 'name one VPC in aws.vpc of each, or give one of them an environment of its own',
          },
        ]),
    ...(narrow === undefined
      ? []
      : [
          {
            code: 'store-zones',
            got: `one zone in ${narrow.name}`,
            want: 'two zones at least: RDS and ElastiCache want subnets in two',
            hint: `add one to zones in fleet/clusters/${narrow.name}.ts`,
          },
        ]),
    ...(onFargate === undefined
      ? []
      : [
          {
            code: 'store-fargate',
            got: `pods on Fargate in ${onFargate.name}`,
            want: 'pods on nodes: the security group lets in those alone',
            hint: `take ${team ?? ''} out of aws.fargate in fleet/clusters/${onFargate.name}.ts`,
          },
        ]),
  ]
}

/**
 * Rules on databases and caches, which lie in a VPC: checks that the pods of their apps, and the clusters, can reach
 * them.
 */
export function storeIssues(app: Draft, spec: SpecPart, env: string, place: AwsPlace, fleet: Fleet): readonly Issue[] {
  const kind = storedNeeds.find((one) => Object.keys(spec.needs?.[one] ?? {}).length > 0)
  const [used] = usedStores(spec.uses)
  const at = kind === undefined ? `uses.${used?.variable ?? ''}` : `needs.${kind}`
  if (kind === undefined && used === undefined) return []
  const clusters = fleet.clusters.filter(
    (one) => one.environment === env && one.account === place.account && one.region === place.region,
  )
  // Of networks and zones the owner is told.
  return problems(spec, clusters)
    .filter(({ code }) => kind !== undefined || code === 'store-fargate')
    .map(({ code, got, want, hint }) => issueIn(app, env, at, code, got, want, hint))
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html */
const leastTenths = 11

export function storeRules({ needs }: SpecPart, report: Report) {
  for (const [name, { storage = databaseDisk, grows }] of Object.entries(needs?.database ?? {}))
    if (grows !== undefined && bytes(grows) * 10 < bytes(storage) * leastTenths)
      report(
        `needs.database.${name}.grows`,
        'database-grows',
        grows,
        `a tenth more than its disk of ${storage} at least, as RDS wants it`,
        'raise it, or take it out',
        'needs',
      )
}
