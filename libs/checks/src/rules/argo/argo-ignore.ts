import { list, names, texts } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { everyApplication } from '../../objects/argo-application.ts'
import { canaries } from '../../objects/canary.ts'

export const argoIgnore: Rule = {
  code: 'argo-ignore',
  guards: 'what Rollouts writes into a VirtualService is no difference to Argo CD: weights and managed routes',
  source: 'FIELD-NOTES A2, M1; Rollouts istio.md "Integrating with GitOps"',
  check: (cluster, report) => {
    for (const { item: rollout, managed, traffic } of canaries(cluster)) {
      if (traffic?.istio === undefined) continue
      for (const { item, spec, at } of everyApplication(cluster).filter(
        (one) => one.spec.project === rollout.namespace,
      )) {
        const ignored = list(spec.ignoreDifferences)
          .filter((d) => d.kind === 'VirtualService')
          .flatMap((d) => texts(d.jqPathExpressions))
        const missing = managed.filter((name) => !ignored.some((e) => e.includes(`"${name}"`)))
        if (
          !ignored.some(
            (e) =>
              e.replaceAll(' ', '').endsWith('.route[].weight') || e.replaceAll(' ', '').includes('.route[]?.weight'),
          )
        ) {
          report(
            item,
            `${at}.ignoreDifferences`,
            '.spec.http[].route[].weight of VirtualServices',
            'add it',
            'nothing of the weights',
          )
        }
        if (missing.length > 0)
          report(
            item,
            `${at}.ignoreDifferences`,
            'each managed route, by name',
            'add .spec.http[] | select(.name == "...")',
            `nothing of the route ${names(new Set(missing))}`,
          )
      }
    }
  },
}
