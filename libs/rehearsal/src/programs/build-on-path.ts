import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import type { Machine } from './build-machine.ts'

/** The first program of this name on PATH that this user may start, as an absolute path. */
export function onPath({ env, platform }: Pick<Machine, 'env' | 'platform'>, command: string): string | undefined {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder))
  return folders
    .map((folder) => path.join(folder, platform === 'win32' ? `${command}.exe` : command))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK)
        return statSync(file).isFile()
      } catch {
        return false
      }
    })
}
