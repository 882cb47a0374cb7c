import type { SpecPart } from '../shape/app.ts'
import { usualTimeout } from '../shape/traffic.ts'
import { seconds } from '../shape/units.ts'
import { words, type Report } from './report.ts'

/**
 * A latency that no request can reach, since requests are ended before: neither alert nor canary nor scaler would ever
 * act on it.
 */
export function sloRules(spec: SpecPart, report: Report) {
  if (spec.kind !== 'http' && spec.kind !== 'stateful' && spec.kind !== 'function') return
  const timeout = spec.timeout ?? usualTimeout[spec.kind]
  const release = spec.kind === 'stateful' ? undefined : spec.release
  const latencies = {
    'slo.p95': spec.slo?.p95,
    'release.slo.p95': typeof release === 'object' ? release.slo?.p95 : undefined,
    'scale.on.p95': spec.kind === 'http' && typeof spec.scale === 'object' ? spec.scale.on?.p95 : undefined,
  }
  for (const [at, p95] of Object.entries(latencies))
    if (p95 !== undefined && seconds(p95) >= seconds(timeout))
      report(
        at,
        'latency-over-timeout',
        words(`"${p95}", and requests are ended after "${timeout}"`),
        'less than timeout: no request takes longer, so that nobody would ever be told',
        'lower it, or raise timeout',
        'timeout',
        at,
      )
}
