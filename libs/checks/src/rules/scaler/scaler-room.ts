import { names } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { mostPods, releaseSurge } from '../../objects/most-pods.ts'
import { capacityAtLimit, poolsOf, requestsOf } from '../../objects/pool.ts'
import { scalersOf } from '../../objects/scaler.ts'

const units = { cpu: [1000, 'vCPU'], memory: [2 ** 30, 'GiB'] } as const

export const scalerRoom: Rule = {
  code: 'scaler-room',
  guards:
    'the pools of the cluster have room for the most pods of an app while a new version comes: twice as many for a canary',
  source:
    'FIELD-NOTES A3: stable stays at its full size beside the canary; https://karpenter.sh/docs/concepts/nodepools/#speclimits',
  check: (index, report) => {
    const { cluster } = index
    if (cluster === undefined) return
    for (const workload of index.workloads) {
      const { item } = workload
      const most = mostPods(index, workload)
      if (most === undefined || most === 0 || !index.isTeam(item.namespace)) continue
      const pools = poolsOf(workload, cluster)
      const pod = requestsOf(index, workload)
      const pods = most + releaseSurge(workload, most)
      const scaler = scalersOf(index, item)[0]
      for (const what of ['cpu', 'memory'] as const) {
        const [unit, name] = units[what]
        const room = pools.reduce((sum, pool) => sum + capacityAtLimit(pool)[what], 0)
        if (pools.length === 0 || pods * pod[what] <= room) continue
        report(
          scaler?.item ?? item,
          scaler?.fields.max ?? 'spec.replicas',
          `at most the ${(Math.floor((room * 10) / unit) / 10).toFixed(1)} ${name} that ${names(pools.map((p) => p.name))} can grow to`,
          `lower scale.max, or raise the limit in fleet/clusters/${index.name}.ts`,
          `${most} pods, ${pods} while a new version comes: ${(Math.ceil((pods * pod[what] * 10) / unit) / 10).toFixed(1)} ${name}`,
        )
      }
    }
  },
}
