import type { IContainer } from 'kubernetes-models/v1'
import type { Probes } from '@slipway/model'

/** By the port's name: the sidecar rewrites probes by it, and no changed number is left behind (SYSTEM.md S0-33). */
export function probes(p: Probes | null): Pick<IContainer, 'readinessProbe' | 'livenessProbe' | 'startupProbe'> {
  if (p === null) return {}
  const get = (path: string) => ({ httpGet: { path, port: 'http' } })
  const rhythm = {
    initialDelaySeconds: p.delay,
    periodSeconds: p.period,
    timeoutSeconds: p.timeout,
    failureThreshold: p.failures,
  }
  return {
    readinessProbe: { ...get(p.ready), ...rhythm },
    livenessProbe: { ...get(p.live), ...rhythm },
    ...(p.start === null
      ? {}
      : {
          startupProbe: {
            ...get(p.live),
            periodSeconds: p.start.period,
            timeoutSeconds: p.timeout,
            failureThreshold: p.start.failures,
          },
        }),
  }
}
