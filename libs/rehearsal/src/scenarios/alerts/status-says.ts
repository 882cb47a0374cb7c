import { ok, orThrow, refused } from '@slipway/core'
import { askNow, placeOf } from '@slipway/live'
import { gatherStatus, type Reach } from '@slipway/live/status'
import { resolveEstate } from '@slipway/model'
import { loadEstate } from '@slipway/spec'
import type { StagedApp, TestContext } from '../shared/kit.ts'
import { page } from './watched-app.ts'

const reachOf = (test: TestContext): Reach => ({
  kube: (path) =>
    test.kube
      .raw({ method: 'GET', path })
      .then(ok, (error: Error) => refused('kube', 'refused', error.message, '', '')),
  ask: (expr) => askNow(test.prometheusUrl(), expr),
})

/** The report of `slipway status` on a failing app, from the same API server and Prometheus. */
export async function statusSays(test: TestContext, { name }: StagedApp): Promise<void> {
  const model = resolveEstate(orThrow(await loadEstate(test.estate.root)))
  const place = orThrow(placeOf(model, name, test.cluster.name))
  const release = {
    version: place.app.version,
    digest: place.app.digest,
    commit: null,
    since: null,
    by: null,
    hold: null,
  }
  const { application, workload, pods, traffic, budget, alerts } = await gatherStatus(place, release, [], reachOf(test))
  const left = budget.ok ? (budget.value?.left ?? undefined) : undefined
  const fires = alerts.ok && alerts.value.some((alert) => alert.name === page)
  const failing = traffic.ok ? (traffic.value?.failedShare ?? 0) : 0
  const ready = workload.ok ? workload.value.ready : 0
  const versions = pods.ok ? pods.value.versions.map((one) => one.version) : []
  const sync = application.ok ? application.value.sync : 'not known'
  const budgetText = left === undefined ? 'no budget' : `${Math.round(left * 100)} % of the budget left`
  test.assert(
    '`slipway status` says the same: Synced, pods of the new version, requests that fail, a budget that is gone, and the page',
    sync === 'Synced' && ready > 0 && versions.includes(release.version) && failing > 0.1 && (left ?? 1) < 0 && fires,
    `${sync}; ${ready} ready; versions ${versions.join(', ')}; ${Math.round(failing * 100)} % fail; ${budgetText}; ${fires ? page : `no ${page}`}`,
    'status-says-it',
  )
}
