import path from 'node:path'
import { queuesUrl } from '@slipway/fleet'
import { parse } from 'yaml'
import { accessLogOf } from '../cluster/access-log.ts'
import { argoCdSettings } from '../cluster/argocd-settings.ts'
import type { EgressProxy } from '../cluster/egress-proxy.ts'
import { karpenterSettings } from '../cluster/karpenter-settings.ts'
import { namespaceNamed } from '../cluster/live.ts'
import { freePort, type Runtime } from '../cluster/runtime.ts'
import { startRollouts } from '../components/argo-rollouts.ts'
import { startArgoCd } from '../components/argocd.ts'
import { startExporters } from '../components/exporters.ts'
import { startKarpenter, type Machines } from '../components/karpenter.ts'
import { startKeda } from '../components/keda.ts'
import type { ApiServer } from '../components/kube-apiserver.ts'
import { startPrometheus, type Prometheus } from '../components/prometheus.ts'
import { startRedis } from '../components/redis.ts'
import { startRegistry, type Registry } from '../components/registry.ts'
import { runPods, type PodProcesses } from '../pods/pod-processes.ts'
import { filesOf } from '../programs/needed.ts'
import type { ProgramName } from '../programs/programs.ts'
import { leaveSettings } from '../traffic/gateway-leave.ts'
import { openIngressGateway, type IngressGateway } from '../traffic/ingress-gateway.ts'
import { startQueueSource, type QueueSource } from '../traffic/queue-source.ts'
import { startCluster, type ClusterOptions } from './start-cluster.ts'

export interface ControllerOptions extends ClusterOptions {
  readonly repository: { readonly url: string; readonly branch: string }
  readonly file: (path: string) => string | undefined
  /** A script in place of `helm`. */
  readonly helm?: string | undefined
  /** Argo CD's own resync instead of a short one. */
  readonly crowd?: true | undefined
  readonly say: (text: string) => void
}

/** The running controllers. The caller stops them, even if only some could be started. */
export interface Controllers {
  prometheus: Prometheus | undefined
  registry: Registry | undefined
  queue: QueueSource | undefined
  machines: Machines | undefined
  traffic: { readonly door: IngressGateway; readonly pods: PodProcesses } | undefined
  /** The addresses of controllers' and exporters' metrics, by the monitor that finds them in a cluster. */
  readonly metrics: Map<string, number>
  /** Seconds between two looks of Argo CD at an Application. */
  resync: number
  /** Makes the nodes of the pools, where only the first group was there. */
  addPools: () => Promise<void>
}

/** Seconds; the estate's own would make a scenario wait. */
const quickResync = 30

export const noControllers = (): Controllers => ({
  prometheus: undefined,
  registry: undefined,
  queue: undefined,
  machines: undefined,
  traffic: undefined,
  metrics: new Map(),
  resync: quickResync,
  addPools: async () => {},
})

/** The address at which libs/manifests looks for Prometheus. */
const prometheusHosts = ['prometheus-operated.monitoring.svc.cluster.local:9090', 'prometheus-operated.monitoring:9090']

/** Disconnects or connects Prometheus' names. */
export function namePrometheus(outside: EgressProxy, port: number | undefined): void {
  // Port 1 has no listener.
  for (const name of prometheusHosts) outside.name(name, port ?? 1)
}

/** Hosts of the cluster that the egress proxy answers for. */
export const registryHostOf = ({ registry }: ClusterOptions['cluster']): string => registry.split('/')[0] ?? ''
export const sqsHostOf = (cluster: ClusterOptions['cluster']): string => new URL(queuesUrl(cluster)).host

interface Base {
  readonly runtime: Runtime
  readonly api: ApiServer
  readonly options: ControllerOptions
  readonly outside: EgressProxy
  readonly ca: string
  readonly started: Controllers
}

const has = ({ options }: Base, name: ProgramName): boolean => options.programs.includes(name)

const measured =
  ({ started }: Base, monitor: string) =>
  (port: number) =>
    void started.metrics.set(monitor, port)

/** The Application of an add-on in this cluster. */
const application = ({ options: { file, cluster } }: Base, addon: string) =>
  file(`argocd/${cluster.name}/application-${addon}.yaml`)

async function prometheus(base: Base, admin: number | undefined): Promise<void> {
  const { runtime, outside, started } = base
  const targets = admin === undefined ? [] : [admin]
  started.prometheus = await startPrometheus(runtime, targets, has(base, 'keda-operator'))
  namePrometheus(outside, started.prometheus.port)
}

async function registry({ runtime, options, outside, ca, started }: Base): Promise<void> {
  started.registry = await startRegistry(runtime, { proxy: outside.proxy, ca })
  outside.secure(registryHostOf(options.cluster), started.registry.port)
}

async function karpenter(base: Base): Promise<void> {
  const { runtime, api, options, started } = base
  const settings = karpenterSettings(application(base, 'karpenter'))
  started.machines = await startKarpenter(runtime, api, options.cluster, settings)
  measured(base, 'karpenter')(started.machines.metrics)
}

async function keda(base: Base): Promise<void> {
  const { runtime, api, options, outside, ca, started } = base
  const { address, cluster } = options
  started.queue = await startQueueSource()
  outside.secure(sqsHostOf(cluster), started.queue.port)
  const places = { address, proxy: outside.proxy, ca, region: cluster.region }
  measured(base, 'keda')(await startKeda(runtime, api, places))
}

async function argoCd(base: Base): Promise<void> {
  const { runtime, api, options, outside, started } = base
  await api.kube.create(namespaceNamed('argocd'))
  const { objects, parameters, resync } = argoCdSettings(filesOf('argocd'), application(base, 'argo-cd'), {
    url: options.repository.url,
    proxy: outside.proxy,
  })
  if (options.crowd) started.resync = resync
  const registries = options.charts?.secrets(outside.proxy) ?? []
  await Promise.all([...objects, ...registries].map((object) => api.kube.create(object)))
  const redis = await startRedis(runtime)
  const { helm } = options
  const own = { redis, parameters, helm, resync: started.resync }
  measured(base, 'argo-cd')(await startArgoCd(runtime, api, own))
  options.say('Argo CD is ready')
}

async function traffic(base: Base, admin: number): Promise<void> {
  const { runtime, api, options, started } = base
  const { address } = options
  if (options.traffic === undefined) return
  if (address === undefined)
    throw new Error('real traffic needs a network namespace of its own: run as root, or allow `unshare -rn`')
  const { commands, door } = options.traffic
  const compileCache = path.join(path.dirname(filesOf('crds')), 'compile-cache')
  const pods = runPods({ kube: api.kube, commands, folder: path.join(runtime.folder, 'pods'), compileCache })
  const meshConfig = accessLogOf(application(base, 'istiod'))
  const { goodbye: drainSeconds } = leaveSettings(parse(application(base, 'istio-ingress') ?? ''))
  const opened = await openIngressGateway(runtime, { api, door, admin, address, meshConfig, drainSeconds })
  started.traffic = { pods, door: opened }
  measured(base, 'istiod')(opened.istiod.metrics)
  options.say('istiod and Envoy are ready')
}

/** Starts what the scenario needs beside the API server, at once where nothing waits for the other. */
export async function startControllers(base: Base): Promise<void> {
  const { runtime, api, options, outside, started } = base
  const parts: Promise<unknown>[] = [
    startCluster(runtime, api, options).then((addPools) => void (started.addPools = addPools)),
  ]
  const admin = options.traffic === undefined ? undefined : await freePort()
  if (has(base, 'prometheus')) await prometheus(base, admin)
  if (has(base, 'crane')) await registry(base)
  if (has(base, 'karpenter')) parts.push(karpenter(base))
  if (has(base, 'keda-operator')) parts.push(keda(base))
  if (has(base, 'argo-rollouts'))
    parts.push(startRollouts(runtime, api, outside.proxy).then(measured(base, 'argo-rollouts')))
  if (has(base, 'argocd')) parts.push(argoCd(base))
  const stack = application(base, 'kube-prometheus-stack')
  parts.push(startExporters(runtime, api, options.programs, stack, (monitor) => measured(base, monitor)))
  if (admin !== undefined) parts.push(traffic(base, admin))
  await Promise.all(parts)
}
