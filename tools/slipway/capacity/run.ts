import {
  asJson,
  asText,
  capacityOf,
  changeText,
  needCosts,
  needsText,
  teamCosts,
  twoWays,
  unschedulableIssues,
  waysText,
  type ClusterCapacity,
} from '@slipway/capacity'
import { awsApp } from '@slipway/aws'
import type { Output } from '@slipway/cli'
import { answer } from '@slipway/cli/answer'
import { combine, formatIssues, ok, refused, suggestion, type Outcome } from '@slipway/core'
import { loadFleet, loadPrices, loggingOf, placeOf, type Prices } from '@slipway/fleet'
import { resolveEstate } from '@slipway/model'
import { loadEstate } from '@slipway/spec'
import { atCommit } from '../review/at-commit.ts'

interface Options {
  readonly root: string
  readonly cluster: string | undefined
  readonly base: string | undefined
  readonly functions: boolean
  readonly needs: boolean
  readonly json: boolean
}

/** @returns 0; 1 for an unknown cluster, or what cannot be read */
async function compareWays(
  { root, cluster, json }: Options,
  prices: Prices | null,
  output: Pick<Output, 'out' | 'err'>,
): Promise<0 | 1> {
  const fleet = await loadFleet(root)
  if (!fleet.ok) return answer(output, fleet, json, () => '')
  const { clusters } = fleet.value
  const wanted = clusters.filter(({ name }) => cluster === undefined || name === cluster)
  if (cluster !== undefined && wanted.length === 0)
    return answer(
      output,
      unknownCluster(
        cluster,
        clusters.map(({ name }) => name),
      ),
      json,
      () => '',
    )
  const ways = wanted.map((one) => ({ cluster: one.name, ways: twoWays(one, prices) }))
  return answer(output, ok({ clusters: ways }), json, () => waysText(ways, prices))
}

const unknownCluster = (cluster: string, known: readonly string[]): Outcome<never> => {
  const got = `--cluster ${JSON.stringify(cluster)}`
  const want = 'a cluster of fleet/clusters/'
  return refused('fleet/clusters', 'unknown-cluster', got, want, suggestion(cluster, known))
}

async function costOfNeeds(
  { root, cluster, json }: Options,
  prices: Prices | null,
  output: Pick<Output, 'out' | 'err'>,
): Promise<0 | 1> {
  const estate = await loadEstate(root)
  if (!estate.ok) return answer(output, estate, json, () => '')
  const { fleet, apps } = estate.value
  const names = fleet.clusters.map(({ name }) => name)
  const one = fleet.clusters.find(({ name }) => name === cluster)
  if (cluster !== undefined && one === undefined) return answer(output, unknownCluster(cluster, names), json, () => '')
  const needs = needCosts(fleet, apps.map(awsApp), prices).filter(
    (need) => one === undefined || placeOf(need) === placeOf(one),
  )
  return answer(output, ok({ needs, teams: teamCosts(needs) }), json, () => needsText(needs, prices))
}

async function look(root: string, prices: Prices | null): Promise<Outcome<readonly ClusterCapacity[]>> {
  const estate = await loadEstate(root)
  if (!estate.ok) return estate
  const { fleet } = estate.value
  return ok(resolveEstate(estate.value).clusters.map((c) => capacityOf(c, prices, loggingOf(c.cluster, fleet))))
}

/** @returns 0; 1 where something does not fit or cannot be read */
export async function runCapacity(options: Options, output: Pick<Output, 'out' | 'err'>): Promise<0 | 1> {
  const { root, cluster, base, json } = options
  const { out, err } = output
  const refuse = (why: Outcome<never>) => answer(output, why, json, () => '')
  const found = await loadPrices(root)
  const prices = found.ok ? found.value : null
  if (options.functions) return found.ok ? compareWays(options, prices, output) : refuse(found)
  if (options.needs) return found.ok ? costOfNeeds(options, prices, output) : refuse(found)
  const read = combine({ now: await look(root, prices), found })
  if (!read.ok) return refuse(read)
  const { now } = read.value
  // The same prices on both sides: a new table is no change of need.
  const before =
    base === undefined ? undefined : await atCommit(root, base, ['apps', 'fleet'], (folder) => look(folder, prices))
  if (before?.ok === false) return refuse(before)
  const wanted = (all: readonly ClusterCapacity[]) => all.filter((c) => cluster === undefined || c.cluster === cluster)
  const [clusters, old] = [wanted(now), wanted(before?.value ?? [])]
  if (cluster !== undefined && clusters.length === 0 && old.length === 0) {
    const known = now.map((c) => c.cluster)
    return refuse(unknownCluster(cluster, known))
  }
  const wrong = unschedulableIssues(clusters)
  if (json) out(asJson(clusters, prices, before === undefined ? undefined : old))
  else out(before === undefined ? asText(clusters, prices) : changeText(old, clusters, prices))
  if (wrong.length > 0 && !json) err(`${formatIssues(wrong)}\n`)
  return wrong.length > 0 ? 1 : 0
}
