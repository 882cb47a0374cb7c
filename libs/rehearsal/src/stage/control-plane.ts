import { mkdirSync } from 'node:fs'
import type { KubeObject } from '@slipway/core'
import { accessLogOf } from '../cluster/access-log.ts'
import { argoCdSettings } from '../cluster/argocd-settings.ts'
import { certify } from '../cluster/certificates.ts'
import { crdsIn, crdsOf, served } from '../cluster/crds.ts'
import { openEgressProxy, type EgressProxy } from '../cluster/egress-proxy.ts'
import { karpenterSettings } from '../cluster/karpenter-settings.ts'
import type { Kube } from '../cluster/kube.ts'
import type { ChartRepository } from '../cluster/chart-repository.ts'
import { raisePriority } from '../cluster/priority.ts'
import { openRepository, type Repository } from '../cluster/repository.ts'
import { freePort, type Runtime } from '../cluster/runtime.ts'
import { startRollouts } from '../components/argo-rollouts.ts'
import { startArgoCd } from '../components/argocd.ts'
import { startEtcd } from '../components/etcd.ts'
import { startExporters } from '../components/exporters.ts'
import { startKarpenter, type Machines } from '../components/karpenter.ts'
import { startKeda } from '../components/keda.ts'
import { startApiServer, type ApiServer } from '../components/kube-apiserver.ts'
import { startPrometheus, type Prometheus } from '../components/prometheus.ts'
import { startRedis } from '../components/redis.ts'
import { startRegistry, type Registry } from '../components/registry.ts'
import { runPods, type PodProcesses } from '../pods/pod-processes.ts'
import { filesOf, need } from '../programs/needed.ts'
import type { ProgramName } from '../programs/programs.ts'
import { openIngressGateway, type IngressGateway } from '../traffic/ingress-gateway.ts'
import { startQueueSource, type QueueSource } from '../traffic/queue-source.ts'
import { argoCdKinds, karpenterKinds, kedaKinds, rolloutsKinds } from './controller-kinds.ts'
import { restoreEtcdSnapshot } from './etcd-snapshot.ts'
import { startCluster, type ClusterOptions } from './start-cluster.ts'
import path from 'node:path'

/** What a mesh of proxies beside pods needs. */
export interface MeshKit {
  readonly runtime: Runtime
  readonly api: ApiServer
  readonly istiod: string
  readonly envoy: string
  /** In a network namespace, where pod addresses are local. */
  readonly isolated: boolean
}

/** What runs Elastic's operator. */
export interface EckKit {
  readonly runtime: Runtime
  readonly api: ApiServer
  readonly command: string
  /** In a mount namespace, where names can be told to lead here. */
  readonly isolated: boolean
}

/** What enforces NetworkPolicies between pod addresses. */
export interface NetworkKit {
  readonly packetFilter: string
  /** Of the machine. */
  readonly address: string
  /** In a network namespace, where pod addresses are local. */
  readonly isolated: boolean
}

/** What a program of a scenario's own needs. */
export interface OperatorKit {
  readonly runtime: Runtime
  readonly api: ApiServer
}

/** A cluster with its controllers, and the repository they sync from. */
export interface ControlPlane {
  readonly kube: Kube
  readonly kubeconfig: string
  /** As a controller, which admission policies of teams spare. */
  readonly controllers: Kube
  readonly repository: Repository
  readonly egress: EgressProxy
  readonly registry: Registry | undefined
  readonly prometheus: Prometheus | undefined
  /** Where controllers and exporters serve their metrics, by the monitor that finds them in a cluster. */
  readonly metrics: ReadonlyMap<string, number>
  readonly queue: QueueSource | undefined
  readonly machines: Machines | undefined
  /** Disconnects or connects Prometheus' names. */
  prometheusGone(gone: boolean): void
  readonly traffic: { readonly door: IngressGateway; readonly pods: PodProcesses } | undefined
  readonly mesh: MeshKit | undefined
  readonly network: NetworkKit | undefined
  readonly eck: EckKit | undefined
  /** With the Prometheus operator. */
  readonly operator: OperatorKit | undefined
  readonly charts: ChartRepository | undefined
  /** Makes the nodes of the pools, where only the first group was there. */
  addPools(): Promise<void>
  /** Seconds between two looks of Argo CD at an Application. */
  readonly resync: number
  stop(): Promise<void>
}

export interface ControlPlaneOptions extends ClusterOptions {
  readonly repository: { readonly url: string; readonly branch: string }
  readonly file: (path: string) => string | undefined
  /** CRDs to install, as `group/Kind`, besides those of the controllers. */
  readonly kinds: ReadonlySet<string>
  /** A script in place of `helm`. */
  readonly helm?: string | undefined
  /** Argo CD's own resync instead of a short one. */
  readonly crowd?: true | undefined
  readonly say: (text: string) => void
}

const namespace = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })

/** Where libs/manifests looks for Prometheus. */
const prometheusHosts = ['prometheus-operated.monitoring.svc.cluster.local:9090', 'prometheus-operated.monitoring:9090']

/** Seconds; the estate's own would make a scenario wait. */
const quickResync = 30

/** Starts the control plane and waits until it takes commits. The caller stops it, also after an error. */
export async function startControlPlane(runtime: Runtime, options: ControlPlaneOptions): Promise<ControlPlane> {
  const {
    programs,
    cluster,
    repository: { url, branch },
    say,
  } = options
  const has = (name: ProgramName) => programs.includes(name)
  const host = new URL(url)
  const gitHost = `${host.hostname}:${host.port === '' ? '443' : host.port}`
  const registryHost = cluster.registry.split('/')[0] ?? ''
  const sqsHost = `sqs.${cluster.region}.amazonaws.com`
  const repositoryFolder = path.join(runtime.folder, 'repository')
  mkdirSync(repositoryFolder, { recursive: true })
  const files = filesOf('crds')
  const ours = [...(has('argocd') ? argoCdKinds : []), ...(has('argo-rollouts') ? rolloutsKinds : [])]
  const scalers = [...(has('keda-operator') ? kedaKinds : []), ...(has('karpenter') ? karpenterKinds : [])]
  const crds = [
    ...crdsOf(files, new Set([...ours, ...scalers, ...options.kinds])),
    ...(has('karpenter') ? crdsIn(path.join(filesOf('karpenter'), 'kwok/apis/crds')) : []),
    ...(has('eck') ? crdsIn(path.join(filesOf('eck'), 'config/crds/v1')) : []),
  ]
  const [etcdProgram, apiServer] = [need('etcd'), need('kube-apiserver')]
  const planted = restoreEtcdSnapshot(runtime, {
    etcd: etcdProgram,
    apiServer,
    crds,
    kept: path.join(path.dirname(files), 'seeds'),
  })
  const [certificate, repository, etcd] = await Promise.all([
    certify(path.join(runtime.folder, 'outside'), host.hostname, [
      host.hostname,
      registryHost,
      sqsHost,
      ...(options.charts?.hosts ?? []),
    ]),
    openRepository(repositoryFolder, url, branch),
    planted.then(() => startEtcd(runtime, etcdProgram)),
  ])
  const outside = await openEgressProxy({ host: gitHost, certificate, served: repository.served })
  for (const chartHost of options.charts?.hosts ?? []) outside.secure(chartHost, options.charts?.port ?? 1)
  const api = await startApiServer(runtime, {
    command: apiServer,
    etcd,
    address: options.address,
    webhooks: options.charts === undefined,
  })
  const { kube } = api
  let prometheus: Prometheus | undefined
  const metrics = new Map<string, number>()
  const measured = (monitor: string) => (port: number) => void metrics.set(monitor, port)
  // Nothing listens at port 1.
  const prometheusGone = (gone: boolean) =>
    prometheusHosts.forEach((name) => outside.name(name, gone ? 1 : (prometheus?.port ?? 1)))
  let registry: Registry | undefined
  let queue: QueueSource | undefined
  let machines: Machines | undefined
  let resync = quickResync
  let addPools = async () => {}
  let traffic: ControlPlane['traffic']
  const stop = async () => {
    traffic?.pods.stop()
    kube.close()
    api.controllers.close()
    prometheus?.source.close()
    queue?.close()
    registry?.close()
    await options.charts?.close()
    await outside.close()
    await runtime.stopAll()
  }
  say('kube-apiserver answers')
  try {
    await served(kube, crds)
    const parts: Promise<unknown>[] = [startCluster(runtime, api, options).then((pools) => (addPools = pools))]
    const admin = options.traffic === undefined ? undefined : await freePort()
    if (has('prometheus')) {
      prometheus = await startPrometheus(
        runtime,
        need('prometheus'),
        admin === undefined ? [] : [admin],
        has('keda-operator'),
      )
      for (const name of prometheusHosts) outside.name(name, prometheus.port)
    }
    if (has('crane')) {
      registry = await startRegistry(runtime, need('crane'), { proxy: outside.proxy, ca: certificate.ca })
      outside.secure(registryHost, registry.port)
    }
    if (has('karpenter')) {
      const settings = karpenterSettings(options.file(`argocd/${cluster.name}/application-karpenter.yaml`))
      parts.push(
        startKarpenter(runtime, api, { command: need('karpenter'), cluster, settings }).then((started) => {
          machines = started
          metrics.set('karpenter', started.metrics)
        }),
      )
    }
    if (has('keda-operator')) {
      queue = await startQueueSource()
      outside.secure(sqsHost, queue.port)
      parts.push(
        startKeda(runtime, api, {
          operator: need('keda-operator'),
          adapter: need('keda-adapter'),
          address: options.address,
          proxy: outside.proxy,
          ca: certificate.ca,
          region: cluster.region,
        }).then(measured('keda')),
      )
    }
    if (has('argo-rollouts'))
      parts.push(startRollouts(runtime, need('argo-rollouts'), api, outside.proxy).then(measured('argo-rollouts')))
    if (has('argocd')) {
      await kube.create(namespace('argocd'))
      const application = options.file(`argocd/${cluster.name}/application-argo-cd.yaml`)
      const {
        objects,
        parameters,
        resync: own,
      } = argoCdSettings(filesOf('argocd'), application, { url, proxy: outside.proxy })
      if (options.crowd) resync = own
      const registries = options.charts?.secrets(outside.proxy) ?? []
      await Promise.all([...objects, ...registries].map((object) => kube.create(object)))
      const redis = await startRedis(runtime, need('redis'))
      const argo = startArgoCd(runtime, api, { command: need('argocd'), redis, parameters, helm: options.helm, resync })
      parts.push(argo.then(measured('argo-cd')).then(() => say('Argo CD is ready')))
    }
    const stack = options.file(`argocd/${cluster.name}/application-kube-prometheus-stack.yaml`)
    parts.push(startExporters(runtime, api, programs, stack, measured))
    if (options.traffic !== undefined && admin !== undefined) {
      const { commands: run, door } = options.traffic
      if (options.address === undefined)
        throw new Error('real traffic needs a network namespace of its own: run as root, or allow `unshare -rn`')
      const compileCache = path.join(path.dirname(files), 'compile-cache')
      const pods = runPods({ kube, commands: run, folder: path.join(runtime.folder, 'pods'), compileCache })
      const commands = { istiod: need('istiod'), envoy: need('envoy') }
      const meshConfig = accessLogOf(options.file(`argocd/${cluster.name}/application-istiod.yaml`))
      parts.push(
        (async () => {
          traffic = {
            pods,
            door: await openIngressGateway(runtime, {
              ...commands,
              api,
              door,
              admin,
              address: options.address ?? '',
              meshConfig,
            }),
          }
          metrics.set('istiod', traffic.door.istiod.metrics)
          say('istiod and Envoy are ready')
        })(),
      )
    }
    await Promise.all(parts)
    // This process sends the load. Last, because children inherit it.
    if (traffic !== undefined) raisePriority(0)
  } catch (error) {
    await stop()
    throw error
  }
  const mesh = has('envoy')
    ? { runtime, api, istiod: need('istiod'), envoy: need('envoy'), isolated: options.address !== undefined }
    : undefined
  const network = has('packet-filter')
    ? { packetFilter: need('packet-filter'), address: options.address ?? '', isolated: options.address !== undefined }
    : undefined
  const eck = has('eck') ? { runtime, api, command: need('eck'), isolated: options.address !== undefined } : undefined
  return {
    kube,
    kubeconfig: api.kubeconfigs.people,
    controllers: api.controllers,
    repository,
    egress: outside,
    registry,
    prometheus,
    metrics,
    prometheusGone,
    queue,
    machines,
    traffic,
    mesh,
    network,
    eck,
    operator: has('prometheus-operator') ? { runtime, api } : undefined,
    charts: options.charts,
    addPools,
    resync,
    stop,
  }
}
