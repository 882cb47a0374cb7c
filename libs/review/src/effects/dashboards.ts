import { at, fields, list, text } from '@slipway/kube'
import type { Facts } from './row.ts'

/** By title, at most so many of each. */
interface DashboardChange {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
}

const most = 5

/** Grafana's sidecar takes ConfigMaps with this label (kube-prometheus-stack, grafana.sidecar.dashboards.label). */
export const isDashboard = ({ change: { before, after } }: Facts): boolean =>
  [before, after].some((entity) => fields(at(entity?.value, 'metadata', 'labels'))['grafana_dashboard'] !== undefined)

/** A pull request writes it: no markup, no mention, one line. */
const titleOf = (panel: unknown): string =>
  (text(fields(panel).title) ?? '')
    .replaceAll(/[^\p{L}\p{N} .,:%()-]+/gu, ' ')
    .trim()
    .slice(0, 60)

/** Texts of panels by title; empty if the dashboard is no JSON. */
function panelsOf(value: unknown): ReadonlyMap<string, string> {
  try {
    const all = list(fields(JSON.parse(text(value) ?? '')).panels)
    return new Map(all.map((panel, i) => [titleOf(panel) || `panel ${i + 1}`, JSON.stringify(panel)]))
  } catch {
    return new Map()
  }
}

export function dashboardChange({ delta: { before, after } }: Pick<Facts, 'delta'>): DashboardChange {
  const [was, is] = [panelsOf(before), panelsOf(after)]
  const titles = (of: ReadonlyMap<string, string>, when: (title: string) => boolean) =>
    [...of.keys()].filter(when).slice(0, most)
  return {
    added: titles(is, (title) => !was.has(title)),
    removed: titles(was, (title) => !is.has(title)),
    changed: titles(is, (title) => was.has(title) && was.get(title) !== is.get(title)),
  }
}
