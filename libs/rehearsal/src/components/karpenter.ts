import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Cluster } from '@slipway/fleet'
import { instanceTypes, type Offering } from '../cluster/instance-types.ts'
import type { Kube } from '../cluster/kube.ts'
import { freePort, local, type Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'
import { kinds } from '../cluster/live.ts'

/** Seconds that Karpenter collects waiting pods, at most; by default 10. */
export const batch = 3

/** KWOK's provider does not say where metrics-server finds a node's numbers. */
function tellMetricsServer(kube: Kube): void {
  kube.watch(kinds.node, ({ type, object }) => {
    const { name, annotations = {} } = object.metadata
    const key = 'metrics.k8s.io/resource-metrics-path'
    if (type === 'DELETED' || annotations[key] !== undefined) return
    const path = `/metrics/nodes/${name}/metrics/resource`
    void kube.patch({ ...kinds.node, name }, { metadata: { annotations: { [key]: path } } }).catch(() => undefined)
  })
}

export interface Machines {
  /** The port of Karpenter's metrics. */
  readonly metrics: number
  /** Limits what is available. Restarts Karpenter, whose KWOK provider reads this only at its start. */
  offer(there: (offering: Offering) => boolean): Promise<void>
}

/** Karpenter's core with its KWOK provider. */
export async function startKarpenter(
  runtime: Runtime,
  api: ApiServer,
  cluster: Cluster,
  settings: Readonly<Record<string, string>>,
): Promise<Machines> {
  const types = path.join(runtime.place('karpenter'), 'instance-types.json')
  const metrics = await freePort()
  const begin = async (there?: (offering: Offering) => boolean) => {
    writeFileSync(types, JSON.stringify(instanceTypes(cluster, there)))
    const health = await freePort()
    const what = {
      program: 'karpenter' as const,
      args: [],
      env: {
        KUBECONFIG: api.kubeconfig,
        SYSTEM_NAMESPACE: 'kube-system',
        DISABLE_LEADER_ELECTION: 'true',
        METRICS_PORT: String(metrics),
        HEALTH_PROBE_PORT: String(health),
        INSTANCE_TYPES_FILE_PATH: types,
        BATCH_IDLE_DURATION: '1s',
        BATCH_MAX_DURATION: `${batch}s`,
        KUBE_CLIENT_QPS: '500',
        KUBE_CLIENT_BURST: '1000',
        ...settings,
      },
    }
    return runtime.serve(what, `http://${local(health)}/healthz`)
  }
  tellMetricsServer(api.kube)
  let running = await begin()
  return {
    metrics,
    offer: async (there) => {
      await running.stop()
      running = await begin(there)
    },
  }
}
