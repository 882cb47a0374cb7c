import { monitoringNamespace, storageClass } from '@slipway/manifests'
import { grafanaSecret } from '../components/secrets.ts'
import { alertmanagerSecret } from './alertmanager-secret.ts'
import { grafanaSignOn } from '../sign-on.ts'
import {
  Addon,
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

/** SYSTEM.md S0-34 to S0-38. */
export const prometheus: AddAddons = (scope, cluster, fleet) => {
  const nodes = onSystemNodes(cluster)
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
        rules: {
          etcd: false,
          kubeControllerManager: false,
          kubeProxy: false,
          kubeSchedulerAlerting: false,
          kubeSchedulerRecording: false,
        },
      },
      prometheusOperator: { ...nodes, admissionWebhooks: { patch: { ...nodes } } },
      prometheus: {
        prometheusSpec: {
          ...everything,
          replicas: replicas(cluster),
          externalLabels: { cluster: cluster.name, environment: cluster.environment },
          scrapeInterval: '30s',
          retention: cluster.quiet ? '3d' : '15d',
          // With room for the write-ahead log.
          retentionSize: cluster.quiet ? '15GB' : '80GB',
          storageSpec: volume(cluster.quiet ? '20Gi' : '100Gi'),
          resources: { requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '8Gi' } },
          ...nodes,
        },
      },
      alertmanager: cluster.quiet
        ? { enabled: false }
        : {
            enabled: true,
            config: alertmanagerConfig(cluster, fleet),
            alertmanagerSpec: {
              replicas: replicas(cluster),
              secrets: [alertmanagerSecret],
              storage: volume('5Gi'),
              ...nodes,
            },
          },
      // The chart's would change at each rendering.
      grafana: {
        ...grafanaSignOn(cluster, fleet),
        admin: { existingSecret: grafanaSecret, userKey: 'admin-user', passwordKey: 'admin-password' },
        ...nodes,
      },
      'kube-state-metrics': { ...nodes },
    },
  })
}
