import type { Live } from '../cluster/kube.ts'
import type { Container } from '../cluster/fields.ts'
import { sandboxAddress } from '../cluster/sandbox.ts'

export function mainContainer({ metadata, spec }: Pick<Live, 'metadata' | 'spec'>): Container {
  const { containers = [] } = spec ?? {}
  const name = metadata.annotations?.['kubectl.kubernetes.io/default-container']
  const found = containers.find((container) => container.name === name) ?? containers[0]
  if (found === undefined) throw new Error(`${metadata.name} has no container`)
  return found
}

/** The downward API (https://kubernetes.io/docs/concepts/workloads/pods/downward-api). */
export function fieldOf(pod: Live, ip: string, path: string): string | undefined {
  const [, key] = /^metadata\.(?:labels|annotations)\['(.+)'\]$/.exec(path) ?? []
  if (key !== undefined)
    return (path.startsWith('metadata.labels') ? pod.metadata.labels : pod.metadata.annotations)?.[key]
  const known: Readonly<Record<string, string | undefined>> = {
    'metadata.name': pod.metadata.name,
    'metadata.namespace': pod.metadata.namespace,
    'metadata.uid': pod.metadata.uid,
    'spec.nodeName': pod.spec?.nodeName,
    'status.podIP': ip,
    'status.podIPs': ip,
    'status.hostIP': sandboxAddress,
  }
  return known[path]
}

export interface PodState {
  readonly container: 'waiting' | 'running' | 'terminated'
  readonly reason?: string
  readonly message?: string
  readonly exitCode?: number
  readonly since: string
  readonly ready: boolean
  readonly readySince: string
  readonly started: boolean
  readonly restarts: number
}

function containerState({ container, since, reason, message, exitCode = 0 }: PodState) {
  if (container === 'running') return { running: { startedAt: since } }
  if (container === 'waiting')
    return { waiting: { reason: reason ?? 'ContainerCreating', ...(message === undefined ? {} : { message }) } }
  return { terminated: { exitCode, reason: reason ?? 'Completed', finishedAt: since } }
}

export function statusFor(pod: Live, ip: string, state: PodState): unknown {
  const main = mainContainer(pod).name
  const { conditions = [], startTime } = pod.status ?? {}
  const placed = conditions.filter(({ type }) => type === 'PodScheduled')
  const condition = (type: string, holds: boolean, at: string) => ({
    type,
    status: holds ? 'True' : 'False',
    lastTransitionTime: at,
    ...(holds ? {} : { reason: 'ContainersNotReady', message: `containers with unready status: [${main}]` }),
  })
  const begun = startTime ?? state.since
  const its = containerState(state)
  return {
    phase: state.container === 'waiting' && state.restarts === 0 ? 'Pending' : 'Running',
    podIP: ip,
    podIPs: [{ ip }],
    hostIP: sandboxAddress,
    startTime: begun,
    conditions: [
      ...placed,
      condition('Initialized', true, begun),
      condition('ContainersReady', state.ready, state.readySince),
      condition('Ready', state.ready, state.readySince),
    ],
    containerStatuses: (pod.spec?.containers ?? []).map(({ name, image }) => {
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

/** Seconds before a restart: 0, then 10, 20, 40 ... 300. */
export const backOff = (restarts: number): number => (restarts <= 1 ? 0 : Math.min(300, 10 * 2 ** (restarts - 2)))
