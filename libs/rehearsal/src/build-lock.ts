import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether a process of this id runs; one of another user counts. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function holder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

/** Makes the file with its content in one step, or says that it is there: a reader never sees it empty. */
function take(file: string): boolean {
  const own = `${file}-${process.pid}`
  writeFileSync(own, String(process.pid))
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(own, { force: true })
  }
}

/**
 * Waits until no other process of this user builds, then holds the place. A holder that died does not count. It saves time and is not what
 * keeps the cache whole: should two take it at once, both build, and each puts a whole program in place.
 * @param waiting called once with the process id that is waited for
 * @returns what gives it back; nothing when `enough` said in the meantime that there is nothing left to do
 */
export async function holdBuild(
  root: string, { waiting, enough, signal }: { waiting: (pid: number) => void; enough: () => boolean; signal?: AbortSignal | undefined },
): Promise<(() => void) | undefined> {
  mkdirSync(root, { recursive: true })
  const file = path.join(root, '.building')
  let said = false
  while (!take(file)) {
    const pid = holder(file)
    if (pid === undefined || !isRunning(pid)) {
      rmSync(file, { force: true })
      continue
    }
    if (enough() || signal?.aborted === true) return undefined
    if (!said) waiting(pid)
    said = true
    await sleep(500)
  }
  return () => rmSync(file, { force: true })
}
