import { createHash } from 'node:crypto'
import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { setFile } from '../chart/folder-chart.ts'
import { ConfigMap } from '../chart/kinds.ts'
import { outlives } from '../labels.ts'

/** New content is a new version of the pods; old pods keep the old content. */
export function configName(app: ResolvedApp): string {
  const hash = createHash('sha256')
  for (const f of app.files) hash.update(`${f.key}\0${f.content}\0`)
  return `${app.name}-config-${hash.digest('hex').slice(0, 8)}`
}

export function configMap(chart: Chart, app: ResolvedApp): void {
  if (app.files.length === 0) return
  const config = new ConfigMap(chart, 'config', {
    metadata: {
      name: configName(app),
      ...outlives(app),
    },
    immutable: true,
    data: Object.fromEntries(app.files.map((f) => [f.key, f.content])),
  })
  setFile(config, { name: `configmap-${app.name}-config.yaml` })
}
