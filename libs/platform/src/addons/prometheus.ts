import type { Cluster } from '@slipway/fleet'
import { monitoringNamespace, storageClass } from '@slipway/manifests'
import { grafanaSecret } from '../components/secrets.ts'
import { alertmanagerSecret } from './alertmanager-secret.ts'
import { grafanaTraces } from '../signals/grafana-traces.ts'
import { remoteWrite, replacedRules } from '../signals/remote-write.ts'
import { grafanaSignOn } from '../sign-on.ts'
import {
  Addon,
  asks,
  onSystemNodes,
  ownNamespace,
  replicas,
  webhookFields,
  type AddAddons,
  type Value,
  type Values,
} from './addon.ts'
import { alertmanagerConfig } from './alertmanager.ts'
import { versions } from './versions.ts'

const volume = (size: string): Value => ({
  volumeClaimTemplate: {
    spec: {
      storageClassName: storageClass,
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: size } },
    },
  },
})

/** By default the chart takes only its own namespace. */
const everything: Values = Object.fromEntries(
  ['podMonitor', 'serviceMonitor', 'rule', 'probe', 'scrapeConfig'].flatMap((kind): [string, Value][] => [
    [`${kind}SelectorNilUsesHelmValues`, false],
    [`${kind}NamespaceSelector`, {}],
  ]),
)

/** On EKS nobody can scrape them. */
const outOfReach = ['kubeControllerManager', 'kubeScheduler', 'kubeEtcd', 'kubeProxy']

/** Samples of one scrape: an app has some thousand; exporters that cover all pods have some hundred for each pod. */
const samples = { each: 50_000, cluster: 1_000_000 } as const

/**
 * One question of anybody, or a rule's: by default it may have 50 million samples at once, which are 840 MB (measured,
 * Prometheus 3.15), and twenty of them more memory than there is. Ten million are 170 MB.
 */
const questions = { maxSamples: 10_000_000, timeout: '1m' } as const

/** Its sidecars look for ConfigMaps with dashboards in all namespaces; the chart's own role reads every Secret, too. */
const dashboardsRole = 'grafana-dashboards'
const dashboardsAlone = {
  rbac: { useExistingClusterRole: dashboardsRole },
  sidecar: { dashboards: { resource: 'configmap' }, datasources: { resource: 'configmap' }, ...asks('10m', '64Mi') },
  extraObjects: [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: dashboardsRole },
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
    },
  ],
} as const

/** How far back Prometheus knows. */
export const metricsKept = ({ quiet }: Pick<Cluster, 'quiet'>): '3d' | '15d' => (quiet ? '3d' : '15d')

/** SYSTEM.md S0-34 to S0-38. */
export const prometheus: AddAddons = (scope, cluster, fleet) => {
  const nodes = onSystemNodes(cluster)
  const podDisruptionBudget = cluster.quiet ? { enabled: false } : { enabled: true, minAvailable: 1 }
  new Addon(scope, 'kube-prometheus-stack', {
    repository: 'https://prometheus-community.github.io/helm-charts',
    version: versions['kube-prometheus-stack'].chart,
    // The node exporter needs the host.
    ...ownNamespace(monitoringNamespace, 'privileged'),
    serverSideApply: true,
    ignoreDifferences: webhookFields,
    relied: [
      ...Object.keys(everything).map((key) => ['prometheus', 'prometheusSpec', key]),
      ['prometheus', 'prometheusSpec', 'externalLabels'],
      ['alertmanager', 'config'],
      ['alertmanager', 'alertmanagerSpec', 'secrets'],
      ['grafana', 'admin'],
      ['grafana', 'grafana.ini', 'auth.generic_oauth'],
    ],
    aws: cluster.quiet || fleet.paging?.sms === false ? [] : [{ serviceAccount: 'kube-prometheus-stack-alertmanager' }],
    values: {
      ...Object.fromEntries(outOfReach.map((name) => [name, { enabled: false }])),
      defaultRules: {
        ...replacedRules(cluster),
        rules: {
          etcd: false,
          kubeControllerManager: false,
          kubeProxy: false,
          kubeSchedulerAlerting: false,
          kubeSchedulerRecording: false,
        },
      },
      prometheusOperator: {
        ...asks('50m', '128Mi'),
        ...nodes,
        admissionWebhooks: { patch: { ...asks('10m', '64Mi'), ...nodes } },
      },
      prometheus: {
        podDisruptionBudget,
        prometheusSpec: {
          ...everything,
          replicas: replicas(cluster),
          externalLabels: { cluster: cluster.name, environment: cluster.environment },
          scrapeInterval: '30s',
          // One runaway target must not take the memory of all; those that grow with the cluster have more below.
          sampleLimit: samples.each,
          query: questions,
          retention: metricsKept(cluster),
          // With room for the write-ahead log.
          retentionSize: cluster.quiet ? '15GB' : '80GB',
          ...remoteWrite(cluster),
          storageSpec: volume(cluster.quiet ? '20Gi' : '100Gi'),
          resources: { requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '8Gi' } },
          ...nodes,
        },
      },
      alertmanager: cluster.quiet
        ? { enabled: false }
        : {
            enabled: true,
            podDisruptionBudget,
            config: alertmanagerConfig(cluster, fleet),
            alertmanagerSpec: {
              replicas: replicas(cluster),
              secrets: [alertmanagerSecret],
              storage: volume('5Gi'),
              ...asks('20m', '64Mi'),
              ...nodes,
            },
          },
      // The chart's would change at each rendering.
      grafana: {
        ...grafanaSignOn(cluster, fleet),
        ...grafanaTraces(cluster),
        admin: { existingSecret: grafanaSecret, userKey: 'admin-user', passwordKey: 'admin-password' },
        ...dashboardsAlone,
        ...asks('100m', '256Mi'),
        ...nodes,
      },
      // Not of Secrets: even their names are nobody's business, and its role would read them.
      'kube-state-metrics': {
        collectorsExclude: ['secrets'],
        // By which the dashboards of cluster and cost tell spot from on-demand.
        metricLabelsAllowlist: ['nodes=[karpenter.sh/capacity-type]'],
        prometheus: { monitor: { sampleLimit: samples.cluster } },
        ...asks('50m', '192Mi'),
        ...nodes,
      },
      kubeApiServer: { serviceMonitor: { sampleLimit: samples.cluster } },
      kubelet: { serviceMonitor: { sampleLimit: samples.cluster } },
      'prometheus-node-exporter': asks('25m', '32Mi'),
    },
  })
}
