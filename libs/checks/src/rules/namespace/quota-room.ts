import { at, fields, key, list, quantity, type QuantityUnit, type Workload } from '@slipway/kube'
import type { RuleContext } from '../../engine/rule-context.ts'
import type { Rule } from '../../engine/rule.ts'
import { mostPods, releaseSurge } from '../../objects/most-pods.ts'
import { requestsOf } from '../../objects/pool.ts'

interface Amount {
  readonly unit: QuantityUnit
  readonly of: (index: RuleContext, workload: Workload) => number
  /** A release brings pods and no volumes. */
  readonly stays?: true
  readonly shown: (n: number) => string
}

/** Bytes of the volumes of one pod. */
const storageOf = ({ item }: Workload): number =>
  list(item.spec.volumeClaimTemplates).reduce(
    (sum, claim) => sum + (quantity(at(claim, 'spec', 'resources', 'requests', 'storage')) ?? 0),
    0,
  )

/** A limit of a device is its request, too. */
const devicesOf = ({ containers }: Workload, device: string): number => {
  const asked = containers.map(({ role, spec }) => ({
    role,
    n: quantity(at(spec, 'resources', 'limits', device) ?? at(spec, 'resources', 'requests', device)) ?? 0,
  }))
  const staying = asked.filter(({ role }) => role !== 'init').reduce((sum, { n }) => sum + n, 0)
  return Math.max(staying, ...asked.map(({ n }) => n))
}

const gibs = (n: number): string => `${Math.ceil(n / 2 ** 30)}Gi`
const amounts: Readonly<Record<string, Amount>> = {
  pods: { unit: '', of: () => 1, shown: String },
  'requests.cpu': {
    unit: 'm',
    of: (index, one) => requestsOf(index, one).cpu,
    shown: (n) => String(Math.ceil(n / 1000)),
  },
  'requests.memory': { unit: '', of: (index, one) => requestsOf(index, one).memory, shown: gibs },
  'requests.storage': { unit: '', of: (_, one) => storageOf(one), stays: true, shown: gibs },
}

const device = /^requests\.(hugepages-.+|.+\/.+)$/
function amountOf(what: string): Amount | undefined {
  if (Object.hasOwn(amounts, what)) return amounts[what]
  const [, name] = device.exec(what) ?? []
  return name === undefined ? undefined : { unit: '', of: (_, one) => devicesOf(one, name), shown: String }
}

export const quotaRoom: Rule = {
  code: 'quota-room',
  guards: "a team's quota has room for the most pods of all its apps, and for the largest of their releases on top",
  source:
    'FIELD-NOTES A3; https://kubernetes.io/docs/concepts/policy/resource-quotas/ (pods over it are refused, and a release hangs)',
  check: (index, report) => {
    for (const item of index.kind('ResourceQuota')) {
      if (!index.isTeam(item.namespace)) continue
      const workloads = index.workloadsIn(item.namespace).flatMap((workload) => {
        const pods = mostPods(index, workload)
        return pods === undefined ? [] : [{ workload, pods }]
      })
      for (const [what, hard] of Object.entries(fields(item.spec.hard))) {
        const amount = amountOf(what)
        if (amount === undefined) continue
        const { unit, of, stays, shown } = amount
        const each = workloads.map(({ workload, pods }) => {
          const one = of(index, workload)
          return { all: pods * one, more: stays ? 0 : releaseSurge(workload, pods) * one }
        })
        const sum = each.reduce((total, { all }) => total + all, 0)
        const largest = each.reduce((most, { more }) => Math.max(most, more), 0)
        const limit = quantity(hard, unit)
        if (limit === undefined || sum + largest <= limit) continue
        report(
          item,
          key('spec.hard', what),
          `at least ${shown(sum + largest)}: ${shown(sum)} at the most of all apps, ${shown(largest)} for the largest release`,
          `raise teams.${item.namespace}.quota, or lower scale.max of its apps`,
          String(hard),
        )
      }
    }
  },
}
