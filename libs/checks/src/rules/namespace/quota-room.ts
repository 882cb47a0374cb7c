import { at, fields, key, list, quantity, type Workload } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { mostPods, releaseSurge } from '../../objects/most-pods.ts'
import { requestsOf } from '../../objects/pool.ts'

const units = { pods: '', 'requests.cpu': 'm', 'requests.memory': '', 'requests.storage': '' } as const
const limited = Object.keys(units) as (keyof typeof units)[]
/** Bytes of the volumes of one pod. */
const storageOf = ({ item }: Workload): number =>
  list(item.spec.volumeClaimTemplates).reduce(
    (sum, claim) => sum + (quantity(at(claim, 'spec', 'resources', 'requests', 'storage')) ?? 0),
    0,
  )
function shown(what: keyof typeof units, n: number): string {
  if (what === 'requests.memory' || what === 'requests.storage') return `${Math.ceil(n / 2 ** 30)}Gi`
  return String(what === 'pods' ? n : Math.ceil(n / 1000))
}

export const quotaRoom: Rule = {
  code: 'quota-room',
  guards: "a team's quota has room for the most pods of all its apps, and for the largest of their releases on top",
  source:
    'FIELD-NOTES A3; https://kubernetes.io/docs/concepts/policy/resource-quotas/ (pods over it are refused, and a release hangs)',
  check: (index, report) => {
    for (const item of index.kind('ResourceQuota')) {
      if (!index.isTeam(item.namespace)) continue
      const hard = fields(item.spec.hard)
      const sums = { pods: 0, 'requests.cpu': 0, 'requests.memory': 0, 'requests.storage': 0 }
      const largest = { ...sums }
      for (const workload of index.workloadsIn(item.namespace)) {
        const pods = mostPods(index, workload)
        if (pods === undefined) continue
        const { cpu, memory } = requestsOf(index, workload)
        const one = { pods: 1, 'requests.cpu': cpu, 'requests.memory': memory, 'requests.storage': storageOf(workload) }
        for (const what of limited) {
          sums[what] += pods * one[what]
          // A release brings pods and no volumes.
          if (what !== 'requests.storage')
            largest[what] = Math.max(largest[what], releaseSurge(workload, pods) * one[what])
        }
      }
      for (const what of limited) {
        const limit = quantity(hard[what], units[what])
        if (limit === undefined || sums[what] + largest[what] <= limit) continue
        report(
          item,
          key('spec.hard', what),
          `at least ${shown(what, sums[what] + largest[what])}: ${shown(what, sums[what])} at the most of all apps, ${shown(what, largest[what])} for the largest release`,
          `raise teams.${item.namespace}.quota, or lower scale.max of its apps`,
          String(hard[what]),
        )
      }
    }
  },
}
