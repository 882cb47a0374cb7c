import type { Chart } from 'cdk8s'
import type { ITopologySpreadConstraint } from 'kubernetes-models/v1'
import type { Cluster, ElasticCluster, Logging } from '@slipway/fleet'
import { ConfigMap, monitoringNamespace } from '@slipway/manifests'
import { replicas, spreadOver } from '../addons/addon.ts'
import { sumOf } from '../components/collector.ts'
import { Certificate, Issuer } from '../components/kinds.ts'
import { configSum, inMonitoring, labelsOf } from '../signals/agent-pod.ts'
import { volumeOf } from './elasticsearch.ts'
import { Logstash } from './kinds.ts'
import { beatsHost, podsOf, ports, store } from './names.ts'
import { pipelineFiles, pipelineFolder, tlsFolder } from './pipeline.ts'

const config = 'logstash-pipeline'
/** Its certificate is its own authority: Filebeat trusts this one and no other. */
export const shippingTls = 'log-shipping-tls'
const issuer = 'log-shipping'

/**
 * Lines are redacted in Logstash, so on their way there nobody may read them. Neither reads a certificate again while
 * it runs: it is for ten years.
 */
function tls(chart: Chart): void {
  new Issuer(chart, 'shipping-issuer', { metadata: inMonitoring(issuer), spec: { selfSigned: {} } })
  new Certificate(chart, 'shipping-certificate', {
    metadata: inMonitoring(issuer),
    spec: {
      secretName: shippingTls,
      commonName: beatsHost,
      dnsNames: [beatsHost],
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: issuer },
      isCA: true,
      duration: '87600h0m0s',
      // Logstash reads keys in this form alone.
      privateKey: { algorithm: 'RSA', size: 2048, encoding: 'PKCS8', rotationPolicy: 'Always' },
      usages: ['digital signature', 'key encipherment', 'cert sign', 'server auth'],
      revisionHistoryLimit: 1,
    },
  })
}

/** Turns lines into records, without secrets. Records that the store does not take yet wait on the volume. */
export function logstash(chart: Chart, logging: Logging, own: ElasticCluster, cluster: Cluster): void {
  const files = pipelineFiles(logging, cluster)
  tls(chart)
  new ConfigMap(chart, 'pipeline', { metadata: inMonitoring(config), data: files })
  new Logstash(chart, 'logstash', {
    metadata: { name: store, namespace: monitoringNamespace, labels: labelsOf(store) },
    spec: {
      version: own.version,
      count: replicas(cluster),
      elasticsearchRefs: [{ name: store, clusterName: store }],
      config: { 'log.level': 'warn', 'queue.type': 'persisted', 'queue.max_bytes': '4gb' },
      pipelines: [{ 'pipeline.id': 'logs', 'path.config': `${pipelineFolder}/logs.conf` }],
      services: [
        {
          name: 'beats',
          service: {
            spec: { type: 'ClusterIP', ports: [{ name: 'tcp-beats', port: ports.beats, targetPort: ports.beats }] },
          },
        },
      ],
      podTemplate: {
        // A pipeline that is mounted is not read again.
        metadata: { annotations: { [configSum]: sumOf(JSON.stringify(files)) } },
        spec: {
          automountServiceAccountToken: false,
          topologySpreadConstraints: spreadOver(cluster, podsOf.logstash).map(
            (one) => one as unknown as ITopologySpreadConstraint,
          ),
          containers: [
            {
              name: 'logstash',
              env: [{ name: 'LS_JAVA_OPTS', value: '-Xms1g -Xmx1g' }],
              resources: {
                requests: { cpu: cluster.quiet ? '100m' : '500m', memory: '2Gi' },
                limits: { memory: '2Gi' },
              },
              volumeMounts: [
                { name: 'pipeline', mountPath: pipelineFolder, readOnly: true },
                { name: 'tls', mountPath: tlsFolder, readOnly: true },
              ],
            },
          ],
          volumes: [
            { name: 'pipeline', configMap: { name: config } },
            { name: 'tls', secret: { secretName: shippingTls } },
          ],
        },
      },
      volumeClaimTemplates: [volumeOf('logstash-data', '10Gi')],
    },
  })
}
