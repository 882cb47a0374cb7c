import { cause, joined, say, type Live, type Said, type StagedApp, type TestContext, type Words } from './kit.ts'
import { appOf, kinds } from '../../cluster/live.ts'

interface LowPoint {
  readonly at: number
  readonly ready: number
  readonly words: Said
}

export interface EndpointWatch {
  now(): { readonly service: number; readonly routes: number }
  least(): { readonly service: LowPoint; readonly routes: LowPoint }
  since(): void
}

interface Slice {
  readonly endpoints?:
    | readonly { readonly addresses: readonly string[]; readonly conditions?: { readonly ready?: boolean } }[]
    | null
}

const keyOf = ({ kind, metadata }: Live) => `${kind}/${metadata.namespace ?? ''}/${metadata.name}`

export function servicesOf(virtualService: Live): readonly string[] {
  const { http = [] } = virtualService.spec ?? {}
  const hosts = http.flatMap(({ route = [] }) =>
    route.filter(({ weight = 100 }) => weight > 0).map(({ destination }) => destination.host.split('.')[0] ?? ''),
  )
  return [...new Set(hosts)]
}

export function readyIn(slices: readonly Live[], service: string): number {
  const mine = slices.filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
  const addresses = mine
    .flatMap((slice) => (slice as unknown as Slice).endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready === true)
    .flatMap((endpoint) => endpoint.addresses)
  return new Set(addresses).size
}

function workloadWords({ kind, metadata, spec, status }: Live): Words {
  const parts = [
    `${status?.availableReplicas ?? 0} of ${spec?.replicas ?? 1} available`,
    status?.phase,
    metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? cause('no-sync-options'),
    metadata.deletionTimestamp === undefined ? undefined : 'being deleted',
  ]
  return say`${kind}: ${joined(parts, ', ')}`
}

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
  for (const kind of [kinds.endpointSlice, kinds.virtualService, kinds.deployment, kinds.rollout])
    test.onEnd(
      test.kube.watch(
        kind,
        ({ type, object }) => {
          if (appOf(object) !== app.name) return
          const one = { ...object, ...kind }
          if (type === 'DELETED') seen.delete(keyOf(one))
          else seen.set(keyOf(one), one)
          look()
        },
        { namespace: app.team },
      ),
    )
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
  }
}
