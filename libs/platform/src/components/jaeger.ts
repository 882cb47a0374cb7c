import type { Chart } from 'cdk8s'
import type { Cluster } from '@slipway/fleet'
import {
  Deployment,
  inNamespace,
  monitoringNamespace,
  otlp,
  PersistentVolumeClaim,
  Service,
  storageClass,
} from '@slipway/manifests'
import { collectorPod, inMonitoring, labelsOf } from '../signals/agent-pod.ts'
import { jaegerConfig, jaegerData, jaegerName, jaegerVersion, queryPort } from '../signals/jaeger-config.ts'
import { traceCollector } from '../signals/trace-config.ts'
import { collectorFrame, configText, sumOf } from './collector.ts'
import { meshNamespace } from './mesh.ts'

const name = jaegerName
const volume = 'traces'

const place = (namespace: string, pod: string) => ({
  ...inNamespace(namespace),
  podSelector: { matchLabels: labelsOf(pod) },
})

/**
 * Traces of a small cluster in one pod. It knows nobody, so the collector alone reaches where it takes traces, and
 * Grafana, at which people sign on, where it is asked.
 */
export function jaeger(chart: Chart, cluster: Cluster): void {
  const text = configText(jaegerConfig(cluster))
  const metadata = inMonitoring(name)
  collectorFrame(chart, {
    name,
    text,
    to: 'nobody',
    from: [
      { ports: [otlp.http], pods: place(meshNamespace, traceCollector) },
      { ports: [queryPort], pods: place(monitoringNamespace, 'grafana') },
    ],
  })
  new Service(chart, `${name}-service`, {
    metadata,
    spec: {
      selector: labelsOf(name),
      ports: [
        { name: 'http-otlp', port: otlp.http, targetPort: otlp.http, appProtocol: 'http' },
        { name: 'http-query', port: queryPort, targetPort: queryPort, appProtocol: 'http' },
      ],
    },
  })
  new PersistentVolumeClaim(chart, `${name}-volume`, {
    metadata,
    spec: {
      storageClassName: storageClass,
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: cluster.quiet ? '5Gi' : '20Gi' } },
    },
  })
  new Deployment(chart, `${name}-pods`, {
    metadata,
    spec: {
      replicas: 1,
      // The volume is of one pod at a time.
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labelsOf(name) },
      template: collectorPod(
        {
          name,
          image: `jaegertracing/jaeger:${jaegerVersion}`,
          sum: sumOf(text),
          memory: { request: cluster.quiet ? '128Mi' : '256Mi', limit: cluster.quiet ? '512Mi' : '1Gi' },
          secrets: {},
          node: undefined,
          claim: { name: volume, claim: name, path: jaegerData },
          more: {},
        },
        cluster,
      ),
    },
  })
}
