import type { PartOf } from '../shape/app.ts'
import { exposeRules } from './expose-rules.ts'
import { words, type Report } from './report.ts'
import { scaleRules } from './scale-rules.ts'
import { seconds } from '../shape/units.ts'

function stickyRules({ sticky = 'none', expose, release, balance }: PartOf<'http'>, report: Report) {
  if (sticky === 'none') return
  if (balance !== undefined)
    report(
      'balance',
      'balance-sticky',
      balance,
      'no word beside sticky: who comes again keeps the pod, whoever is busy',
      'take balance or sticky out',
      'sticky',
    )
  if ('clientIP' in sticky) {
    if (expose !== undefined) {
      report(
        'sticky',
        'sticky-client-ip',
        sticky,
        'a cookie, as the app is exposed: behind the gateway all clients have its address',
        'write sticky: { cookie: "1h" }',
      )
    } else if (release !== undefined && release !== 'rolling') {
      report(
        'sticky',
        'sticky-client-ip-canary',
        sticky,
        'release "rolling": a canary chooses the version of each request anew, whatever the address',
        'take sticky out, or write release: "rolling"',
      )
    }
    if (seconds(sticky.clientIP) < 1 || seconds(sticky.clientIP) > 86_400)
      report(
        'sticky.clientIP',
        'sticky-time',
        sticky.clientIP,
        'at least "1s" and at most "24h", as Kubernetes limits it',
        'correct it',
      )
  } else if (expose === undefined) {
    report(
      'sticky',
      'sticky-cookie-inside',
      sticky,
      'expose as well: the cookie is given out at the gateway, callers inside the cluster never get it',
      'add expose, or write sticky: { clientIP: "60s" }',
      'expose',
    )
  }
}

/**
 * A pod keeps its memory when load moves away, and during a canary the scaler counts both versions' pods for one, so
 * memory doubles them again and again (FIELD-NOTES A3; argo-rollouts#2857, #3849).
 */
function memoryRules({ scale, release = 'rolling' }: PartOf<'http'>, report: Report) {
  if (release === 'rolling' || scale === undefined || typeof scale === 'number') return
  for (const signal of ['memory', 'heap'] as const) {
    const given = scale.on?.[signal]
    if (given === undefined) continue
    const want =
      'another signal, such as cpu or requestsPerSecond: in a canary the pods of both versions hold memory, so by memory they only become more'
    report(
      `scale.on.${signal}`,
      'memory-with-canary',
      given,
      want,
      `take ${signal} out, or write release: "rolling"`,
      `scale.on.${signal}`,
      'release',
    )
  }
}

export function httpRules(spec: PartOf<'http'>, report: Report) {
  const { scale, release } = spec
  stickyRules(spec, report)
  exposeRules(spec, report)
  memoryRules(spec, report)
  if (scale === 0 && release !== undefined && release !== 'rolling') {
    report(
      'scale',
      'canary-without-pods',
      words('0 pods and a canary'),
      'at least 1 pod for a canary',
      'raise it, or write release: "rolling"',
    )
  }
  if (release !== undefined && release !== 'rolling' && release.hold !== undefined && seconds(release.hold) < 10)
    report(
      'release.hold',
      'hold-short',
      release.hold,
      'at least "10s": Prometheus has to see the new version first',
      'raise it',
    )
  if (scale !== undefined) scaleRules(scale, undefined, 'http', spec.limits?.memory ?? spec.memory, report)
}
