import type { Live } from '../../cluster/kube.ts'
import { cause, joined, say, type Said, type Words } from '../../recording/words.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'

/** Where requests for an app could go, at its worst moment. */
export interface LowPoint {
  readonly at: number
  readonly ready: number
  /** What its workloads said then. */
  readonly words: Said
}

export interface EndpointWatch {
  /** Ready pods behind the Service by which others call the app, and behind each Service that its routes send requests to. */
  now(): { readonly service: number; readonly routes: number }
  /** The fewest since `since`, which starts anew. */
  least(): { readonly service: LowPoint; readonly routes: LowPoint }
  since(): void
  stop(): void
}

interface Slice {
  readonly endpoints?:
    | readonly { readonly addresses: readonly string[]; readonly conditions?: { readonly ready?: boolean } }[]
    | null
}
interface Routes {
  readonly http?: readonly {
    readonly route?: readonly { readonly destination: { readonly host: string }; readonly weight?: number }[]
  }[]
}

const keyOf = ({ kind, metadata }: Live) => `${kind}/${metadata.namespace ?? ''}/${metadata.name}`

/** The Services of a VirtualService that get requests; each of them has to have pods. */
export function servicesOf(virtualService: Live): readonly string[] {
  const { http = [] } = virtualService.spec as Routes
  const hosts = http.flatMap(({ route = [] }) =>
    route.filter(({ weight = 100 }) => weight > 0).map(({ destination }) => destination.host.split('.')[0] ?? ''),
  )
  return [...new Set(hosts)]
}

/** The addresses of a Service that kube-controller-manager calls ready: none that is on its way out. */
export function readyIn(slices: readonly Live[], service: string): number {
  const mine = slices.filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
  const addresses = mine
    .flatMap((slice) => (slice as unknown as Slice).endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready === true)
    .flatMap((endpoint) => endpoint.addresses)
  return new Set(addresses).size
}

/** What a Deployment or Rollout is doing, in a few words. */
function workloadWords({ kind, metadata, spec, status }: Live): Words {
  const { phase, availableReplicas = 0 } = (status ?? {}) as { phase?: string; availableReplicas?: number }
  const { replicas = 1 } = spec as { replicas?: number }
  const parts = [
    `${availableReplicas} of ${replicas} available`,
    phase,
    metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? cause('no-sync-options'),
    metadata.deletionTimestamp === undefined ? undefined : 'being deleted',
  ]
  return say`${kind}: ${joined(parts, ', ')}`
}

/** Watches, at every moment, whether a request to an app would find a pod. */
export function watchEndpoints(test: TestContext, app: StagedApp): EndpointWatch {
  const seen = new Map<string, Live>()
  let kept: { service: LowPoint; routes: LowPoint } | undefined
  const of = (...kinds: readonly string[]) => [...seen.values()].filter(({ kind }) => kinds.includes(kind))
  const workloads = () => joined(of('Deployment', 'Rollout').map(workloadWords))
  const now = () => {
    const slices = of('EndpointSlice')
    const behind = [...new Set(of('VirtualService').flatMap(servicesOf))]
    const service = readyIn(slices, app.name)
    return {
      service,
      routes: Math.min(...behind.map((name) => readyIn(slices, name)), behind.length === 0 ? service : Infinity),
    }
  }
  const look = () => {
    if (kept === undefined) return
    const counts = now()
    const found = workloads()
    const worse = (before: LowPoint, ready: number) =>
      ready < before.ready ? { at: test.recorder.at(), ready, words: found } : before
    kept = { service: worse(kept.service, counts.service), routes: worse(kept.routes, counts.routes) }
  }
  const mine = ({ metadata }: Live) => metadata.labels?.['app.kubernetes.io/name'] === app.name
  const follow = (apiVersion: string, kind: string) =>
    test.kube.watch(
      { apiVersion, kind },
      ({ type, object }) => {
        if (!mine(object)) return
        if (type === 'DELETED') seen.delete(keyOf({ ...object, kind }))
        else seen.set(keyOf({ ...object, kind }), { ...object, kind })
        look()
      },
      { namespace: app.team },
    )
  const stops = [
    follow('discovery.k8s.io/v1', 'EndpointSlice'),
    follow('networking.istio.io/v1', 'VirtualService'),
    follow('apps/v1', 'Deployment'),
    follow('argoproj.io/v1alpha1', 'Rollout'),
  ]
  const since = () => {
    const { service, routes } = now()
    const words = workloads()
    kept = {
      service: { at: test.recorder.at(), ready: service, words },
      routes: { at: test.recorder.at(), ready: routes, words },
    }
  }
  return {
    now,
    least: () => {
      if (kept === undefined) throw new Error('nothing was watched')
      return kept
    },
    since,
    stop: () => stops.forEach((stop) => stop()),
  }
}
