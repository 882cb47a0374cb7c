import { at, list, quantity, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

const gib = 2 ** 30
/** The part of a disk that pods get: the kubelet evicts at a tenth, and one GiB is its own. */
const allocatable = (disk: number): number => disk * 0.9 - gib

export const podDisk: Rule = {
  code: 'pod-disk',
  guards: 'no pod asks for more scratch disk than a new node has: it would wait for ever, and no node would come',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#local-ephemeral-storage',
  check: (cluster, report) => {
    const disks = cluster
      .every('EC2NodeClass')
      .flatMap(({ spec }) => list(spec.blockDeviceMappings))
      .map((device) => quantity(text(at(device, 'ebs', 'volumeSize')) ?? '') ?? 0)
    const most = allocatable(Math.max(0, ...disks))
    if (disks.length === 0) return
    for (const { item, podAt, containers } of cluster.workloads) {
      const asked = containers
        .filter(({ role }) => role !== 'init')
        .map(({ spec }) => quantity(text(at(spec, 'resources', 'requests', 'ephemeral-storage')) ?? '') ?? 0)
        .reduce((sum, one) => sum + one, 0)
      if (asked > most)
        report(
          item,
          `${podAt}.containers`,
          `at most the ${Math.floor(most / gib)}Gi of disk that a node has left`,
          'lower `disk` in app.ts, or take `volumes`, which are disks of their own',
          `${Math.ceil(asked / gib)}Gi of ephemeral-storage`,
        )
    }
  },
}
