import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { certify } from '../cluster/certificates.ts'
import type { ChartRepository } from '../cluster/chart-repository.ts'
import { crdsIn, crdsOf, served } from '../cluster/crds.ts'
import { openEgressProxy, type EgressProxy } from '../cluster/egress-proxy.ts'
import type { Kube } from '../cluster/kube.ts'
import { raisePriority } from '../cluster/priority.ts'
import { openRepository, type Repository } from '../cluster/repository.ts'
import type { Runtime } from '../cluster/runtime.ts'
import { startEtcd } from '../components/etcd.ts'
import { startApiServer, type ApiServer } from '../components/kube-apiserver.ts'
import { filesOf, need } from '../programs/needed.ts'
import type { ProgramName } from '../programs/programs.ts'
import { argoCdKinds, karpenterKinds, kedaKinds, rolloutsKinds } from './controller-kinds.ts'
import { restoreEtcdSnapshot } from './etcd-snapshot.ts'
import {
  namePrometheus,
  noControllers,
  registryHostOf,
  sqsHostOf,
  startControllers,
  type ControllerOptions,
  type Controllers,
} from './start-controllers.ts'

/** A cluster with its controllers, and the repository they sync from. */
export interface ControlPlane extends Readonly<Controllers> {
  readonly kube: Kube
  /** With which a scenario starts programs itself. */
  readonly runtime: Runtime
  readonly api: ApiServer
  /** The machine's, in a network namespace where pod addresses are local. */
  readonly address: string | undefined
  readonly repository: Repository
  readonly egress: EgressProxy
  readonly charts: ChartRepository | undefined
  /** Disconnects or connects Prometheus' names. */
  prometheusGone(gone: boolean): void
  stop(): Promise<void>
}

interface ControlPlaneOptions extends ControllerOptions {
  /** CRDs to install, as `group/Kind`, besides those of the controllers. */
  readonly kinds: ReadonlySet<string>
}

/** The CRDs of the controllers that run, and of the objects in the tree. */
function crdsFor({ programs, kinds }: ControlPlaneOptions) {
  const has = (name: ProgramName) => programs.includes(name)
  const ours = [...(has('argocd') ? argoCdKinds : []), ...(has('argo-rollouts') ? rolloutsKinds : [])]
  const scalers = [...(has('keda-operator') ? kedaKinds : []), ...(has('karpenter') ? karpenterKinds : [])]
  return [
    ...crdsOf(filesOf('crds'), new Set([...ours, ...scalers, ...kinds])),
    ...(has('karpenter') ? crdsIn(path.join(filesOf('karpenter'), 'kwok/apis/crds')) : []),
    ...(has('eck') ? crdsIn(path.join(filesOf('eck'), 'config/crds/v1')) : []),
  ]
}

/** etcd with the CRDs in it, the repository, and a proxy for all that lies outside of the cluster. */
async function startBase(runtime: Runtime, options: ControlPlaneOptions, crds: ReturnType<typeof crdsFor>) {
  const { cluster, charts } = options
  const { url, branch } = options.repository
  const folder = path.join(runtime.folder, 'repository')
  mkdirSync(folder, { recursive: true })
  const host = new URL(url)
  const hosts = [host.hostname, registryHostOf(cluster), sqsHostOf(cluster), ...(charts?.hosts ?? [])]
  const kept = path.join(path.dirname(filesOf('crds')), 'seeds')
  const restored = restoreEtcdSnapshot(runtime, { etcd: need('etcd'), apiServer: need('kube-apiserver'), crds, kept })
  const [certificate, repository, etcd] = await Promise.all([
    certify(path.join(runtime.folder, 'outside'), host.hostname, hosts),
    openRepository(folder, url, branch),
    restored.then(() => startEtcd(runtime)),
  ])
  const gitHost = `${host.hostname}:${host.port === '' ? '443' : host.port}`
  const outside = await openEgressProxy({ host: gitHost, certificate, served: repository.served })
  for (const chartHost of charts?.hosts ?? []) outside.secure(chartHost, charts?.port ?? 1)
  const { address } = options
  const api = await startApiServer(runtime, { etcd, address, webhooks: charts === undefined })
  return { api, outside, repository, ca: certificate.ca }
}

/** Starts the control plane and waits until it takes commits. The caller stops it, also after an error. */
export async function startControlPlane(runtime: Runtime, options: ControlPlaneOptions): Promise<ControlPlane> {
  const crds = crdsFor(options)
  const { api, outside, repository, ca } = await startBase(runtime, options, crds)
  const { kube, controllers } = api
  const started = noControllers()
  const stop = async () => {
    started.traffic?.pods.stop()
    kube.close()
    controllers.close()
    started.prometheus?.source.close()
    started.queue?.close()
    started.registry?.close()
    await options.charts?.close()
    await outside.close()
    await runtime.stopAll()
  }
  options.say('kube-apiserver answers')
  try {
    await served(kube, crds)
    await startControllers({ runtime, api, options, outside, ca, started })
    // This process sends the load. Last, because children inherit it.
    if (started.traffic !== undefined) raisePriority(0)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    ...started,
    kube,
    runtime,
    api,
    address: options.address,
    repository,
    egress: outside,
    charts: options.charts,
    prometheusGone: (gone) => namePrometheus(outside, gone ? undefined : started.prometheus?.port),
    stop,
  }
}
