import { setTimeout as sleep } from 'node:timers/promises'
import type { KubeObject } from '@slipway/core'
import { fields, seconds as secondsOf } from '@slipway/kube'
import { parse } from 'yaml'
import { chartValues } from '../cluster/chart-values.ts'
import type { Envoy } from '../components/envoy.ts'

/** Values of the chart `gateway` for a pod that leaves; seconds. */
interface LeaveSettings {
  /** In which the balancer may send new connections. */
  readonly pause: number
  /** From SIGTERM to SIGKILL. */
  readonly grace: number
  /** In which Envoy asks clients to leave, and then closes idle connections. */
  readonly goodbye: number
  /** Envoy ends with its last connection, not after Istio's 5 s. */
  readonly untilEmpty: boolean
}

interface Values {
  readonly env?: Readonly<Record<string, string>>
  readonly podAnnotations?: Readonly<Record<string, string>>
  readonly lifecycle?: { readonly preStop?: { readonly sleep?: { readonly seconds?: number } } }
  readonly terminationGracePeriodSeconds?: number
}

/** @param application Argo CD's, of Istio's chart `gateway`; missing values have the chart's defaults */
export function leaveSettings(application: KubeObject | undefined): LeaveSettings {
  const {
    env = {},
    podAnnotations = {},
    lifecycle,
    terminationGracePeriodSeconds: all = 30,
  } = chartValues(application) as Values
  const pause = Math.min(all, lifecycle?.preStop?.sleep?.seconds ?? 0)
  const { drainDuration } = fields(parse(podAnnotations['proxy.istio.io/config'] ?? ''))
  return {
    pause,
    grace: all - pause,
    goodbye: secondsOf(drainDuration) ?? 45,
    untilEmpty: env['EXIT_ON_ZERO_ACTIVE_CONNECTIONS'] === 'true',
  }
}

interface Left {
  readonly seconds: number
  /** Connections that were open when it ended. */
  readonly open: number
}

/** MINIMUM_DRAIN_DURATION and TERMINATION_DRAIN_DURATION_SECONDS of Istio's agent, both 5 s by default. */
const least = 5

/** As the agent counts them: all of its listeners, without its own. */
async function connections(admin: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${admin}/stats?usedonly&filter=downstream_cx_active$`)
  return [
    ...(await answer.text()).matchAll(/^listener\.(?!admin\.)(?!.*worker_).*downstream_cx_active: (\d+)$/gm),
  ].reduce((sum, [, number]) => sum + Number(number), 0)
}

/** Ends as Istio's agent does on SIGTERM (pkg/envoy/agent.go), with the kubelet's SIGKILL behind it. */
export async function leave({ admin, running }: Envoy, { grace, untilEmpty }: LeaveSettings): Promise<Left> {
  const begun = performance.now()
  const seconds = () => (performance.now() - begun) / 1000
  await fetch(`http://127.0.0.1:${admin}/drain_listeners?graceful`, { method: 'POST' })
  await sleep(Math.min(least, grace) * 1000)
  while (untilEmpty && seconds() < grace && (await connections(admin)) > 0) await sleep(1000)
  const open = await connections(admin)
  await running.stop()
  return { seconds: seconds(), open }
}
