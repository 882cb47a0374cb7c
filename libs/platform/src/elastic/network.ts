import type { Chart } from 'cdk8s'
import type { ElasticCluster } from '@slipway/fleet'
import { gateway, inNamespace, NetworkPolicy } from '@slipway/manifests'
import { dnsPorts, tcp } from '../components/peers.ts'
import { inMonitoring, labelsOf } from '../signals/agent-pod.ts'
import { logCollector } from '../signals/log-config.ts'
import { exporter, podsOf, ports, retentionJob } from './names.ts'

type Labels = Readonly<Record<string, string>>

const pods = (labels: Labels) => ({ podSelector: { matchLabels: { ...labels } } })
const among = (...labels: readonly Labels[]) => labels.map(pods)

/** Allowed connections by label: all pods are in one namespace, in which others run, too. */
export function network(chart: Chart, { by, kibana }: ElasticCluster): void {
  const { elasticsearch, logstash, beat, operator } = podsOf
  const asks = { to: among(elasticsearch), ports: [tcp(ports.http)] }
  const policy = (name: string, labels: Labels, ingress: readonly object[], egress: readonly object[]) =>
    new NetworkPolicy(chart, `network-${name}`, {
      metadata: inMonitoring(name),
      spec: {
        podSelector: { matchLabels: { ...labels } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [...ingress],
        egress: [{ ports: dnsPorts }, ...egress],
      },
    })
  const writers = by === 'beats' ? [logstash] : [labelsOf(logCollector)]
  policy(
    'elasticsearch',
    elasticsearch,
    [
      {
        from: among(...writers, podsOf.kibana, operator, labelsOf(retentionJob), labelsOf(exporter)),
        ports: [tcp(ports.http)],
      },
      { from: among(elasticsearch), ports: [tcp(ports.transport)] },
    ],
    [{ to: among(elasticsearch), ports: [tcp(ports.transport), tcp(ports.http)] }],
  )
  const people = kibana === 'inside' ? [] : [{ from: [inNamespace(gateway.namespace)], ports: [tcp(ports.kibana)] }]
  policy('kibana', podsOf.kibana, people, [asks])
  policy(retentionJob, labelsOf(retentionJob), [], [asks])
  policy(exporter, labelsOf(exporter), [{ from: [{ podSelector: {} }], ports: [tcp(ports.exporter)] }], [asks])
  if (by !== 'beats') return
  policy(
    'logstash',
    logstash,
    [
      { from: among(beat), ports: [tcp(ports.beats)] },
      { from: among(operator), ports: [tcp(ports.logstashApi)] },
    ],
    [asks],
  )
  // Names and labels of pods it asks the API server for, whose address is not known here.
  policy('filebeat', beat, [], [{ to: among(logstash), ports: [tcp(ports.beats)] }, { ports: [tcp(443)] }])
}
