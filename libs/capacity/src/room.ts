import type { Machine } from '@slipway/fleet'

/** What pods need or a node has: cpu in millicores, memory in bytes, and places for pods. */
export interface Room {
  readonly cpu: number
  readonly memory: number
  readonly pods: number
}

const mebi = 2 ** 20

/**
 * What kube-system and the platform's DaemonSets ask for on every node, from the manifests and charts of 2026-09: aws-node 50m, kube-proxy
 * 100m, ebs-csi-node 30m and 120Mi, istio-cni 100m and 100Mi; node-exporter and the Pod Identity agent ask for nothing. Six pods.
 */
export const everyNode: Room = { cpu: 280, memory: 220 * mebi, pods: 6 }

/** What istiod's template asks for the proxy in every pod (`global.proxy.resources` of its chart, 1.31). */
export const proxy = { cpu: 100, memory: 128 * mebi } as const

/** The kubelet keeps 6 % of the first core, 1 % of the second, 0.5 % of the next two and 0.25 % of the rest (amazon-eks-ami, nodeadm). */
function reservedCpu(cpu: number): number {
  const parts: readonly (readonly [cores: number, share: number])[] = [
    [1000, 0.06],
    [1000, 0.01],
    [2000, 0.005],
    [Infinity, 0.0025],
  ]
  let left = cpu
  let kept = 0
  for (const [cores, share] of parts) {
    const here = Math.min(left, cores)
    kept += here * share
    left -= here
  }
  return Math.ceil(kept)
}

/**
 * What is left for pods of apps on a machine: less what Karpenter takes for the machine's own use (`vmMemoryOverheadPercent`, 7.5 %), the
 * kubelet's reserve (255 MiB and 11 MiB a pod), 100 MiB before it evicts, and the DaemonSets. Never below zero.
 * @param daemons what runs on every node
 */
export function roomOf({ cpu, memory, pods }: Machine, daemons: Room = everyNode): Room {
  const free = memory * (1 - 0.075) - (255 + 11 * pods + 100) * mebi - daemons.memory
  return {
    cpu: Math.max(0, cpu - reservedCpu(cpu) - daemons.cpu),
    memory: Math.max(0, Math.floor(free)),
    pods: Math.max(0, pods - daemons.pods),
  }
}

/** How many pods of a size fit into some room. */
export const fitting = (room: Room, pod: { readonly cpu: number; readonly memory: number }): number =>
  Math.max(
    0,
    Math.min(room.pods, Math.floor(room.cpu / Math.max(1, pod.cpu)), Math.floor(room.memory / Math.max(1, pod.memory))),
  )

/** The part of some room that a pod takes: of cpu or memory, whichever is more. */
export const shareOf = (room: Room, pod: { readonly cpu: number; readonly memory: number }): number =>
  Math.max(room.cpu === 0 ? 0 : pod.cpu / room.cpu, room.memory === 0 ? 0 : pod.memory / room.memory)
