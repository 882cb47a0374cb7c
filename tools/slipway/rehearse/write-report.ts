import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { putFile } from '@slipway/cli/put-file'
import { reportHtml, reportJson, timelineSvg, type Recording } from '@slipway/rehearsal'

const folderOf = ({ scenario }: Recording): string => scenario.replaceAll('/', '-')

export function writeReport(out: string, recordings: readonly Recording[]): void {
  mkdirSync(out, { recursive: true })
  writeFileSync(path.join(out, 'report.html'), reportHtml(recordings))
  writeFileSync(path.join(out, 'report.json'), reportJson(recordings))
  for (const recording of recordings) {
    for (const { name, text } of recording.files ?? []) putFile(path.join(out, folderOf(recording), name), text)
    for (const app of recording.apps) {
      const folder = path.join(out, folderOf(recording), app.name.replaceAll('/', '-'))
      mkdirSync(folder, { recursive: true })
      writeFileSync(path.join(folder, 'timeline.svg'), timelineSvg(recording, app))
    }
  }
}
