import { type Fields, fields, type Item, list, text, texts, type Workload } from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'
import { selecting } from './selecting.ts'

/** Whole, or with a star at one end (https://istio.io/latest/docs/reference/config/security/authorization-policy/). */
const matchesPattern = (pattern: string, value: string): boolean =>
  pattern === '*' ||
  (pattern.endsWith('*')
    ? value.startsWith(pattern.slice(0, -1))
    : pattern.startsWith('*')
      ? value.endsWith(pattern.slice(1))
      : pattern === value)

const matchesSome = (patterns: unknown, value: string): boolean =>
  patterns === undefined || texts(patterns).some((p) => matchesPattern(p, value))

/** Conditions on the request (paths, headers) count as met. */
function allows(rule: Fields, from: Workload, port: number): boolean {
  const { namespace } = from.item
  const principal = `cluster.local/ns/${namespace}/sa/${text(from.pod.serviceAccountName) ?? 'default'}`
  const sources = list(rule.from).map((f) => fields(f.source))
  const operations = list(rule.to).map((t) => fields(t.operation))
  const account = `${namespace}/${text(from.pod.serviceAccountName) ?? 'default'}`
  const bySource =
    sources.length === 0 ||
    sources.some(
      (s) =>
        matchesSome(s.principals, principal) &&
        matchesSome(s.namespaces, namespace) &&
        matchesSome(s.serviceAccounts, account),
    )
  return bySource && (operations.length === 0 || operations.some((o) => matchesSome(o.ports, String(port))))
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

export function mayCall(cluster: RuleContext, from: Workload, to: Workload, port: number): boolean {
  const policies = allowPoliciesOf(cluster, to)
  return (
    policies.length === 0 || policies.some((policy) => list(policy.spec.rules).some((rule) => allows(rule, from, port)))
  )
}
