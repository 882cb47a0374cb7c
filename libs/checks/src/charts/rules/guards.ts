import { show } from '@slipway/core'
import { at, text } from '@slipway/kube'
import type { ChartRule, Finding } from './finding.ts'

const isOf = (path: readonly string[], value: unknown, want: string, hint: string, code: Finding['code']): Finding => ({
  code,
  object: path.join('.'),
  at: path,
  got: show(value),
  want,
  hint,
})

/**
 * Its port 15021 tells everybody whether pods are ready, and is meant for the balancer, which asks the pods themselves.
 */
export const gatewayPorts: ChartRule = ({ addon: { props }, cluster, facts }) => {
  if (props.chart !== 'gateway') return []
  const known = new Set([80, 443, ...Object.values(cluster.gatewayPorts ?? {}).map(({ port }) => port)])
  return (facts?.ports ?? [])
    .map((line) => ({ service: line.split(':')[0] ?? '', port: Number(/: (\d+)/.exec(line)?.[1]) }))
    .filter(({ port }) => !known.has(port))
    .map(({ service, port }) => ({
      code: 'chart-port' as const,
      object: `Service ${service}`,
      got: `port ${port}`,
      want: `ports that people come to: ${[...known].join(', ')}`,
      hint: 'leave service.ports as it is, or name the port in gatewayPorts of the cluster',
    }))
}

/** Argo CD's own roles that read the logs of every pod (assets/builtin-policy.csv). */
const wide = new Set(['role:readonly', 'role:admin'])
const policyDefault = ['configs', 'rbac', 'policy.default'] as const
const admin = ['configs', 'cm', 'admin.enabled'] as const

/** Rights of everybody who signs in, and passwords that everybody may know. */
export const argoRights: ChartRule = ({ addon: { props }, fleet }) => {
  if (props.chart !== 'argo-cd') return []
  const role = at(props.values, ...policyDefault)
  const account = at(props.values, ...admin)
  return [
    ...(wide.has(text(role) ?? '')
      ? [
          isOf(
            policyDefault,
            role,
            'a role that reads no logs, such as "role:onlooker"',
            "take it out: logs are for the app's team",
            'chart-rights',
          ),
        ]
      : []),
    ...(fleet.signOn?.argocd !== undefined && account !== undefined && String(account) !== 'false'
      ? [isOf(admin, account, 'false: people sign in by signOn', 'take it out', 'chart-rights')]
      : []),
  ]
}

const limit = ['prometheus', 'prometheusSpec', 'sampleLimit'] as const

/** One target without a limit fills the memory of the Prometheus of all. */
export const sampleLimits: ChartRule = ({ addon: { props } }) => {
  if (props.chart !== 'kube-prometheus-stack') return []
  const value = at(props.values, ...limit)
  return typeof value === 'number' && value > 0
    ? []
    : [isOf(limit, value, 'a number of samples above 0', 'take it out: Slipway has one', 'chart-unlimited')]
}
