import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { reportHtml, reportJson, timelineSvg, type Recording } from '@slipway/rehearsal'

export function writeReport(out: string, recordings: readonly Recording[]): void {
  mkdirSync(out, { recursive: true })
  writeFileSync(path.join(out, 'report.html'), reportHtml(recordings))
  writeFileSync(path.join(out, 'report.json'), reportJson(recordings))
  for (const recording of recordings) {
    for (const app of recording.apps) {
      const folder = path.join(out, recording.scenario.replaceAll('/', '-'), app.name.replaceAll('/', '-'))
      mkdirSync(folder, { recursive: true })
      writeFileSync(path.join(folder, 'timeline.svg'), timelineSvg(recording, app))
    }
  }
}
