import { readFileSync } from 'node:fs'
import { quantity } from '@slipway/kube'
import type { Container } from '../cluster/fields.ts'

/** Bytes; `undefined` without a limit. */
export const memoryLimit = ({ resources }: Pick<Container, 'resources'>): number | undefined =>
  quantity(resources?.limits?.memory)

/** A process's own bytes in `/proc/PID/status`; mapped files do not count. */
export function ownBytes(status: string): number {
  const [, kilobytes = '0'] = /^RssAnon:\s*(\d+) kB$/m.exec(status) ?? []
  return Number(kilobytes) * 1024
}

/** Milliseconds; enough for what grows by megabytes. */
const every = 250

/** Calls `over` when a process exceeds its limit, as the kernel does for a container. Does nothing without `/proc`. */
export function watchMemory(pid: number | undefined, limit: number | undefined, over: () => void): () => void {
  if (pid === undefined || limit === undefined) return () => undefined
  const timer = setInterval(() => {
    try {
      if (ownBytes(readFileSync(`/proc/${pid}/status`, 'utf8')) > limit) over()
    } catch {
      // It has ended, or this is not Linux.
    }
  }, every)
  return () => clearInterval(timer)
}
