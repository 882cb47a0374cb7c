import type { Output } from '@slipway/cli'
import { answer } from '@slipway/cli/answer'
import { ok, type Outcome, sortIssues } from '@slipway/core'
import { type Place, placeOf } from '@slipway/live'
import { type AppStatus, gatherStatus, linksOf, type Release, statusText } from '@slipway/live/status'
import { monitoringNamespace } from '@slipway/manifests'
import { resolveEstate } from '@slipway/model'
import { clusterArn } from '@slipway/platform'
import { findApp, history, holdText, openGit } from '@slipway/release'
import { loadEstate, type Estate } from '@slipway/spec'
import { contextOf, reachBy } from './kubectl.ts'

interface Options {
  readonly root: string
  readonly app: string
  readonly cluster: string | undefined
  readonly context: string | undefined
  readonly prometheus: string | undefined
  readonly json: boolean
}

/** Since when and by whom is git's to say; without a repository nobody knows. */
function releaseOf(root: string, estate: Estate, { app, cluster }: Place): Release {
  const source = findApp(estate, app.name)
  const hold = source.ok ? source.value.releases.get(cluster.name)?.hold : undefined
  const git = openGit(root)
  const entries = git.ok ? history(git.value, app.name, cluster, app.team) : undefined
  const brought = entries?.ok === true ? entries.value[0] : undefined
  return {
    version: app.version,
    digest: app.digest,
    commit: app.commit,
    since: brought?.time ?? null,
    by: brought?.author ?? null,
    hold: hold === undefined ? null : holdText(hold),
  }
}

const partJson = (part: Outcome<unknown>) => (part.ok ? { value: part.value } : { issues: sortIssues(part.issues) })

const parts = ['application', 'workload', 'pods', 'traffic', 'budget', 'alerts', 'events'] as const

const statusJson = (status: AppStatus): object => ({
  ...status,
  ...Object.fromEntries(parts.map((name) => [name, partJson(status[name])])),
})

/** @returns the exit code: 0 when every part is known */
export async function runStatus(options: Options, output: Pick<Output, 'out' | 'err'>): Promise<0 | 1> {
  const { root, json } = options
  const refuse = (why: Outcome<never>) => answer(output, why, json, () => '')
  const estate = await loadEstate(root)
  if (!estate.ok) return refuse(estate)
  const place = placeOf(resolveEstate(estate.value), options.app, options.cluster)
  if (!place.ok) return refuse(place)
  const { cluster } = place.value
  const context = await contextOf(options.context, { ...cluster, arn: clusterArn(cluster) })
  const reach = reachBy(context, monitoringNamespace, options.prometheus)
  const release = releaseOf(root, estate.value, place.value)
  const status = await gatherStatus(place.value, release, linksOf(place.value, estate.value.fleet), reach)
  const told = json ? statusJson(status) : status
  answer(output, ok(told), json, () => statusText(status, Date.now() / 1000))
  return parts.every((name) => status[name].ok) ? 0 : 1
}
