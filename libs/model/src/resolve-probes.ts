import { askedPort, mainPort, seconds, type PodSpec, type Question } from '@slipway/spec'
import type { Edition } from '@slipway/fleet'
import { defaults } from './defaults.ts'
import { portName, portNamed } from './resolve-ports.ts'
import type { Probe, Probes } from './resolved-app.ts'
import { wholeSeconds } from './whole-seconds.ts'

function resolveQuestion(asked: Question, spec: PodSpec): Probe {
  if (typeof asked === 'string') return { by: 'path', path: asked, port: portName(mainPort, spec) }
  if ('command' in asked) return { by: 'command', command: asked.command }
  const port = portName(askedPort(asked) ?? mainPort, spec)
  if ('path' in asked) return { by: 'path', path: asked.path, port }
  if ('tcp' in asked) return { by: 'tcp', port }
  return { by: 'grpc', port: portNamed(spec, asked.grpc)?.number ?? 0, service: asked.service ?? null }
}

export function resolveProbes(spec: PodSpec, edition: Edition): Probes | null {
  if (!('health' in spec)) return null
  const { delay, period, timeout, failures, startPeriod } = defaults[edition].probe
  const { health } = spec
  return {
    ready: resolveQuestion(health.ready, spec),
    live: resolveQuestion(health.live, spec),
    delay: wholeSeconds(health.delay, delay),
    period: wholeSeconds(health.period, period),
    timeout: wholeSeconds(health.timeout, timeout),
    failures: health.failures ?? failures,
    start:
      health.start === undefined
        ? null
        : { period: startPeriod, failures: Math.max(1, Math.ceil(seconds(health.start) / startPeriod)) },
  }
}
