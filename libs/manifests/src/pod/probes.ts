import type { IContainer } from 'kubernetes-models/v1'
import type { Probe, Probes } from '@slipway/model'

type Question = Pick<NonNullable<IContainer['livenessProbe']>, 'httpGet' | 'tcpSocket' | 'grpc' | 'exec'>

function question(probe: Probe): Question {
  switch (probe.by) {
    case 'path':
      return { httpGet: { path: probe.path, port: probe.port } }
    case 'tcp':
      return { tcpSocket: { port: probe.port } }
    case 'grpc':
      return { grpc: { port: probe.port, ...(probe.service === null ? {} : { service: probe.service }) } }
    case 'command':
      return { exec: { command: [...probe.command] } }
  }
}

/** By the port's name: the sidecar rewrites probes by it, and no changed number is left behind (SYSTEM.md S0-33). */
export function probes(p: Probes | null): Pick<IContainer, 'readinessProbe' | 'livenessProbe' | 'startupProbe'> {
  if (p === null) return {}
  const rhythm = {
    initialDelaySeconds: p.delay,
    periodSeconds: p.period,
    timeoutSeconds: p.timeout,
    failureThreshold: p.failures,
  }
  return {
    readinessProbe: { ...question(p.ready), ...rhythm },
    livenessProbe: { ...question(p.live), ...rhythm },
    ...(p.start === null
      ? {}
      : {
          startupProbe: {
            ...question(p.live),
            periodSeconds: p.start.period,
            timeoutSeconds: p.timeout,
            failureThreshold: p.start.failures,
          },
        }),
  }
}
