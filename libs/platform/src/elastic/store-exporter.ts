import type { Chart } from 'cdk8s'
import { platformTeam, type Cluster } from '@slipway/fleet'
import { Deployment, monitoringNamespace, PodMonitor } from '@slipway/manifests'
import { scrapeTimes } from '@slipway/model'
import { ServiceAccount } from '../components/kinds.ts'
import { inMonitoring, labelsOf, locked } from '../signals/agent-pod.ts'
import { exporterImage } from './images.ts'
import { exporter as name, made, ports, storeAddress } from './names.ts'
import { trustFile, trustMount, trustVolume } from './own-pod.ts'

/** Elasticsearch tells Prometheus nothing by itself; this asks it, as a user who may only look. */
export function storeExporter(chart: Chart, cluster: Cluster): void {
  new ServiceAccount(chart, 'exporter-account', { metadata: inMonitoring(name), automountServiceAccountToken: false })
  new Deployment(chart, 'exporter', {
    metadata: inMonitoring(name),
    spec: {
      replicas: 1,
      selector: { matchLabels: labelsOf(name) },
      template: {
        metadata: { labels: labelsOf(name) },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: false,
          containers: [
            {
              name: 'exporter',
              image: exporterImage(cluster),
              // Without `es.all` it tells of the one node that answered: disks and refusals of the others would go
              // unseen.
              args: [
                `--es.uri=${storeAddress}`,
                `--es.ca=${trustFile}`,
                '--es.all',
                '--es.indices',
                '--es.timeout=20s',
              ],
              env: [
                { name: 'ES_USERNAME', value: made.onlooker.key },
                { name: 'ES_PASSWORD', valueFrom: { secretKeyRef: { ...made.onlooker } } },
              ],
              ports: [{ name: 'metrics', containerPort: ports.exporter }],
              readinessProbe: { httpGet: { path: '/healthz', port: 'metrics' } },
              livenessProbe: { httpGet: { path: '/', port: 'metrics' }, initialDelaySeconds: 30 },
              lifecycle: { preStop: { sleep: { seconds: 2 } } },
              resources: {
                requests: { cpu: '10m', memory: cluster.quiet ? '32Mi' : '64Mi', 'ephemeral-storage': '16Mi' },
                limits: { memory: '128Mi' },
              },
              securityContext: locked(10_001),
              volumeMounts: [trustMount],
            },
          ],
          volumes: [trustVolume],
        },
      },
    },
  })
  new PodMonitor(chart, 'exporter-monitor', {
    metadata: { name, namespace: platformTeam },
    spec: {
      namespaceSelector: { matchNames: [monitoringNamespace] },
      selector: { matchLabels: labelsOf(name) },
      podMetricsEndpoints: [{ portNumber: ports.exporter, path: '/metrics', ...scrapeTimes }],
    },
  })
}
