import { setTimeout as sleep } from 'node:timers/promises'

/** True when what this service needs is up. Throwing means no. */
export type Dependency = () => boolean | Promise<boolean>

/** A kubelet's probe waits one second by default. */
const timeoutMs = 800

const isUp = (check: Dependency): Promise<boolean> =>
  Promise.race([Promise.resolve().then(check), sleep(timeoutMs, false, { ref: false })]).catch(() => false)

/**
 * Dependencies that have not been up yet. Once up, one is not checked again: else an outage takes all its callers out
 * of their Services at once, and one outage becomes many.
 */
export function readiness(dependencies: Readonly<Record<string, Dependency>>): () => Promise<readonly string[]> {
  const waiting = new Map(Object.entries(dependencies))
  const check = async ([name, dependency]: [string, Dependency]) => {
    if (await isUp(dependency)) waiting.delete(name)
  }
  return async () => {
    await Promise.all([...waiting].map(check))
    return [...waiting.keys()]
  }
}
