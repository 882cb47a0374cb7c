import type { Machine } from '@slipway/fleet'

/** Requests of pods, or what a node has: cpu in millicores, memory in bytes, places for pods. */
export interface Resources {
  readonly cpu: number
  readonly memory: number
  readonly pods: number
}

const mebi = 2 ** 20

/**
 * The requests of kube-system's and the platform's DaemonSets on a node, from the manifests and charts of 2026-09: aws-node 50m, kube-proxy
 * 100m, ebs-csi-node 30m and 120Mi, istio-cni 100m and 100Mi; node-exporter and the Pod Identity agent have none. Six pods.
 */
export const everyNode: Resources = { cpu: 280, memory: 220 * mebi, pods: 6 }

/** The requests of the proxy in every pod (`global.proxy.resources` of istiod's chart, 1.31). */
export const proxy = { cpu: 100, memory: 128 * mebi } as const

/** The kubelet keeps 6 % of the first core, 1 % of the second, 0.5 % of the next two and 0.25 % of the rest (amazon-eks-ami, nodeadm). */
function reservedCpu(cpu: number): number {
  const parts: readonly (readonly [cores: number, share: number])[] = [
    [1000, 0.06],
    [1000, 0.01],
    [2000, 0.005],
    [Infinity, 0.0025],
  ]
  let [left, reserved] = [cpu, 0]
  for (const [cores, share] of parts) {
    const here = Math.min(left, cores)
    reserved += here * share
    left -= here
  }
  return Math.ceil(reserved)
}

/**
 * What pods of apps may use of a machine: less Karpenter's `vmMemoryOverheadPercent` (7.5 %), the kubelet's reserve (255 MiB and 11 MiB a
 * pod), its eviction threshold of 100 MiB, and the DaemonSets. Never below zero.
 * @param daemons what runs on every node
 */
export function allocatableOf({ cpu, memory, pods }: Machine, daemons: Resources = everyNode): Resources {
  const free = memory * (1 - 0.075) - (255 + 11 * pods + 100) * mebi - daemons.memory
  return {
    cpu: Math.max(0, cpu - reservedCpu(cpu) - daemons.cpu),
    memory: Math.max(0, Math.floor(free)),
    pods: Math.max(0, pods - daemons.pods),
  }
}

type Requests = Pick<Resources, 'cpu' | 'memory'>

export const podsThatFit = (free: Resources, pod: Requests): number =>
  Math.max(
    0,
    Math.min(free.pods, Math.floor(free.cpu / Math.max(1, pod.cpu)), Math.floor(free.memory / Math.max(1, pod.memory))),
  )

/** A pod's share of the cpu or of the memory, whichever is more. */
export const dominantShare = (of: Resources, pod: Requests): number =>
  Math.max(of.cpu === 0 ? 0 : pod.cpu / of.cpu, of.memory === 0 ? 0 : pod.memory / of.memory)
