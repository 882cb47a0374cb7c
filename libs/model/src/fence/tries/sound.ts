import { containerDefaults } from '../container-defaults.ts'
import { appScrape, scrapeLimits, scrapeTimes } from '../scrapes.ts'
import { argo, type Ground, istio, makers, monitoring, prometheusUrl as address, type SoundRow } from './ground.ts'

/** Sound objects that the tries are made of: they pass, so each try is refused only for its change. */
export function soundRows(ground: Ground): readonly SoundRow[] {
  const { team, environment, queues } = ground
  const { make, labels, securityContext, container, deployment, rollout, service } = makers(ground)
  const template = { metadata: { labels }, spec: { securityContext, containers: [container()] } }
  const selected = { selector: { matchLabels: labels }, template }
  const rule = { host: `try.${team}.svc.cluster.local` }
  const trigger = (one: object) =>
    make('keda.sh/v1alpha1', 'ScaledObject', { spec: { scaleTargetRef: { name: 'try' }, triggers: [one] } })
  const metrics = [{ name: 'try', interval: '30s', provider: { prometheus: { address, query: 'up' } } }]
  return [
    ['a Deployment', deployment({})],
    [
      'a Deployment with the account of its app',
      deployment(
        { serviceAccountName: 'try', serviceAccount: 'try' },
        {},
        { labels: { 'app.kubernetes.io/instance': 'try' } },
      ),
    ],
    ['a DaemonSet', make('apps/v1', 'DaemonSet', { spec: selected })],
    [
      'a daemon with a little of everything',
      make('apps/v1', 'DaemonSet', {
        spec: {
          ...selected,
          revisionHistoryLimit: 5,
          template: {
            metadata: { labels },
            spec: {
              securityContext,
              containers: [
                container({
                  resources: {
                    requests: { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '1Gi' },
                    limits: { memory: '64Mi', 'ephemeral-storage': '1Gi' },
                  },
                }),
              ],
              volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }],
            },
          },
        },
      }),
    ],
    [
      'the defaults of a namespace',
      make('v1', 'LimitRange', { spec: { limits: JSON.parse(JSON.stringify(containerDefaults)) as object } }),
    ],
    ['a Rollout', rollout({ canary: { steps: [{ setWeight: 10 }, { pause: { duration: '1m' } }] } })],
    [
      'a Deployment with wishes about its nodes',
      deployment(
        {
          nodeSelector: { 'kubernetes.io/arch': 'arm64', 'topology.kubernetes.io/zone': 'eu-west-1a' },
          tolerations: [
            { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 },
          ],
        },
        {
          resources: {
            requests: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1024Mi' },
            limits: { memory: '2Gi', 'ephemeral-storage': '1Gi' },
          },
        },
      ),
    ],
    [
      'a Deployment with metrics of its own',
      deployment({}, {}, { annotations: { 'prometheus.io/path': '/stats', 'prometheus.io/port': '8080' } }),
    ],
    [
      'a way to the mesh and out',
      make('networking.k8s.io/v1', 'NetworkPolicy', {
        spec: {
          podSelector: selected.selector,
          policyTypes: ['Egress'],
          egress: [
            {
              to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } } }],
              ports: [
                { port: 15_012, protocol: 'TCP' },
                { port: 4317, protocol: 'TCP' },
              ],
            },
            { to: [{ podSelector: {} }] },
          ],
        },
      }),
    ],
    ['a Service', service({})],
    [
      'a budget',
      make('policy/v1', 'PodDisruptionBudget', { spec: { maxUnavailable: '25%', selector: selected.selector } }),
    ],
    [
      'a job',
      make('batch/v1', 'Job', {
        spec: { completions: 5, template: { spec: { restartPolicy: 'Never', ...template.spec } } },
      }),
    ],
    ['an account', make('v1', 'ServiceAccount', {})],
    [
      'a small ring',
      make(istio, 'DestinationRule', {
        spec: {
          ...rule,
          trafficPolicy: {
            loadBalancer: { consistentHash: { httpHeaderName: 'x', ringHash: { minimumRingSize: 1024 } } },
            outlierDetection: { interval: '10s' },
            tls: { mode: 'ISTIO_MUTUAL' },
          },
          subsets: [{ name: 'a', labels, trafficPolicy: { loadBalancer: { simple: 'ROUND_ROBIN' } } }],
        },
      }),
    ],
    [
      'a host outside',
      make(istio, 'ServiceEntry', {
        spec: {
          hosts: ['api.example.com'],
          exportTo: ['.'],
          location: 'MESH_EXTERNAL',
          resolution: 'DNS',
          ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
        },
      }),
    ],
    ['callees', make(istio, 'Sidecar', { spec: { egress: [{ hosts: ['./*', 'istio-system/*'] }] } })],
    [
      'an alert',
      make(monitoring, 'PrometheusRule', {
        spec: {
          groups: [
            { name: 'try', interval: '1m', limit: 1000, rules: [{ alert: 'Try', expr: 'up', labels: { team } }] },
          ],
        },
      }),
    ],
    [
      'a monitor',
      make(monitoring, 'PodMonitor', {
        spec: {
          ...scrapeLimits,
          selector: selected.selector,
          podMetricsEndpoints: [
            {
              port: 'http',
              ...scrapeTimes,
              metricRelabelings: [...appScrape.metricRelabelings, { action: 'labeldrop', regex: 'build|commit' }],
            },
          ],
        },
      }),
    ],
    [
      'a queue',
      trigger({
        type: 'aws-sqs-queue',
        metadata: { queueURL: `${queues}try`, awsRegion: 'eu-west-1', queueLength: '5' },
        authenticationRef: { kind: 'ClusterTriggerAuthentication', name: 'aws' },
      }),
    ],
    [
      'a question of KEDA',
      trigger({ type: 'prometheus', metadata: { serverAddress: address, query: 'up', threshold: '1' } }),
    ],
    ['a question of Rollouts', make(argo, 'AnalysisTemplate', { spec: { metrics } })],
    ['an answer', make(argo, 'AnalysisRun', { spec: { metrics } })],
    [
      'a secret',
      make('external-secrets.io/v1', 'ExternalSecret', {
        spec: {
          refreshInterval: '1h0m0s',
          secretStoreRef: { kind: 'ClusterSecretStore', name: `team-${team}` },
          target: {
            name: 'try',
            creationPolicy: 'Owner',
            template: {
              type: 'Opaque',
              metadata: { labels },
              data: { url: 'postgres://{{ .user }}:{{ .password | trim }}@db/{"a": {}}' },
            },
          },
          data: [{ secretKey: 'a', remoteRef: { key: `${environment}/${team}/x`, property: 'b' } }],
        },
      }),
    ],
  ]
}
