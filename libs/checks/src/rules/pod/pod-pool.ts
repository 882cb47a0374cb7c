import { at, fields, names, type Workload } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { hasRoomFor, poolsOf, requestsOf } from '../../objects/pool.ts'

/** A part of one has a name of its own, such as `nvidia.com/mig-1g.5gb`. */
const hasGpu = ({ containers }: Workload): boolean =>
  containers.some(({ spec }) =>
    Object.keys(fields(at(spec, 'resources', 'limits'))).some((name) => name.startsWith('nvidia.com/')),
  )

const size = ({ cpu, memory }: { readonly cpu: number; readonly memory: number }): string =>
  `${Math.round(cpu)}m of cpu and ${Math.ceil(memory / 2 ** 20)}Mi of memory, the proxy's included`

export const podPool: Rule = {
  code: 'pod-pool',
  guards: "some pool of the cluster's nodes takes the pods, and has a machine that is large enough",
  source: 'SYSTEM.md S1-19, S2-69; https://karpenter.sh/docs/concepts/scheduling/',
  check: (index, report) => {
    const { cluster } = index
    if (cluster === undefined) return
    for (const workload of index.workloads) {
      const { item } = workload
      // Add-ons may run on the nodes that the cluster begins with, which are no pool.
      if (!index.isTeam(item.namespace) || item.kind === 'DaemonSet') continue
      const pools = poolsOf(workload, cluster)
      if (pools.length === 0) {
        const all = names(cluster.nodes.pools.map((p) => p.name))
        report(
          item,
          `${workload.podAt}.affinity`,
          'a pool that takes its pods',
          `add a pool to fleet/clusters/${index.name}.ts, or say another placement`,
          `nodes that none of ${all} has`,
        )
        continue
      }
      const ofGpus = pools.filter(({ profile }) => profile === 'gpu')
      if (ofGpus.length > 0 && !hasGpu(workload))
        report(
          item,
          `${workload.podAt}.tolerations`,
          'a GPU in its limits, or no toleration of their machines: their cpu and memory are of pods with GPUs',
          'write `gpu` in app.ts, or name the profile that is tolerated',
          `pods without a GPU on ${names(ofGpus.map(({ name }) => name))}`,
        )
      const pod = requestsOf(index, workload)
      if (pools.some((pool) => hasRoomFor(pool, pod))) continue
      report(
        item,
        `${workload.podAt}.containers`,
        `what a machine of ${names(pools.map((p) => p.name))} has left`,
        `ask for less, or let a pool of fleet/clusters/${index.name}.ts have larger sizes`,
        size(pod),
      )
    }
  },
}
