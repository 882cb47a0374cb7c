import { asJson, asText, capacityOf, changeText, unschedulableIssues, type ClusterCapacity } from '@slipway/capacity'
import type { Output } from '@slipway/cli'
import { answer } from '@slipway/cli/answer'
import { combine, formatIssues, ok, refused, suggestion, type Outcome } from '@slipway/core'
import { loadPrices, type Prices } from '@slipway/fleet'
import { resolveEstate } from '@slipway/model'
import { loadEstate } from '@slipway/spec'
import { atCommit } from '../review/at-commit.ts'

export interface Options {
  readonly root: string
  readonly cluster: string | undefined
  readonly base: string | undefined
  readonly json: boolean
}

async function look(root: string, prices: Prices | null): Promise<Outcome<readonly ClusterCapacity[]>> {
  const estate = await loadEstate(root)
  return estate.ok ? ok(resolveEstate(estate.value).clusters.map((c) => capacityOf(c, prices))) : estate
}

/** @returns 0; 1 where something does not fit or cannot be read */
export async function runCapacity(
  { root, cluster, base, json }: Options,
  output: Pick<Output, 'out' | 'err'>,
): Promise<0 | 1> {
  const { out, err } = output
  const refuse = (why: Outcome<never>) => answer(output, why, json, () => '')
  const found = await loadPrices(root)
  const prices = found.ok ? found.value : null
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
    const hint = suggestion(
      cluster,
      now.map((c) => c.cluster),
    )
    const got = `--cluster ${JSON.stringify(cluster)}`
    return refuse(refused('fleet/clusters', 'unknown-cluster', got, 'a cluster of fleet/clusters/', hint))
  }
  const wrong = unschedulableIssues(clusters)
  if (json) out(asJson(clusters, prices, before === undefined ? undefined : old))
  else out(before === undefined ? asText(clusters, prices) : changeText(old, clusters, prices))
  if (wrong.length > 0 && !json) err(`${formatIssues(wrong)}\n`)
  return wrong.length > 0 ? 1 : 0
}
