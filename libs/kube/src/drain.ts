import { at, number, text } from './value.ts'

/** Seconds that a container sleeps before SIGTERM; `undefined` where its hook does something else, or it has none. */
export function preStopSeconds(container: unknown): number | undefined {
  const hook = at(container, 'lifecycle', 'preStop')
  const command = at(hook, 'exec', 'command')
  const slept = Array.isArray(command)
    ? /\bsleep (\d+)/.exec(command.map((word) => text(word) ?? '').join(' '))?.[1]
    : undefined
  return number(at(hook, 'sleep', 'seconds')) ?? (slept === undefined ? undefined : Number(slept))
}

/**
 * Seconds from the begin of a pod's end to SIGKILL; the hook is part of them.
 * https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
 */
export const graceSeconds = (pod: unknown): number => number(at(pod, 'terminationGracePeriodSeconds')) ?? 30
