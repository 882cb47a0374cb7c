import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A folder for some work, deleted at its end. Without links in its path: some programs compare paths. */
export function inTemporaryFolder<T>(use: string, work: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), `slipway-${use}-`))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  let ended: T
  try {
    ended = work(folder)
  } catch (error) {
    remove()
    throw error
  }
  if (ended instanceof Promise) return ended.finally(remove) as T
  remove()
  return ended
}
