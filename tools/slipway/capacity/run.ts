import { asJson, asText, capacityOf, changeText, unschedulableIssues, type ClusterCapacity } from '@slipway/capacity'
import type { Output } from '@slipway/cli'
import { formatIssues, issue, ok, suggestion, type Issue, type Outcome } from '@slipway/core'
import { loadPrices, type Prices } from '@slipway/fleet'
import { resolveEstate } from '@slipway/model'
import { loadEstate } from '@slipway/spec'
import { atCommit } from './at-commit.ts'

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

const unknown = (cluster: string, known: readonly string[]): Issue =>
  issue(
    'fleet/clusters',
    '',
    'unknown-cluster',
    `--cluster ${JSON.stringify(cluster)}`,
    'a cluster of fleet/clusters/',
    suggestion(cluster, known),
  )

/** @returns 0; 1 where something does not fit or cannot be read */
export async function runCapacity(
  { root, cluster, base, json }: Options,
  { out, err }: Pick<Output, 'out' | 'err'>,
): Promise<0 | 1> {
  const refuse = (issues: readonly Issue[]): 1 => {
    if (json) out(`${JSON.stringify({ issues }, null, 2)}\n`)
    else err(`${formatIssues(issues)}\n`)
    return 1
  }
  const found = await loadPrices(root)
  const prices = found.ok ? found.value : null
  const now = await look(root, prices)
  if (!now.ok || !found.ok) return refuse([...(now.ok ? [] : now.issues), ...(found.ok ? [] : found.issues)])
  // The same prices on both sides: a new table is no change of need.
  const before = base === undefined ? undefined : await atCommit(root, base, (folder) => look(folder, prices))
  if (before?.ok === false) return refuse(before.issues)
  const wanted = (all: readonly ClusterCapacity[]) => all.filter((c) => cluster === undefined || c.cluster === cluster)
  const [clusters, old] = [wanted(now.value), wanted(before?.value ?? [])]
  if (cluster !== undefined && clusters.length === 0 && old.length === 0)
    return refuse([
      unknown(
        cluster,
        now.value.map((c) => c.cluster),
      ),
    ])
  const wrong = unschedulableIssues(clusters)
  if (json) out(asJson(clusters, prices, before === undefined ? undefined : old))
  else out(before === undefined ? asText(clusters, prices) : changeText(old, clusters, prices))
  if (wrong.length > 0 && !json) err(`${formatIssues(wrong)}\n`)
  return wrong.length > 0 ? 1 : 0
}
