import { setTimeout as sleep } from 'node:timers/promises'

/** Something that has to be up before this service can do its work: true when it is. Throwing means no. */
export type Dependency = () => boolean | Promise<boolean>

/** Milliseconds for one check: a kubelet's probe waits one second by default. */
const patience = 800

async function up(check: Dependency): Promise<boolean> {
  const stop = new AbortController()
  const late = sleep(patience, false, { signal: stop.signal }).catch(() => false)
  try {
    return await Promise.race([(async () => check())(), late])
  } catch {
    return false
  } finally {
    stop.abort()
  }
}

/**
 * Says which dependencies have not been up yet. A dependency that was up once is not asked again: were readiness to follow it down, every
 * pod that calls it would leave its Service at the same moment, and one outage would become many.
 */
export function readiness(dependencies: Readonly<Record<string, Dependency>>): () => Promise<readonly string[]> {
  const waiting = new Map(Object.entries(dependencies))
  return async () => {
    const asked = await Promise.all([...waiting].map(async ([name, check]) => ({ name, up: await up(check) })))
    for (const { name } of asked.filter((a) => a.up)) waiting.delete(name)
    return [...waiting.keys()]
  }
}
