import { compareBy } from '@slipway/core'
import { hasRequests, mainPort, mainProtocol, portOf, type PodSpec } from '@slipway/spec'
import type { Port } from './port.ts'
import type { ResolvedApp } from './resolved-app.ts'

/** Its name in the pod, by that in the spec. */
export const portName = (name: string, spec: PodSpec): string =>
  name === mainPort && hasRequests(mainProtocol(spec)) ? 'http' : name

export const resolvePorts = (spec: PodSpec): readonly Port[] => [
  ...('port' in spec && spec.port !== undefined
    ? [{ name: portName(mainPort, spec), number: spec.port, protocol: mainProtocol(spec) }]
    : []),
  ...Object.entries(spec.ports ?? {})
    .map(([name, given]) => ({ name, ...portOf(name, given) }))
    .sort(compareBy((p) => p.name)),
]

/** By its name in the spec. */
export const portNamed = (spec: PodSpec, name: string): Port | undefined =>
  resolvePorts(spec).find((port) => port.name === portName(name, spec))

export function resolveMetrics(spec: PodSpec): ResolvedApp['metrics'] {
  if (!('metrics' in spec || 'port' in spec) || spec.metrics === false) return null
  const { port = mainPort, path = '/metrics' } = spec.metrics ?? {}
  if (port === mainPort && !hasRequests(mainProtocol(spec))) return null
  const found = portNamed(spec, port)
  return found === undefined ? null : { port: found.number, path }
}
