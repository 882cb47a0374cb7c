import { knownKinds } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { isOfTeam } from '../../objects/fence-rule.ts'

export const objectApi: Rule = {
  code: 'object-api',
  guards: 'every kind in a version that all clusters of the fleet serve and nobody calls deprecated',
  source:
    "https://kubernetes.io/docs/reference/using-api/deprecation-guide/; the CRDs' own releases; FIELD-NOTES D (Deprecations)",
  check: (cluster, report) => {
    for (const item of cluster.items) {
      const known = knownKinds[item.kind]
      if (known === undefined) {
        // Of a team `team-kinds` says it, unless the fleet has given the kind (may.kinds).
        if (isOfTeam(item) && cluster.find('AppProject', 'argocd', item.team) !== undefined) continue
        report(item, 'kind', 'a kind that we know', 'correct the kind, or add it to libs/kube/src/kinds.ts')
      } else if (!known.versions.includes(item.apiVersion)) {
        report(item, 'apiVersion', known.versions.join(' or '), `write ${known.versions[0] ?? ''}`)
      }
    }
  },
}
