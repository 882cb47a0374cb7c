import { at, fields, isEmpty, list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { selectorOf } from '../../objects/selecting.ts'

export const meshDeny: Rule = {
  code: 'mesh-deny',
  guards: "in a team's namespace nobody may call without a policy that says so, and nothing is taken in plain text",
  source:
    'DESIGN 3 (default deny); https://istio.io/latest/docs/ops/best-practices/security/#use-default-deny-patterns',
  check: (cluster, report) => {
    for (const [namespace, subject] of cluster.teamSpaces) {
      // A policy that selects all pods and has no rules allows nothing, and its presence refuses the rest.
      const denies = cluster
        .kindIn('AuthorizationPolicy', namespace)
        .some(
          (p) =>
            isEmpty(selectorOf(p)) && (text(p.spec.action) ?? 'ALLOW') === 'ALLOW' && list(p.spec.rules).length === 0,
        )
      if (!denies)
        report(
          subject,
          '',
          'one with an empty spec',
          "add it to the team's folder",
          `no AuthorizationPolicy that refuses all in ${namespace}`,
        )
    }
    for (const item of cluster.kind('PeerAuthentication')) {
      const mode = text(at(fields(item.spec.mtls), 'mode'))
      if (mode === 'PERMISSIVE' || mode === 'DISABLE')
        report(item, 'spec.mtls.mode', '"STRICT"', 'take what is in plain text out of the mesh, port by port')
    }
  },
}
