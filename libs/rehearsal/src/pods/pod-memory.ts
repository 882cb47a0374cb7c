import { readFileSync } from 'node:fs'
import { quantity } from '@slipway/kube'
import type { Container } from './pod-status.ts'

/** The bytes that a container may take; nothing when it may take what there is. */
export const memoryLimit = ({ resources }: Pick<Container, 'resources'>): number | undefined =>
  quantity(resources?.limits?.memory)

/** The bytes of a process that are its own, from `/proc/PID/status`; files that it maps are the machine's. */
export function ownBytes(status: string): number {
  const [, kilobytes = '0'] = /^RssAnon:\s*(\d+) kB$/m.exec(status) ?? []
  return Number(kilobytes) * 1024
}

/** Milliseconds. The kernel looks at each page; so often is enough for what grows by megabytes. */
const every = 250

/** Looks at what a process takes, as the kernel does for a container, until it is stopped. Where there is no `/proc` nothing is seen. */
export function watchMemory(pid: number | undefined, limit: number | undefined, over: () => void): () => void {
  if (pid === undefined || limit === undefined) return () => undefined
  const timer = setInterval(() => {
    try {
      if (ownBytes(readFileSync(`/proc/${pid}/status`, 'utf8')) > limit) over()
    } catch {
      // It has ended, or this is no Linux.
    }
  }, every)
  return () => clearInterval(timer)
}
