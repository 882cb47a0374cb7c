import { suggestion, type Issue } from '@slipway/core'
import type { PodPart } from '../shape/app.ts'
import { hasRequests, mainProtocol, portOf } from '../shape/extra-port.ts'
import { askedPort, mainPort } from '../shape/health.ts'
import { functionRules } from './function-rules.ts'
import { gpuRules } from './gpu-rules.ts'
import { needRules } from './needs/need-rules.ts'
import { httpRules } from './http-rules.ts'
import { podRules } from './pod-rules.ts'
import type { Rules } from '../read/read-spec.ts'
import { reportTo, type Report } from './report.ts'
import { scaleRules } from './scale-rules.ts'
import { sloRules } from './slo-rules.ts'
import { cronRule, zoneRule } from './schedule.ts'
import { stateRules } from './state-rules.ts'
import { storeRules } from './needs/store-rules.ts'
import { useRules } from './needs/use-rules.ts'
import { seconds } from '../shape/units.ts'

function healthRules(spec: PodPart, report: Report) {
  if (!('health' in spec) || spec.health === undefined) return
  const { ready, live, period, timeout } = spec.health
  const hasMain = spec.port !== undefined || spec.kind === 'http'
  const ports = { ...(hasMain ? { [mainPort]: 0 } : {}), ...spec.ports }
  const hasPort = Object.keys(ports).length > 0
  // Some programs offer nothing but a connection; and who has no port gets no requests, so that readiness is nobody's
  // question.
  if (hasPort && JSON.stringify(ready) === JSON.stringify(live) && !(typeof ready === 'object' && 'tcp' in ready)) {
    report(
      'health.ready',
      'same-probe',
      ready,
      'another question than health.live: not ready means "send no requests", not alive means "kill it"',
      'give readiness its own; where the image has but one, ask live by a connection: { tcp: "main" }',
    )
  }
  const protocol = mainProtocol(spec)
  const speaksHttp = hasRequests(protocol)
  for (const [which, asked] of Object.entries({ ready, live })) {
    const port = askedPort(asked)
    const byPath = typeof asked === 'string' || 'path' in asked
    if (byPath && port === mainPort && !speaksHttp)
      report(
        `health.${which}`,
        'no-http',
        asked,
        `a question that a port of ${protocol} answers`,
        'write { tcp: "main" }, or { path, port } with a port of HTTP',
        'protocol',
      )
    if (port === undefined || Object.hasOwn(ports, port)) continue
    if (port === mainPort) {
      const want = 'a question that an app without a port answers'
      report(`health.${which}`, 'no-port', asked, want, 'ask by { command: [...] }, or add port', 'port')
      continue
    }
    const way = (['tcp', 'grpc'] as const).find((one) => typeof asked === 'object' && one in asked) ?? 'port'
    report(
      `health.${which}.${way}`,
      'unknown-port',
      port,
      'the name of one of ports, or "main"',
      suggestion(port, Object.keys(ports)),
      'ports',
    )
  }
  if (typeof spec.metrics === 'object' && spec.metrics.port !== undefined && !Object.hasOwn(ports, spec.metrics.port)) {
    const hint = suggestion(spec.metrics.port, Object.keys(ports))
    report('metrics.port', 'unknown-port', spec.metrics.port, 'the name of one of ports, or "main"', hint, 'ports')
  }
  const scraped = typeof spec.metrics === 'object' ? spec.metrics.port : undefined
  const given = scraped === undefined ? undefined : spec.ports?.[scraped]
  const spoken = scraped === undefined || given === undefined ? undefined : portOf(scraped, given).protocol
  if (spoken === 'udp' || spoken === 'tls' || spoken === 'grpc')
    report(
      'metrics.port',
      'no-http',
      scraped,
      `a port of HTTP: ${scraped} speaks ${spoken}`,
      'name another of the ports, or say metrics: false',
      'ports',
    )
  const heap = 'scale' in spec && typeof spec.scale === 'object' ? spec.scale.on?.heap : undefined
  if (heap !== undefined && (spec.metrics === false || (!hasPort && typeof spec.metrics !== 'object')))
    report(
      'scale.on.heap',
      'no-metrics',
      heap,
      "metrics of the app's own, which say how much heap it uses",
      'serve them on a port, or scale on memory',
      'metrics',
      'port',
      'ports',
    )
  if (!speaksHttp && 'slo' in spec && spec.slo !== undefined)
    report(
      'slo',
      'no-http',
      spec.slo,
      `requests to count, which a port of ${protocol} does not have`,
      'take slo out',
      'protocol',
    )
  for (const [field, given] of Object.entries({ period, timeout }))
    if (given !== undefined && seconds(given) < 1)
      report(`health.${field}`, 'period', given, 'at least "1s"', 'raise it')
}

export const specRules: Rules = (spec, file, wrong) => {
  const issues: Issue[] = []
  const report = reportTo(issues, file, wrong)
  needRules(spec, report)
  storeRules(spec, report)
  useRules(spec, report)
  sloRules(spec, report)
  if (spec.kind === 'function') {
    functionRules(spec, report)
    return issues
  }
  podRules(spec, report)
  healthRules(spec, report)
  gpuRules(spec, report)
  if (spec.kind === 'http') httpRules(spec, report)
  if (spec.kind === 'worker' && spec.scale !== undefined)
    scaleRules(spec.scale, spec.queue, 'worker', spec.limits?.memory ?? spec.memory, report)
  if (spec.kind === 'stateful') stateRules(spec, report)
  if (spec.kind === 'cron') {
    if (spec.schedule !== undefined) cronRule('schedule', spec.schedule, report)
    if (spec.zone !== undefined) zoneRule('zone', spec.zone, report)
  }
  return issues
}
