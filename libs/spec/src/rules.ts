import { Cron } from 'croner'
import { show, type Issue } from '@slipway/core'
import type { MergedSpec, SpecOf } from './app.ts'
import { literalSecret } from './literal-secret.ts'
import type { Scale, Signals } from './scale.ts'
import { bytes, cpuPattern, millicores, seconds } from './units.ts'

type Report = (at: string, code: string, got: unknown, want: string, hint: string) => void

/** Names that the platform sets in every container; an app's own value would be lost or would lie. */
const reservedEnv = new Set(['PORT', 'APP_NAME', 'APP_VERSION', 'APP_ENV', 'POD_NAME', 'POD_IP', 'DRAIN_SECONDS'])

function scaleRules(scale: Scale, report: Report, kind: 'http' | 'worker') {
  if (typeof scale === 'number') return
  const { min, max, on = {} } = scale
  if (min > max) report('scale.min', 'min-over-max', min, `at most scale.max (${max})`, 'lower min or raise max')
  const chosen = Object.keys(on) as (keyof Signals)[]
  if (min !== max && chosen.length === 0) {
    report('scale.on', 'no-signal', undefined, 'what to scale on, such as { cpu: 70 }', 'add scale.on, or give one number of pods as scale')
  }
  if (min === 0 && !(kind === 'worker' && on.queue !== undefined)) {
    report('scale.min', 'scale-to-zero', 0, 'at least 1; only a worker that scales on its queue may rest at 0', 'raise min')
  }
  for (const [i, t] of (on.times ?? []).entries()) {
    cronRule(`scale.on.times[${i}].from`, t.from, report)
    cronRule(`scale.on.times[${i}].to`, t.to, report)
    zoneRule(`scale.on.times[${i}].zone`, t.zone, report)
  }
}

function cronRule(at: string, expression: string, report: Report) {
  const want = 'a cron expression of five fields: minute, hour, day, month, weekday, such as "0 3 * * *"'
  const wrong = (why: string) => report(at, 'cron', expression, want, why)
  if (expression.trim().split(/\s+/).length !== 5) return wrong('write all five fields')
  try {
    new Cron(expression, { paused: true })
  } catch (error) {
    wrong((error instanceof Error ? error.message : String(error)).replace(/^CronPattern: /, ''))
  }
}

function zoneRule(at: string, zone: string, report: Report) {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    report(at, 'time-zone', zone, 'a time zone of the IANA list, such as "Europe/Berlin" or "UTC"', 'correct the name')
  }
}

function portRules(spec: MergedSpec, report: Report) {
  const used = new Map<number, string>()
  const names = new Set(['http'])
  const claim = (at: string, number: number) => {
    const other = used.get(number)
    if (other === undefined) used.set(number, at)
    else report(at, 'port-clash', number, `a port that nothing else in the pod uses (${other} has it)`, 'take another port: containers of a pod share one network')
  }
  if ('port' in spec) claim('port', spec.port)
  for (const [name, number] of Object.entries(spec.ports ?? {})) {
    if (names.has(name)) report(`ports.${name}`, 'port-name', name, 'a name other than "http", which is the main port', 'rename it')
    claim(`ports.${name}`, number)
  }
  spec.sidecars?.forEach((s, i) => {
    if (s.port !== undefined) claim(`sidecars[${i}].port`, s.port)
    if (s.ready !== undefined && s.port === undefined) report(`sidecars[${i}].ready`, 'no-port', s.ready, 'a port to ask on', `add sidecars[${i}].port`)
    const before = spec.sidecars?.findIndex((o) => o.name === s.name) ?? i
    if (before < i) report(`sidecars[${i}].name`, 'duplicate-name', s.name, 'a name of its own', 'rename one of the two')
  })
}

function podRules(spec: MergedSpec, report: Report) {
  for (const [name, value] of Object.entries(spec.env ?? {})) {
    if (reservedEnv.has(name)) report(`env.${name}`, 'reserved-env', value, 'a name that the platform does not set itself', 'take it out; the platform gives it its value')
    const secret = literalSecret(value, name)
    if (secret !== undefined) {
      report(`env.${name}`, 'literal-secret', `text that looks like ${secret}`, 'no secret in git',
        `put it in the secret store and refer to it: secrets: { ${name}: "name/of/the/secret#key" }`)
    }
    if (spec.secrets?.[name] !== undefined) report(`secrets.${name}`, 'duplicate-env', name, 'each variable once, in env or in secrets', 'take one of the two out')
  }
  spec.sidecars?.forEach((s, i) => {
    for (const [name, value] of Object.entries(s.env ?? {})) {
      const secret = literalSecret(value, name)
      if (secret !== undefined) report(`sidecars[${i}].env.${name}`, 'literal-secret', `text that looks like ${secret}`, 'no secret in git', 'put it in the secret store')
    }
  })
  const mounts = [...Object.keys(spec.files ?? {}).map((p) => ['files', p] as const), ...Object.keys(spec.volumes ?? {}).map((p) => ['volumes', p] as const)]
  for (const [i, [field, at]] of mounts.entries()) {
    const clash = mounts.find(([, other], j) => j < i && (other === at || at.startsWith(`${other}/`) || other.startsWith(`${at}/`)))
    if (clash !== undefined && !(field === 'files' && clash[0] === 'files' && clash[1] !== at)) {
      report(`${field}."${at}"`, 'mount-clash', at, `a path outside of ${clash[0]} "${clash[1]}"`, 'move one of the two')
    }
    if (at === '/tmp' || at.startsWith('/tmp/')) report(`${field}."${at}"`, 'mount-clash', at, 'a path outside of /tmp, where every pod has scratch disk', 'move it')
  }
  const { limits } = spec
  if (limits?.cpu !== undefined && millicores(limits.cpu) < millicores(spec.cpu)) {
    report('limits.cpu', 'limit-under-request', limits.cpu, `at least cpu (${spec.cpu})`, 'raise the limit or ask for less')
  }
  if (limits?.memory !== undefined && bytes(limits.memory) < bytes(spec.memory)) {
    report('limits.memory', 'limit-under-request', limits.memory, `at least memory (${spec.memory})`, 'raise the limit or ask for less')
  }
  if (!cpuPattern.test(spec.cpu)) report('cpu', 'invalid-value', spec.cpu, 'cores', 'correct it')
}

function healthRules(spec: MergedSpec, report: Report) {
  if (!('health' in spec)) return
  if (spec.health.ready === spec.health.live) {
    report('health.ready', 'same-probe', spec.health.ready, 'another path than health.live: not ready means "send no requests", not alive means "kill it"', 'give readiness its own path')
  }
  if (spec.health.period !== undefined && seconds(spec.health.period) < 1) report('health.period', 'period', spec.health.period, 'at least "1s"', 'raise it')
}

function httpRules(spec: SpecOf<'http'>, report: Report) {
  const sticky = spec.sticky ?? 'none'
  const canary = spec.release !== undefined && spec.release !== 'rolling'
  if (sticky !== 'none' && 'clientIP' in sticky) {
    if (spec.expose !== undefined) {
      report('sticky', 'sticky-client-ip', sticky, 'a cookie, as the app is exposed: behind the gateway all clients have its address', 'write sticky: { cookie: "1h" }')
    }
    if (canary) {
      report('sticky', 'sticky-client-ip-canary', sticky, 'release "rolling": a canary chooses the version of each request anew, whatever the address', 'take one of the two out')
    }
    if (seconds(sticky.clientIP) < 1 || seconds(sticky.clientIP) > 86_400) report('sticky.clientIP', 'sticky-time', sticky.clientIP, '1s to 24h', 'correct it')
  }
  if (sticky !== 'none' && 'cookie' in sticky && spec.expose === undefined) {
    report('sticky', 'sticky-cookie-inside', sticky, 'expose as well: the cookie is given out at the gateway, callers inside the cluster never get it', 'add expose, or write sticky: { clientIP: "60s" }')
  }
  const paths = spec.expose === undefined ? [] : [spec.expose.path].flat()
  paths.forEach((p, i) => {
    if (paths.indexOf(p) < i) report('expose.path', 'duplicate-path', p, 'each path once', 'take one of the two out')
    if (p.length > 1 && p.endsWith('/')) report('expose.path', 'path-slash', p, 'no slash at the end: "/shop" covers "/shop" and everything below', 'take the last slash out')
  })
  if (canary && spec.scale !== undefined && (typeof spec.scale === 'number' ? spec.scale : spec.scale.min) === 0) {
    report('scale', 'canary-without-pods', spec.scale, 'at least 1 pod for a canary', 'raise it, or write release: "rolling"')
  }
  if (spec.scale !== undefined) scaleRules(spec.scale, report, 'http')
  if (typeof spec.scale === 'object' && spec.scale.on?.queue !== undefined) {
    report('scale.on.queue', 'no-queue', spec.scale.on.queue, 'another signal: an http app has no queue', 'make it a worker, or scale on requestsPerSecond')
  }
}

function callRules(spec: MergedSpec, report: Report) {
  const seen = new Set<string>()
  spec.calls?.forEach((c, i) => {
    const key = typeof c === 'string' ? c : 'app' in c ? c.app : `${c.host}:${c.port}`
    if (seen.has(key)) report(`calls[${i}]`, 'duplicate-call', key, 'each app or host once', 'take one of the two out')
    seen.add(key)
  })
}

/** The rules that need nothing but one complete spec. */
export function specRules(spec: MergedSpec, file: string): readonly Issue[] {
  const issues: Issue[] = []
  const report: Report = (at, code, got, want, hint) =>
    issues.push({ file, at, code, got: typeof got === 'string' && got.startsWith('text that') ? got : show(got), want, hint })
  portRules(spec, report)
  podRules(spec, report)
  healthRules(spec, report)
  callRules(spec, report)
  if (spec.kind === 'http') httpRules(spec, report)
  if (spec.kind === 'worker') {
    if (spec.scale !== undefined) scaleRules(spec.scale, report, 'worker')
    if (typeof spec.scale === 'object' && spec.scale.on?.queue !== undefined && spec.queue === undefined) {
      report('scale.on.queue', 'no-queue', spec.scale.on.queue, 'the queue that the worker works on', 'add queue: "..."')
    }
  }
  if (spec.kind === 'cron') {
    cronRule('schedule', spec.schedule, report)
    if (spec.zone !== undefined) zoneRule('zone', spec.zone, report)
  }
  return issues
}
