import { orThrow, type KubeObject } from '@slipway/core'
import { loadFleet, type Fleet, type Hours, type Paging } from '@slipway/fleet'
import { emit, isFields, type Fields } from '@slipway/kube'
import { alertmanagerConfig } from '@slipway/platform'
import { parse } from 'yaml'
import type { Cluster, Files } from '../shared/kit.ts'

/** Receivers of a rehearsal, beside the fleet's own. */
export const ways = { night: 'rehearsal-night', hook: 'rehearsal-hook', hours: 'rehearsal-hours' } as const

/** The fleet, saying of paging all that one can say; its own routes would depend on the time of day. */
export function withAllWays(fleet: Fleet, hours: Hours): Fleet {
  const { paging } = fleet
  const all: Paging = {
    ...paging,
    receivers: {
      ...paging?.receivers,
      [ways.night]: { pagerduty: true },
      [ways.hook]: { webhook: true },
      [ways.hours]: { slack: '#rehearsal-hours' },
    },
    routes: [
      { severity: 'page', to: [ways.night, ways.hook] },
      { severity: 'page', hours, to: [ways.hours] },
    ],
    watchdog: true,
  }
  return { ...fleet, paging: all }
}

const zone = 'Asia/Kolkata'
const clock = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
const hour = 3_600_000

/**
 * Two hours of every day: around now, or on the other side of it. In a zone that is no whole number of hours from ours.
 */
export const hoursAround = (now: number): Hours => ({
  days: 'every',
  from: clock(now - hour),
  to: clock(now + hour),
  zone,
})
export const hoursAway = (now: number): Hours => ({
  days: 'every',
  from: clock(now + 11 * hour),
  to: clock(now + 13 * hour),
  zone,
})

const stackOf = (cluster: string) => `argocd/${cluster}/application-kube-prometheus-stack.yaml`

function withConfig(application: unknown, config: unknown): unknown {
  if (!isFields(application)) return application
  const inside = (value: unknown, keys: readonly string[]): unknown => {
    const [key, ...rest] = keys
    if (key === undefined) return config
    const own: Fields = isFields(value) ? value : {}
    return { ...own, [key]: inside(own[key], rest) }
  }
  return inside(application, ['spec', 'source', 'helm', 'valuesObject', 'alertmanager', 'config'])
}

/** The tree of that fleet: only whom alerts reach is another. */
export async function treeWithAllWays(root: string, files: Files, cluster: Cluster, hours: Hours): Promise<Files> {
  const file = stackOf(cluster.name)
  const text = files.get(file)
  if (text === undefined || cluster.quiet) return files
  const fleet = withAllWays(orThrow(await loadFleet(root)), hours)
  const config = alertmanagerConfig(cluster, fleet)
  return new Map([...files, [file, emit([withConfig(parse(text), config) as KubeObject])]])
}
