import { readFileSync } from 'node:fs'
import path from 'node:path'
import { platformTeam } from '@slipway/fleet'
import { ConfigMap } from '@slipway/manifests'
import { dashboards as all } from '../dashboards/dashboards.ts'
import type { Dashboard } from '../dashboards/dashboard.ts'
import { linksOf, type DashboardLink } from '../dashboards/links.ts'
import type { Component } from './component.ts'

/**
 * The label by which the sidecar of the chart's Grafana finds them (kube-prometheus-stack, grafana.sidecar.dashboards).
 */
const label = { grafana_dashboard: '1' }

/** Made by maintainers/dashboards. */
const jsonOf = (name: string) =>
  readFileSync(path.join(import.meta.dirname, '../dashboards/json', `${name}.json`), 'utf8')

/** https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/manage-dashboard-links/ */
const drawn = ({ title, url }: DashboardLink) => ({ title, url, type: 'link', icon: 'doc', targetBlank: true })

/** With links where it knows the team. */
function linked({ name, variables }: Dashboard, links: readonly DashboardLink[]): string {
  const json = jsonOf(name)
  if (links.length === 0 || !variables.some((each) => each.name === 'team')) return json
  return `${JSON.stringify({ ...(JSON.parse(json) as object), links: links.map(drawn) }, null, 2)}\n`
}

/** One object each, so that a review tells which one changes. */
export const dashboards: Component = (chart, { cluster }, fleet) => {
  if (fleet.dashboards === false) return
  const links = linksOf(cluster, fleet)
  for (const one of all)
    new ConfigMap(chart, one.name, {
      metadata: { name: `dashboard-${one.name}`, namespace: platformTeam, labels: label },
      data: { [`slipway-${one.name}.json`]: linked(one, links) },
    })
}
