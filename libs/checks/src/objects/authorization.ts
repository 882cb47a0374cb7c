import { type Fields, fields, type Item, list, text, texts, type Workload } from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'
import { selecting } from './selecting.ts'

/** Whole, or with a star at one end (https://istio.io/latest/docs/reference/config/security/authorization-policy/). */
function matchesPattern(pattern: string, value: string): boolean {
  if (pattern.endsWith('*')) return value.startsWith(pattern.slice(0, -1))
  return pattern.startsWith('*') ? value.endsWith(pattern.slice(1)) : pattern === value
}

const matchesSome = (patterns: unknown, value: string): boolean =>
  patterns === undefined || texts(patterns).some((p) => matchesPattern(p, value))

interface Caller {
  readonly principal: string
  readonly namespace: string
  readonly account: string
}

function callerOf({ item: { namespace }, pod }: Workload): Caller {
  const account = text(pod.serviceAccountName) ?? 'default'
  const principal = `cluster.local/ns/${namespace}/sa/${account}`
  return { principal, namespace, account: `${namespace}/${account}` }
}

/** Conditions on the request (paths, headers) count as met. */
function allows(rule: Fields, { principal, namespace, account }: Caller, port: string): boolean {
  const sources = list(rule.from).map((f) => fields(f.source))
  const operations = list(rule.to).map((t) => fields(t.operation))
  const bySource =
    sources.length === 0 ||
    sources.some(
      (s) =>
        matchesSome(s.principals, principal) &&
        matchesSome(s.namespaces, namespace) &&
        matchesSome(s.serviceAccounts, account),
    )
  return bySource && (operations.length === 0 || operations.some((o) => matchesSome(o.ports, port)))
}

/** Without any, everybody may call. */
function allowPoliciesOf(cluster: RuleContext, pods: Workload): readonly Item[] {
  const own = selecting(cluster, 'AuthorizationPolicy', pods)
  const everywhere =
    pods.item.namespace === 'istio-system'
      ? []
      : cluster.kindIn('AuthorizationPolicy', 'istio-system').filter((p) => p.spec.selector === undefined)
  return [...own, ...everywhere].filter((policy) => {
    const action = text(policy.spec.action) ?? 'ALLOW'
    return action === 'ALLOW' && policy.spec.targetRefs === undefined
  })
}

/**
 * Whether a policy of the other names the caller, at whatever port: such policies follow from `calls`, and stand in the
 * other's folder.
 */
export function isNamedBy(cluster: RuleContext, from: Workload, to: Workload): boolean {
  const { principal } = callerOf(from)
  return allowPoliciesOf(cluster, to)
    .flatMap((policy) => list(policy.spec.rules))
    .flatMap((rule) => list(rule.from))
    .some(({ source }) => texts(fields(source).principals).includes(principal))
}

export function mayCall(cluster: RuleContext, from: Workload, to: Workload, port: number): boolean {
  const policies = allowPoliciesOf(cluster, to)
  if (policies.length === 0) return true
  const caller = callerOf(from)
  return policies.some((policy) => list(policy.spec.rules).some((rule) => allows(rule, caller, String(port))))
}
