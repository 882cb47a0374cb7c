import type { Chart } from 'cdk8s'
import type { Cluster, ElasticCluster, Logging } from '@slipway/fleet'
import { ConfigMap, CronJob } from '@slipway/manifests'
import { configSum, inMonitoring, labelsOf, locked } from '../signals/agent-pod.ts'
import { ServiceAccount } from '../components/kinds.ts'
import { sumOf } from '../components/collector.ts'
import { elasticsearchImage } from './images.ts'
import { made, retentionJob as name, storeAddress } from './names.ts'
import { trustFile, trustMount, trustVolume } from './own-pod.ts'

const folder = '/etc/log-retention'

/**
 * The settings over Elasticsearch's own templates of logs (`logs@custom`): how long a stream is kept, by its lifecycle
 * instead of older policies, and one field for all further fields of apps, so that no two of them disagree about a
 * type, or bring a thousand fields. https://www.elastic.co/docs/manage-data/lifecycle/data-stream
 */
const templateOf = ({ retention }: Pick<Logging, 'retention'>, { nodes }: Pick<ElasticCluster, 'nodes'>) => ({
  settings: {
    'index.lifecycle.prefer_ilm': false,
    // One node has no place for a copy.
    'index.number_of_replicas': nodes === 1 ? 0 : 1,
  },
  lifecycle: { enabled: true, data_retention: `${retention}d` },
  mappings: {
    properties: {
      attributes: { type: 'flattened', ignore_above: 4096 },
      status: { type: 'integer' },
      duration_ms: { type: 'double' },
    },
  },
})

/** Existing streams keep the settings that they were made with, so it changes them, too. */
const retentionScript = `set -eu
ask() {
  curl -sS --fail-with-body --max-time 30 --cacert ${trustFile} -u "elastic:$PASSWORD" -H 'content-type: application/json' -X PUT "$STORE/$1" --data-binary "@$2"
  echo
}
ask '_component_template/logs@custom' ${folder}/template.json
ask 'logs-*/_settings?allow_no_indices=true' ${folder}/settings.json
ask '_data_stream/logs-*/_lifecycle' ${folder}/lifecycle.json
`

const json = (value: object): string => `${JSON.stringify(value, null, 1)}\n`

/** Elasticsearch takes such settings only by its HTTP API, so a CronJob sends them from git each hour. */
export function retention(chart: Chart, logging: Logging, own: ElasticCluster, cluster: Cluster): void {
  const template = templateOf(logging, own)
  const data = {
    'template.json': json({ template }),
    'settings.json': json(template.settings),
    'lifecycle.json': json({ data_retention: template.lifecycle.data_retention }),
    'tell.sh': retentionScript,
  }
  new ServiceAccount(chart, 'retention-account', { metadata: inMonitoring(name), automountServiceAccountToken: false })
  new ConfigMap(chart, 'retention-settings', { metadata: inMonitoring(name), data })
  new CronJob(chart, 'retention', {
    metadata: inMonitoring(name),
    spec: {
      schedule: '7 * * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 2,
      jobTemplate: {
        spec: {
          backoffLimit: 2,
          ttlSecondsAfterFinished: 86_400,
          activeDeadlineSeconds: 600,
          template: {
            metadata: { labels: labelsOf(name), annotations: { [configSum]: sumOf(JSON.stringify(data)) } },
            spec: {
              restartPolicy: 'Never',
              serviceAccountName: name,
              automountServiceAccountToken: false,
              containers: [
                {
                  name: 'tell',
                  // It is on the nodes already, and has curl.
                  image: elasticsearchImage(cluster, own.version),
                  command: ['sh', `${folder}/tell.sh`],
                  env: [
                    { name: 'STORE', value: storeAddress },
                    { name: 'PASSWORD', valueFrom: { secretKeyRef: { ...made.admin } } },
                  ],
                  resources: {
                    requests: { cpu: '10m', memory: cluster.quiet ? '32Mi' : '64Mi', 'ephemeral-storage': '16Mi' },
                    limits: { memory: '128Mi' },
                  },
                  securityContext: locked(1000),
                  volumeMounts: [{ name: 'settings', mountPath: folder, readOnly: true }, trustMount],
                },
              ],
              volumes: [{ name: 'settings', configMap: { name } }, trustVolume],
            },
          },
        },
      },
    },
  })
}
