import { mkdirSync } from 'node:fs'
import type { KubeObject } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import { argoCdSettings } from '../cluster/argocd-settings.ts'
import { certify } from '../cluster/certificates.ts'
import { crdsIn, crdsOf, served } from '../cluster/crds.ts'
import { openEgressProxy, type EgressProxy } from '../cluster/egress-proxy.ts'
import { karpenterSettings } from '../cluster/karpenter-settings.ts'
import type { Kube } from '../cluster/kube.ts'
import { nodesOf } from '../cluster/nodes.ts'
import { raisePriority } from '../cluster/priority.ts'
import { openRepository, type Repository } from '../cluster/repository.ts'
import { freePort, type Runtime } from '../cluster/runtime.ts'
import { startRollouts } from '../components/argo-rollouts.ts'
import { startArgoCd } from '../components/argocd.ts'
import { startEtcd } from '../components/etcd.ts'
import { startKarpenter, type Machines } from '../components/karpenter.ts'
import { startKeda } from '../components/keda.ts'
import { startApiServer, type ApiServer } from '../components/kube-apiserver.ts'
import { startControllerManager } from '../components/kube-controller-manager.ts'
import { startScheduler } from '../components/kube-scheduler.ts'
import { startKwok } from '../components/kwok.ts'
import { startMetricsServer } from '../components/metrics-server.ts'
import { startPrometheus, type Prometheus } from '../components/prometheus.ts'
import { startRedis } from '../components/redis.ts'
import { startRegistry, type Registry } from '../components/registry.ts'
import { pending, poll, seen } from '../pace/poll.ts'
import type { AppCommand } from '../pods/app-command.ts'
import { appLabel, runPods, type PodProcesses } from '../pods/pod-processes.ts'
import { filesOf, need } from '../programs/needed.ts'
import type { ProgramName } from '../programs/programs.ts'
import { openIngressGateway, type GatewayServer, type IngressGateway } from '../traffic/ingress-gateway.ts'
import { startQueueSource, type QueueSource } from '../traffic/queue-source.ts'
import { argoCdKinds, karpenterKinds, kedaKinds, rolloutsKinds } from './controller-kinds.ts'
import { restoreEtcdSnapshot } from './etcd-snapshot.ts'
import path from 'node:path'

/** What it takes to put proxies beside pods. */
export interface MeshKit {
  readonly runtime: Runtime
  readonly api: ApiServer
  readonly istiod: string
  readonly envoy: string
  /** Whether pods' addresses are this machine's: in a network namespace of its own. */
  readonly isolated: boolean
}

/** What a scenario plays on: a cluster with its controllers, and the repository that they sync from. */
export interface ControlPlane {
  readonly kube: Kube
  readonly kubeconfig: string
  readonly repository: Repository
  readonly egress: EgressProxy
  /** The estate's own registry, by its own name through `outside`; where there is one. */
  readonly registry: Registry | undefined
  /** Where there is one. */
  readonly prometheus: Prometheus | undefined
  /** How long queues are, under SQS' own name; where there is KEDA. */
  readonly queue: QueueSource | undefined
  /** Which machines can be had; where there is Karpenter. */
  readonly machines: Machines | undefined
  /** Whether its names lead nowhere from now on. */
  prometheusGone(gone: boolean): void
  /** Where requests come in, and the pods that answer them; in a scenario with real traffic. */
  readonly traffic: { readonly door: IngressGateway; readonly pods: PodProcesses } | undefined
  /** What a scenario makes a mesh of its own with; where it has one. */
  readonly mesh: MeshKit | undefined
  /** Seconds after which Argo CD looks at an Application again without being told. */
  readonly resync: number
  stop(): Promise<void>
}

export interface ControlPlaneOptions {
  readonly programs: readonly ProgramName[]
  readonly cluster: Cluster
  readonly repository: { readonly url: string; readonly branch: string }
  /** The text of a file of the estate's tree, for the settings that a chart would take from it. */
  readonly file: (path: string) => string | undefined
  /** The kinds whose CRDs are there from the start, as `group/Kind`; those that the controllers need are there anyway. */
  readonly kinds: ReadonlySet<string>
  /** An address of this machine that is not loopback; nothing where there is no namespace of our own. */
  readonly address: string | undefined
  /** A stand-in for `helm`, where charts are synced. */
  readonly helm?: string | undefined
  /** Seconds from a pod's place on a node to its readiness. */
  readonly readyAfter?: number
  /** How the apps are run whose pods are processes, and the Gateway that leads to them. */
  readonly traffic?: { readonly commands: ReadonlyMap<string, AppCommand>; readonly door: GatewayServer } | undefined
  /** Argo CD asks git as often as the estate says, not as often as a rehearsal likes. */
  readonly crowd?: true | undefined
  readonly say: (text: string) => void
}

const namespace = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })

/** Port and names under which an estate finds Prometheus (libs/manifests asks `prometheus-operated.monitoring`). */
const prometheusHosts = ['prometheus-operated.monitoring.svc.cluster.local:9090', 'prometheus-operated.monitoring:9090']

/** Seconds between two looks of Argo CD at git, where the estate's own would make a scenario wait. */
const quickResync = 30

/** Kubernetes' own controllers, and nodes. */
async function startCluster(
  runtime: Runtime,
  api: ApiServer,
  { programs, cluster, address, readyAfter, traffic }: ControlPlaneOptions,
): Promise<void> {
  const has = (name: ProgramName) => programs.includes(name)
  if (has('kube-controller-manager')) await startControllerManager(runtime, need('kube-controller-manager'), api)
  if (has('kube-scheduler')) await startScheduler(runtime, need('kube-scheduler'), api)
  if (has('kwok')) {
    const at = address ?? '127.0.0.1'
    const options = {
      // The upper half of the range is for pods that are processes.
      command: need('kwok'),
      files: filesOf('kwok'),
      pods: '10.244.0.0/17',
      address: at,
      usage: has('metrics-server'),
      readyAfter,
      spared: traffic === undefined ? undefined : { label: appLabel, values: [...traffic.commands.keys()] },
    }
    const port = await startKwok(runtime, api, options)
    // Where Karpenter runs, it makes the nodes.
    if (!has('karpenter')) await Promise.all(nodesOf(cluster, at, port).map((node) => api.kube.create(node)))
  }
  if (has('metrics-server')) await startMetricsServer(runtime, need('metrics-server'), api, address)
  // Pods are refused until their namespace has it.
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'default', name: 'default' }
  if (!has('kube-controller-manager')) return
  const what = 'kube-controller-manager to make the first ServiceAccount'
  await poll(async () => ((await api.kube.get(account)) === undefined ? pending() : seen(undefined)), {
    what,
    within: 60,
  })
}

/**
 * Starts the real control plane and waits until it can take a commit. Whoever calls it stops it, also when this throws: `runtime.stopAll`.
 * @throws with the program's name and its last words
 */
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
  ]
  const [etcdProgram, apiServer] = [need('etcd'), need('kube-apiserver')]
  const planted = restoreEtcdSnapshot(runtime, {
    etcd: etcdProgram,
    apiServer,
    crds,
    kept: path.join(path.dirname(files), 'seeds'),
  })
  const [certificate, repository, etcd] = await Promise.all([
    certify(path.join(runtime.folder, 'outside'), host.hostname, [host.hostname, registryHost, sqsHost]),
    openRepository(repositoryFolder, url, branch),
    planted.then(() => startEtcd(runtime, etcdProgram)),
  ])
  const outside = await openEgressProxy({ host: gitHost, certificate, served: repository.served })
  const api = await startApiServer(runtime, { command: apiServer, etcd, address: options.address })
  const { kube } = api
  let prometheus: Prometheus | undefined
  // Nothing listens at port 1.
  const prometheusGone = (gone: boolean) =>
    prometheusHosts.forEach((name) => outside.name(name, gone ? 1 : (prometheus?.port ?? 1)))
  let registry: Registry | undefined
  let queue: QueueSource | undefined
  let machines: Machines | undefined
  let resync = quickResync
  let traffic: ControlPlane['traffic']
  const stop = async () => {
    traffic?.pods.stop()
    kube.close()
    prometheus?.source.close()
    queue?.close()
    await outside.close()
    await runtime.stopAll()
  }
  say('kube-apiserver answers')
  try {
    await served(kube, crds)
    const parts: Promise<unknown>[] = [startCluster(runtime, api, options)]
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
        startKarpenter(runtime, api, { command: need('karpenter'), cluster, settings }).then(
          (started) => (machines = started),
        ),
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
        }),
      )
    }
    if (has('argo-rollouts')) parts.push(startRollouts(runtime, need('argo-rollouts'), api, outside.proxy))
    if (has('argocd')) {
      await kube.create(namespace('argocd'))
      const application = options.file(`argocd/${cluster.name}/application-argo-cd.yaml`)
      const {
        objects,
        parameters,
        resync: own,
      } = argoCdSettings(filesOf('argocd'), application, { url, proxy: outside.proxy })
      if (options.crowd) resync = own
      await Promise.all(objects.map((object) => kube.create(object)))
      const redis = await startRedis(runtime, need('redis'))
      const argo = startArgoCd(runtime, api, { command: need('argocd'), redis, parameters, helm: options.helm, resync })
      parts.push(argo.then(() => say('Argo CD is ready')))
    }
    if (options.traffic !== undefined && admin !== undefined) {
      const { commands: run, door } = options.traffic
      if (options.address === undefined)
        throw new Error('real traffic needs a network namespace of its own: run as root, or allow `unshare -rn`')
      const pods = runPods({ kube, commands: run, folder: path.join(runtime.folder, 'pods') })
      const commands = { istiod: need('istiod'), envoy: need('envoy') }
      parts.push(
        (async () => {
          traffic = {
            pods,
            door: await openIngressGateway(runtime, { ...commands, api, door, admin, address: options.address ?? '' }),
          }
          say('istiod and Envoy are ready')
        })(),
      )
    }
    await Promise.all(parts)
    // The load is sent from this process. Not before: what it starts inherits that.
    if (traffic !== undefined) raisePriority(0)
  } catch (error) {
    await stop()
    throw error
  }
  const mesh = has('envoy')
    ? { runtime, api, istiod: need('istiod'), envoy: need('envoy'), isolated: options.address !== undefined }
    : undefined
  return {
    kube,
    kubeconfig: api.kubeconfig,
    repository,
    egress: outside,
    registry,
    prometheus,
    prometheusGone,
    queue,
    machines,
    traffic,
    mesh,
    resync,
    stop,
  }
}
