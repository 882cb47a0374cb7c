import { tracingOf, type Tracing } from '@slipway/fleet'
import { Deployment, otlp, Service } from '@slipway/manifests'
import { collectorPod, labelsOf } from '../signals/agent-pod.ts'
import { traceCollector, traceConfig } from '../signals/trace-config.ts'
import { collectorFrame, configText, portOf, sumOf } from './collector.ts'
import { jaeger } from './jaeger.ts'
import type { Component } from './component.ts'
import { meshNamespace } from './mesh.ts'

const name = traceCollector

const portsOf = ({ to, address }: Tracing): readonly number[] =>
  to === 'jaeger' ? [otlp.http] : address === undefined ? [] : [portOf(address)]

/**
 * One collector for a cluster's traces, in the mesh's namespace, which every proxy knows. One pod: all spans of a trace
 * have to meet where it is judged. While it is being replaced, spans are lost and requests are not.
 */
export const tracing: Component = (chart, { cluster }) => {
  const to = tracingOf(cluster)
  if (to === undefined) return
  if (to.to === 'jaeger') jaeger(chart, cluster)
  const text = configText(traceConfig(to, cluster))
  const metadata = { name, namespace: meshNamespace, labels: labelsOf(name) }
  collectorFrame(chart, {
    name,
    namespace: meshNamespace,
    text,
    to: portsOf(to),
    aws: to.to === 'xray',
    from: [{ ports: [otlp.grpc, otlp.http] }],
  })
  new Service(chart, `${name}-service`, {
    metadata,
    spec: {
      selector: labelsOf(name),
      ports: [
        { name: 'grpc-otlp', port: otlp.grpc, targetPort: otlp.grpc, appProtocol: 'grpc' },
        { name: 'http-otlp', port: otlp.http, targetPort: otlp.http, appProtocol: 'http' },
      ],
    },
  })
  new Deployment(chart, `${name}-pods`, {
    metadata,
    spec: {
      replicas: 1,
      selector: { matchLabels: labelsOf(name) },
      template: collectorPod(
        {
          name,
          sum: sumOf(text),
          memory: { request: cluster.quiet ? '128Mi' : '512Mi', limit: cluster.quiet ? '256Mi' : '1Gi' },
          secrets: {},
          node: undefined,
          more: {},
        },
        cluster,
      ),
    },
  })
}
