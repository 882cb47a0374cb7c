import { list, number, type Workload } from '@slipway/kube'
import { kindOfText, mostObjects, mostTeamRules, teamKinds } from '@slipway/model'
import { namespaceKey } from '../../engine/dependency-key.ts'
import type { RuleContext } from '../../engine/rule-context.ts'
import type { Rule } from '../../engine/rule.ts'
import { mostPods } from '../../objects/most-pods.ts'

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

const claimsOf = (index: RuleContext, workload: Workload): number =>
  list(workload.item.spec.volumeClaimTemplates).length * (mostPods(index, workload) ?? 0)

/** The objects that controllers make of a namespace's. The defaults of jobs are Kubernetes' own. */
const madeIn: Readonly<Record<string, (index: RuleContext, namespace: string) => number>> = {
  Secret: (index, namespace) => index.count(namespaceKey('ExternalSecret', namespace)),
  HorizontalPodAutoscaler: (index, namespace) => index.count(namespaceKey('ScaledObject', namespace)),
  Job: (index, namespace) =>
    sum(
      index
        .kindIn('CronJob', namespace)
        .map(
          ({ spec }) => (number(spec.successfulJobsHistoryLimit) ?? 3) + (number(spec.failedJobsHistoryLimit) ?? 1) + 1,
        ),
    ),
  PersistentVolumeClaim: (index, namespace) => sum(index.workloadsIn(namespace).map((one) => claimsOf(index, one))),
}

const rulesIn = (index: RuleContext, namespace: string): number =>
  sum(
    index.kindIn('PrometheusRule', namespace).flatMap(({ spec }) => list(spec.groups).map((g) => list(g.rules).length)),
  )

export const objectCount: Rule = {
  code: 'object-count',
  guards: "a team's namespace has no more objects of a kind, and rules of Prometheus, than the fleet gives it",
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-on-object-count; docs/teams.md',
  check: (index, report) => {
    for (const item of index.kind('ResourceQuota')) {
      const { namespace } = item
      const team = index.fleet.teams.get(namespace as never)
      if (team === undefined) continue
      const say = (things: string, most: number, count: number) => {
        if (count > most)
          report(
            item,
            'spec.hard',
            `at most ${most} ${things} of the team ${namespace} in a cluster`,
            `take some out, or have the platform raise teams.${namespace}.quota.objects in fleet/fleet.ts`,
            String(count),
          )
      }
      const kinds = [...teamKinds, ...(team.may?.kinds ?? []).map(kindOfText)].map(({ kind }) => kind)
      for (const kind of new Set(['Secret', ...kinds]))
        say(
          `objects of the kind ${kind}`,
          mostObjects(team, kind),
          index.count(namespaceKey(kind, namespace)) + (madeIn[kind]?.(index, namespace) ?? 0),
        )
      say('rules of Prometheus', mostTeamRules(team), rulesIn(index, namespace))
    }
  },
}
