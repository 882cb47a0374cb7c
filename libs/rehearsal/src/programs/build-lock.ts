import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Also a process of another user. */
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

/** Creates the file with its content atomically, so that nobody reads it empty. */
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

const tickets = '.waiting-'
let drawn = 0

function draw(root: string): string {
  const name = `${tickets}${String(Date.now()).padStart(15, '0')}-${process.pid}-${String((drawn += 1)).padStart(6, '0')}`
  writeFileSync(path.join(root, name), '')
  return name
}

/** The process ahead of `own`; removes tickets of dead processes. */
function before(root: string, own: string): number | undefined {
  for (const name of readdirSync(root)
    .filter((file) => file.startsWith(tickets))
    .sort()) {
    if (name === own) return undefined
    const pid = Number(name.split('-')[2])
    if (isRunning(pid)) return pid
    rmSync(path.join(root, name), { force: true })
  }
  return undefined
}

/**
 * Waits for other builds of this user, first come first served. It only saves time: two builds at once are harmless.
 * @returns a function that releases it; `undefined` when `enough` became true meanwhile
 */
export async function holdBuild(
  root: string,
  {
    waiting,
    enough,
    signal,
  }: { waiting: (pid: number) => void; enough: () => boolean; signal?: AbortSignal | undefined },
): Promise<(() => void) | undefined> {
  mkdirSync(root, { recursive: true })
  const file = path.join(root, '.building')
  const ticket = draw(root)
  let said = false
  try {
    for (;;) {
      const first = before(root, ticket)
      if (first === undefined && take(file)) return () => rmSync(file, { force: true })
      const pid = holder(file) ?? first
      if (pid === undefined || !isRunning(pid)) {
        rmSync(file, { force: true })
        continue
      }
      if (enough() || signal?.aborted === true) return undefined
      if (!said) waiting(pid)
      said = true
      await sleep(500)
    }
  } finally {
    rmSync(path.join(root, ticket), { force: true })
  }
}
