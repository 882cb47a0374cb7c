import { issue, nameProblem, show, suggestion, type Issue } from '@slipway/core'
import type { Disk } from '@slipway/tree/light'

export function unknownApp(disk: Disk, app: string | undefined): Issue | undefined {
  if (app === undefined || (nameProblem(app, 63) === undefined && disk.stat(`apps/${app}`) !== undefined))
    return undefined
  const folders = disk.list('apps').filter((entry) => entry.kind === 'folder')
  const hint = suggestion(
    app,
    folders.map((entry) => entry.name),
  )
  return issue('apps', '', 'unknown-app', `--app ${show(app)}`, 'a folder of apps/', hint)
}
