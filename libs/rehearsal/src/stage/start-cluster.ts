import type { KubeObject } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import type { ChartRepository } from '../cluster/chart-repository.ts'
import { appLabel, kinds } from '../cluster/live.ts'
import { coreNodesOf, nodesOf } from '../cluster/nodes.ts'
import type { Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from '../components/kube-apiserver.ts'
import { startControllerManager } from '../components/kube-controller-manager.ts'
import { startScheduler } from '../components/kube-scheduler.ts'
import { startKwok } from '../components/kwok.ts'
import { startMetricsServer } from '../components/metrics-server.ts'
import { pending, poll, seen } from '../pace/poll.ts'
import type { AppCommand } from '../pods/app-command.ts'
import type { ProgramName } from '../programs/programs.ts'
import type { GatewayServer } from '../traffic/ingress-gateway.ts'

export interface ClusterOptions {
  readonly programs: readonly ProgramName[]
  readonly cluster: Cluster
  /** Not loopback; unset without a network namespace. */
  readonly address: string | undefined
  /** The add-ons' charts, synced with the real helm; the first node group is there alone, and no webhook is called. */
  readonly charts?: ChartRepository | undefined
  /** Seconds from placement to readiness. */
  readonly readyAfter?: number
  readonly traffic?: { readonly commands: ReadonlyMap<string, AppCommand>; readonly door: GatewayServer } | undefined
}

/**
 * Starts what makes pods of workloads and places them, and makes the nodes.
 * @returns makes the nodes of the pools, where only the first group was there
 */
export async function startCluster(
  runtime: Runtime,
  api: ApiServer,
  { programs, cluster, address, readyAfter, traffic, charts }: ClusterOptions,
): Promise<() => Promise<void>> {
  let pools = async () => {}
  const has = (name: ProgramName) => programs.includes(name)
  if (has('kube-controller-manager')) await startControllerManager(runtime, api)
  if (has('kube-scheduler')) await startScheduler(runtime, api)
  if (has('kwok')) {
    const at = address ?? '127.0.0.1'
    const options = {
      // Processes have the upper half of the range.
      pods: '10.244.0.0/17',
      address: at,
      usage: has('metrics-server'),
      readyAfter,
      spared: traffic === undefined ? undefined : { label: appLabel, values: [...traffic.commands.keys()] },
    }
    const port = await startKwok(runtime, api, options)
    // Karpenter makes its own nodes.
    const create = async (nodes: readonly KubeObject[]) =>
      void (await Promise.all(nodes.map((node) => api.kube.create(node))))
    if (charts !== undefined) pools = () => create(nodesOf(cluster, at, port))
    if (!has('karpenter'))
      await create(charts === undefined ? nodesOf(cluster, at, port) : coreNodesOf(cluster, at, port))
  }
  if (has('metrics-server')) await startMetricsServer(runtime, api, address)
  // Pods are refused without it.
  const account = { ...kinds.serviceAccount, namespace: 'default', name: 'default' }
  if (!has('kube-controller-manager')) return pools
  const what = 'kube-controller-manager to make the first ServiceAccount'
  await poll(async () => ((await api.kube.get(account)) === undefined ? pending() : seen(undefined)), {
    what,
    within: 60,
  })
  return pools
}
