import { quantity } from '@slipway/kube'
import type { Live } from '../cluster/kube.ts'
import { ownBytes } from './pod-memory.ts'
import { mainContainer } from './pod-status.ts'

/** A kubelet's metrics of pods and volumes, here of the processes that stand for containers. */

type Labels = Readonly<Record<string, string>>

const escaped = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

/** A line of Prometheus' text format. */
export const series = (name: string, labels: Labels, value: number): string =>
  `${name}{${Object.entries(labels)
    .map(([label, text]) => `${label}="${escaped(text)}"`)
    .join(',')}} ${value}`

/** USER_HZ of the kernel, the same on every machine that Node runs on. */
const ticksPerSecond = 100

/**
 * Seconds of CPU in `/proc/PID/stat`: the 14th and 15th field (proc_pid_stat(5)); the second may hold blanks and
 * brackets.
 */
export function cpuSeconds(stat: string): number {
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  return (user + system) / ticksPerSecond
}

interface Usage {
  /** Seconds of CPU since it began. */
  readonly cpu: number
  /** Bytes. */
  readonly memory: number
}

/** @param read a file; `undefined` where it is not there */
export function usageOf(pid: number, read: (file: string) => string | undefined): Usage | undefined {
  const [stat, status] = [read(`/proc/${pid}/stat`), read(`/proc/${pid}/status`)]
  return stat === undefined || status === undefined ? undefined : { cpu: cpuSeconds(stat), memory: ownBytes(status) }
}

/**
 * By the labels of cAdvisor in a kubelet; each pod has a row of its own beside its containers'
 * (kubelet/server/server.go).
 */
export function podSeries(pod: Live, { cpu, memory }: Usage): readonly string[] {
  const { namespace = '', name, uid = '' } = pod.metadata
  const { name: container, image } = mainContainer(pod)
  const own = { id: `/kubepods.slice/pod${uid}`, namespace, pod: name }
  const rows: readonly Labels[] = [
    { container: '', image: '', name: '', ...own },
    { container, image, name: `${uid}-${container}`, ...own },
  ]
  return rows.flatMap((labels) => [
    series('container_cpu_usage_seconds_total', { ...labels, cpu: 'total' }, cpu),
    series('container_memory_working_set_bytes', labels, memory),
  ])
}

interface Claim {
  readonly namespace: string
  readonly name: string
  readonly storage: string
}

/** Volumes that are mounted by pods; nothing is written to them here. */
export function volumeSeries({ namespace, name, storage }: Claim): readonly string[] {
  const labels = { namespace, persistentvolumeclaim: name }
  const bytes = quantity(storage) ?? 0
  return [
    series('kubelet_volume_stats_capacity_bytes', labels, bytes),
    series('kubelet_volume_stats_available_bytes', labels, bytes),
  ]
}
