import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { dashboards } from '@slipway/platform'
import { grafanaJson } from './grafana.ts'

export const folder = 'libs/platform/src/dashboards/json'

/** @returns the files written */
export function writeDashboards(root: string): readonly string[] {
  mkdirSync(path.join(root, folder), { recursive: true })
  return dashboards.map((dashboard) => {
    const file = `${folder}/${dashboard.name}.json`
    writeFileSync(path.join(root, file), grafanaJson(dashboard))
    return file
  })
}
