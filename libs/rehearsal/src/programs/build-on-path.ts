import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import { executable, type Machine } from '@slipway/cli/program'

export function onPath(machine: Pick<Machine, 'env' | 'platform'>, command: string): string | undefined {
  const folders = (machine.env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder))
  return folders
    .map((folder) => path.join(folder, executable(command, machine)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK)
        return statSync(file).isFile()
      } catch {
        return false
      }
    })
}
