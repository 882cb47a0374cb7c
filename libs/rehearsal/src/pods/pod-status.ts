import type { Live } from '../cluster/kube.ts'
import type { Probe } from './probe.ts'

interface EnvVar {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: {
    readonly fieldRef?: { readonly fieldPath: string }
    readonly secretKeyRef?: { readonly name: string; readonly key: string; readonly optional?: boolean }
    readonly configMapKeyRef?: { readonly name: string; readonly key: string; readonly optional?: boolean }
  }
}

export interface Container {
  readonly name: string
  readonly image: string
  readonly env?: readonly EnvVar[]
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[]
  readonly resources?: { readonly limits?: { readonly memory?: string | number } }
  readonly readinessProbe?: Probe
  readonly livenessProbe?: Probe
  readonly startupProbe?: Probe
  readonly lifecycle?: { readonly preStop?: { readonly sleep?: { readonly seconds: number } } }
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly subPath?: string }[]
}

export interface PodSpec {
  readonly nodeName?: string
  readonly containers: readonly [Container, ...Container[]]
  readonly terminationGracePeriodSeconds?: number
  readonly volumes?: readonly {
    readonly name: string
    readonly configMap?: { readonly name: string }
    readonly secret?: { readonly secretName: string }
  }[]
}

export const specOf = (pod: Live): PodSpec => pod.spec as PodSpec

/** The container whose process is run: the one that kubectl would show, or the first. */
export function mainContainer(pod: Live): Container {
  const { containers } = specOf(pod)
  const name = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container']
  return containers.find((container) => container.name === name) ?? containers[0]
}

/** What of a pod's own fields an environment variable may name (https://kubernetes.io/docs/concepts/workloads/pods/downward-api). */
export function fieldOf(pod: Live, ip: string, path: string): string | undefined {
  const [, key] = /^metadata\.(?:labels|annotations)\['(.+)'\]$/.exec(path) ?? []
  if (key !== undefined)
    return (path.startsWith('metadata.labels') ? pod.metadata.labels : pod.metadata.annotations)?.[key]
  const known: Readonly<Record<string, string | undefined>> = {
    'metadata.name': pod.metadata.name,
    'metadata.namespace': pod.metadata.namespace,
    'metadata.uid': pod.metadata.uid,
    'spec.nodeName': specOf(pod).nodeName,
    'status.podIP': ip,
    'status.podIPs': ip,
    'status.hostIP': '10.255.255.1',
  }
  return known[path]
}

/** What became of a pod's process; times are ISO 8601. */
export interface PodState {
  readonly container: 'waiting' | 'running' | 'terminated'
  /** Why it waits or ended. */
  readonly reason?: string
  readonly message?: string
  readonly exitCode?: number
  readonly since: string
  readonly ready: boolean
  readonly readySince: string
  readonly started: boolean
  readonly restarts: number
}

interface Condition {
  readonly type: string
  readonly status: string
  readonly lastTransitionTime?: string
  readonly reason?: string
}

/** A pod's status as a kubelet writes it. */
export function statusFor(pod: Live, ip: string, state: PodState): unknown {
  const main = mainContainer(pod).name
  const { conditions = [], startTime } = (pod.status ?? {}) as { conditions?: readonly Condition[]; startTime?: string }
  const placed = conditions.filter(({ type }) => type === 'PodScheduled')
  const condition = (type: string, holds: boolean, at: string) => ({
    type,
    status: holds ? 'True' : 'False',
    lastTransitionTime: at,
    ...(holds ? {} : { reason: 'ContainersNotReady', message: `containers with unready status: [${main}]` }),
  })
  const begun = startTime ?? state.since
  const its =
    state.container === 'running'
      ? { running: { startedAt: state.since } }
      : state.container === 'waiting'
        ? {
            waiting: {
              reason: state.reason ?? 'ContainerCreating',
              ...(state.message === undefined ? {} : { message: state.message }),
            },
          }
        : {
            terminated: { exitCode: state.exitCode ?? 0, reason: state.reason ?? 'Completed', finishedAt: state.since },
          }
  return {
    phase: state.container === 'waiting' && state.restarts === 0 ? 'Pending' : 'Running',
    podIP: ip,
    podIPs: [{ ip }],
    hostIP: '10.255.255.1',
    startTime: begun,
    conditions: [
      ...placed,
      condition('Initialized', true, begun),
      condition('ContainersReady', state.ready, state.readySince),
      condition('Ready', state.ready, state.readySince),
    ],
    containerStatuses: specOf(pod).containers.map(({ name, image }) => {
      const of = {
        name,
        image,
        imageID: image,
        containerID: `rehearsal://${pod.metadata.uid ?? ''}/${name}/${state.restarts}`,
      }
      return name === main
        ? { ...of, ready: state.ready, started: state.started, restartCount: state.restarts, state: its }
        : { ...of, ready: true, started: true, restartCount: 0, state: { running: { startedAt: begun } } }
    }),
  }
}

/** Seconds that a kubelet waits before it starts a container again: nothing the first time, then 10, 20, 40 ... 300. */
export const backOff = (restarts: number): number => (restarts <= 1 ? 0 : Math.min(300, 10 * 2 ** (restarts - 2)))
