import { readFileSync } from 'node:fs'
import path from 'node:path'
import { platformTeam } from '@slipway/fleet'
import { kindOf } from '@slipway/manifests'
import type { IConfigMap } from 'kubernetes-models/v1'
import { dashboards as all } from '../dashboards/dashboards.ts'
import type { Component } from './component.ts'

const ConfigMap = kindOf<IConfigMap>('v1', 'ConfigMap')

/** The label by which the sidecar of the chart's Grafana finds them (kube-prometheus-stack, grafana.sidecar.dashboards). */
const label = { grafana_dashboard: '1' }

/** Made by maintainers/dashboards. */
const jsonOf = (name: string) =>
  readFileSync(path.join(import.meta.dirname, '../dashboards/json', `${name}.json`), 'utf8')

/** One object each, so that a review tells which one changes. */
export const dashboards: Component = (chart, _, fleet) => {
  if (fleet.dashboards === false) return
  for (const { name } of all)
    new ConfigMap(chart, name, {
      metadata: { name: `dashboard-${name}`, namespace: platformTeam, labels: label },
      data: { [`slipway-${name}.json`]: jsonOf(name) },
    })
}
