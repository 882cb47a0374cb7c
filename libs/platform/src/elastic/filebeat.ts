import type { Chart } from 'cdk8s'
import type { Cluster, ElasticCluster } from '@slipway/fleet'
import { monitoringNamespace } from '@slipway/manifests'
import { ServiceAccount } from '../components/kinds.ts'
import { podReader } from '../components/pod-reader.ts'
import { inMonitoring, labelsOf } from '../signals/agent-pod.ts'
import { goesOn, podLogs } from '../signals/log-reading.ts'
import { Beat } from './kinds.ts'
import { beatsHost, filebeat as name, ports, store } from './names.ts'
import { shippingTls } from './logstash.ts'

const trusted = '/etc/log-shipping'

/** Only names and labels of pods, by which it knows an app. */
const pods = {
  host: '${NODE_NAME}',
  default_indexers: { enabled: false },
  default_matchers: { enabled: false },
  indexers: [{ pod_uid: {} }],
  // The pod's uid stands in the path: https://www.elastic.co/docs/reference/beats/filebeat/add-kubernetes-metadata
  matchers: [{ logs_path: { logs_path: `${podLogs}/`, resource_type: 'pod' } }],
  'labels.dedot': true,
  add_resource_metadata: {
    namespace: { enabled: false },
    node: { enabled: false },
    deployment: false,
    cronjob: false,
  },
} as const

/** It must not read its own logs and Logstash's: each line would make another. */
const own = [`${monitoringNamespace}_${name}-`, `${monitoringNamespace}_${store}-ls-`]

/** https://www.elastic.co/docs/reference/beats/filebeat/filebeat-input-filestream */
const filebeatConfig = () => ({
  'filebeat.inputs': [
    {
      type: 'filestream',
      id: 'pods',
      paths: [`${podLogs}/*/*/*.log`],
      'prospector.scanner.exclude_files': own.map((text) => `/${text}`),
      // Rotated files keep their name of the file system, not their own.
      'file_identity.native': {},
      'prospector.scanner.fingerprint.enabled': false,
      ignore_older: '24h',
      clean_inactive: '25h',
      message_max_bytes: 262_144,
      parsers: [
        { container: { stream: 'all', format: 'cri' } },
        {
          multiline: { type: 'pattern', pattern: goesOn, negate: false, match: 'after', max_lines: 500, timeout: '1s' },
        },
      ],
      processors: [{ add_kubernetes_metadata: pods }],
    },
  ],
  // No fields of the node itself are added.
  'output.logstash': {
    hosts: [`${beatsHost}:${ports.beats}`],
    'ssl.certificate_authorities': [`${trusted}/ca.crt`],
    // New pods of Logstash get connections, too.
    ttl: '60s',
    pipelining: 0,
    bulk_max_size: 1024,
  },
  'logging.level': 'warning',
})

/**
 * On each node, also on those that are full or tainted. The kubelet gives its files to root alone, so it is root,
 * without a capability.
 */
export function filebeat(chart: Chart, { version }: ElasticCluster, cluster: Cluster): void {
  new ServiceAccount(chart, `${name}-account`, { metadata: inMonitoring(name) })
  podReader(chart, name, ['pods'])
  new Beat(chart, name, {
    metadata: { name, namespace: monitoringNamespace, labels: labelsOf(name) },
    spec: {
      type: 'filebeat',
      version,
      config: filebeatConfig(),
      daemonSet: {
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
        podTemplate: {
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: true,
            priorityClassName: 'system-node-critical',
            tolerations: [{ operator: 'Exists' }],
            terminationGracePeriodSeconds: 30,
            containers: [
              {
                name: 'filebeat',
                env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
                resources: {
                  requests: { cpu: cluster.quiet ? '20m' : '50m', memory: cluster.quiet ? '96Mi' : '192Mi' },
                  limits: { memory: '512Mi' },
                },
                securityContext: {
                  runAsUser: 0,
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'] },
                  seccompProfile: { type: 'RuntimeDefault' },
                },
                volumeMounts: [
                  { name: 'pod-logs', mountPath: podLogs, readOnly: true },
                  { name: 'trusted', mountPath: trusted, readOnly: true },
                ],
              },
            ],
            volumes: [
              { name: 'pod-logs', hostPath: { path: podLogs, type: 'Directory' } },
              // Its key stays with Logstash.
              { name: 'trusted', secret: { secretName: shippingTls, items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
            ],
          },
        },
      },
    },
  })
}
