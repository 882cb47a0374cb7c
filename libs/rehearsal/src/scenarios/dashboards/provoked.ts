import { failingRun } from '../../components/kwok.ts'
import { kinds, pending, refOf, seen, type Cluster, type KubeObject, type TestContext } from '../shared/kit.ts'

/** Events that each have to happen once so that their counter exists. */

const namespace = 'default'

/**
 * Fills a node of its own (instance-types.ts: eight processors at most), so that no other budget keeps Karpenter from
 * taking it away.
 */
const wanderer = (capacity: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `wanderer-${capacity}`, namespace },
  spec: {
    nodeSelector: { 'karpenter.sh/capacity-type': capacity, 'slipway.dev/nodes': 'apps' },
    tolerations: [{ operator: 'Exists' }],
    containers: [{ name: 'wanderer', image: 'none', resources: { requests: { cpu: '7', memory: '64Mi' } } }],
  },
})

/** Capacity types of the pools for apps. */
export const capacitiesOf = ({ nodes }: Cluster): readonly string[] => [
  ...new Set(
    nodes.pools.filter(({ system, profile }) => !system && profile === undefined).map(({ capacity }) => capacity),
  ),
]

/** Asks a Prometheus that is nowhere. */
const blind: readonly KubeObject[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'blind', namespace },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'blind' } },
      template: { metadata: { labels: { app: 'blind' } }, spec: { containers: [{ name: 'blind', image: 'none' }] } },
    },
  },
  {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'blind', namespace },
    spec: {
      scaleTargetRef: { name: 'blind' },
      minReplicaCount: 1,
      maxReplicaCount: 2,
      pollingInterval: 1,
      triggers: [
        { type: 'prometheus', metadata: { serverAddress: 'http://127.0.0.1:1', query: 'vector(1)', threshold: '1' } },
      ],
    },
  },
]

/** Its pod ends badly, and it is not tried again. */
const failed: KubeObject = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'failed', namespace },
  spec: {
    backoffLimit: 0,
    template: {
      spec: {
        restartPolicy: 'Never',
        containers: [{ name: 'failed', image: `none@sha256:${failingRun.padEnd(64, '0')}` }],
      },
    },
  },
}

/** A cluster that Envoy refuses: its field must be above zero (config.cluster.v3.Cluster.connect_timeout). */
const refused = (namespace: string): KubeObject => ({
  apiVersion: 'networking.istio.io/v1alpha3',
  kind: 'EnvoyFilter',
  metadata: { name: 'refused', namespace },
  spec: {
    configPatches: [
      {
        applyTo: 'CLUSTER',
        match: { context: 'GATEWAY' },
        patch: { operation: 'ADD', value: { name: 'refused', type: 'STATIC', connect_timeout: '-1s' } },
      },
    ],
  },
})

interface Provoked {
  /** Has Karpenter take away one of the nodes that it made. */
  end(): Promise<void>
}

export async function provoke(test: TestContext): Promise<Provoked> {
  const filter = refused(test.traffic.door.namespace)
  const pods = capacitiesOf(test.cluster).map(wanderer)
  for (const object of [...pods, failed, ...blind, filter]) await test.kube.apply(object)
  const nodes = await test.until('Karpenter to make a node for one more pod of each capacity', async () => {
    const found = await Promise.all(pods.map(async (pod) => (await test.kube.get(refOf(pod)))?.spec?.nodeName))
    const there = found.filter((node) => node !== undefined)
    return there.length < pods.length ? pending(`${there.length} of ${pods.length}`) : seen(there)
  })
  await test.until('istiod to count what the gateway refused', async () =>
    ((await test.ask('sum(pilot_total_xds_rejects)')) ?? 0) > 0 ? seen(undefined) : pending(),
  )
  await test.kube.delete(refOf(filter))
  return {
    end: async () => {
      const [pod, node] = [pods.at(-1), nodes.at(-1)]
      if (pod === undefined || node === undefined) return
      await test.kube.delete(refOf(pod), { graceSeconds: 0 })
      const claims = await test.kube.list(kinds.nodeClaim)
      const claim = claims.find(({ status }) => status?.['nodeName'] === node)
      if (claim === undefined) throw new Error(`${node} is no node of Karpenter's`)
      await test.kube.delete({ ...kinds.nodeClaim, name: claim.metadata.name })
      await test.until(`Karpenter to take ${node} away`, async () =>
        (await test.kube.get({ ...kinds.node, name: node })) === undefined ? seen(undefined) : pending(),
      )
    },
  }
}
