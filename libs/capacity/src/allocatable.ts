import type { Machine } from '@slipway/fleet'

/** Cpu in millicores, memory in bytes, places for pods, whole GPUs. */
export interface Resources {
  readonly cpu: number
  readonly memory: number
  readonly pods: number
  /** @default 0 */
  readonly gpu?: number
}

const mebi = 2 ** 20

/**
 * DaemonSets of kube-system and platform (2026-09): aws-node 50m, kube-proxy 100m, ebs-csi-node 30m and 120Mi,
 * istio-cni 100m and 100Mi; node-exporter and the Pod Identity agent none. Six pods.
 */
export const everyNode: Resources = { cpu: 280, memory: 220 * mebi, pods: 6 }

/** In every pod (`global.proxy.resources` of istiod's chart, 1.31). */
export const proxy = { cpu: 100, memory: 128 * mebi } as const

/** 6 % of the first core, 1 % of the second, 0.5 % of the next two, 0.25 % of the rest (amazon-eks-ami, nodeadm). */
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
 * For apps' pods: less Karpenter's `vmMemoryOverheadPercent` (7.5 %), the kubelet's reserve (255 MiB and 11 MiB a
 * pod), its eviction threshold (100 MiB), and DaemonSets. Never below zero.
 */
export function allocatableOf({ cpu, memory, pods, gpu }: Machine, daemons: Resources = everyNode): Resources {
  const free = memory * (1 - 0.075) - (255 + 11 * pods + 100) * mebi - daemons.memory
  return {
    cpu: Math.max(0, cpu - reservedCpu(cpu) - daemons.cpu),
    memory: Math.max(0, Math.floor(free)),
    pods: Math.max(0, pods - daemons.pods),
    ...(gpu === 0 ? {} : { gpu }),
  }
}

type Requests = Pick<Resources, 'cpu' | 'memory' | 'gpu'>

export const podsThatFit = (free: Resources, { cpu, memory, gpu = 0 }: Requests): number =>
  Math.max(
    0,
    Math.min(
      free.pods,
      Math.floor(free.cpu / Math.max(1, cpu)),
      Math.floor(free.memory / Math.max(1, memory)),
      gpu === 0 ? Infinity : Math.floor((free.gpu ?? 0) / gpu),
    ),
  )

/** The pod's share of cpu or of memory, whichever is larger. */
export const dominantShare = (of: Resources, pod: Requests): number =>
  Math.max(of.cpu === 0 ? 0 : pod.cpu / of.cpu, of.memory === 0 ? 0 : pod.memory / of.memory)
