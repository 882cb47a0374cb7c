import { argo, type Ground, makers, type Row } from './ground.ts'

/** Fields of a workload outside of its pods that reach nodes, controllers or volumes of others. */
export function triesOfWorkloads(ground: Ground): readonly Row[] {
  const { other } = ground
  const { make, labels, securityContext, container, deployment, rollout } = makers(ground)
  const pod = { securityContext, containers: [container()] }
  const selected = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } }
  const daemon = (spec: object, requests: object = {}, limits: object = {}) =>
    make('apps/v1', 'DaemonSet', {
      spec: {
        ...selected,
        template: {
          metadata: { labels },
          spec: { securityContext, containers: [container({ resources: { requests, limits } })], ...spec },
        },
      },
    })
  const sidecarOfAll = container({
    name: 'side',
    restartPolicy: 'Always',
    resources: { limits: { cpu: '60', memory: '200Gi' } },
  })
  const budget = (spec: object) =>
    make('policy/v1', 'PodDisruptionBudget', { spec: { selector: { matchLabels: labels }, ...spec } })
  const claim = { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '1Gi' } } }
  const claimed = (metadata: object) =>
    make('apps/v1', 'StatefulSet', {
      spec: {
        ...selected,
        serviceName: 'try',
        volumeClaimTemplates: [{ metadata: { name: 'data', ...metadata }, spec: claim }],
      },
    })
  const canary = (spec: object) => rollout({ canary: spec })
  const foreign = { apiGroup: '', kind: 'PersistentVolumeClaim', name: 'data-ledger-0', namespace: other }
  const scratch = (spec: object, metadata?: object) =>
    deployment({
      volumes: [
        {
          name: 'v',
          ephemeral: {
            volumeClaimTemplate: { ...(metadata === undefined ? {} : { metadata }), spec: { ...claim, ...spec } },
          },
        },
      ],
    })
  return [
    ['a daemon that makes every node larger', daemon({}, { cpu: '60' })],
    ['a daemon with the memory of a node', daemon({}, { memory: '200Gi' })],
    [
      'a daemon of many containers',
      daemon({ containers: Array.from({ length: 5 }, (_, i) => container({ name: `app-${i}` })) }),
    ],
    ['a daemon with the disk of a node', daemon({}, { 'ephemeral-storage': '1Ti' })],
    ['a daemon with a device', daemon({}, { 'nvidia.com/gpu': '1' }, { 'nvidia.com/gpu': '1' })],
    ['a daemon that asks by its limits', daemon({}, {}, { cpu: '60' })],
    ['a daemon that asks by the limits of a sidecar', daemon({ initContainers: [sidecarOfAll] })],
    ['a daemon that fills disks', daemon({ volumes: [{ name: 'v', emptyDir: {} }] })],
    ['a daemon with the scratch space of a node', daemon({ volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Ti' } }] })],
    ['a daemon that asks as a pod', daemon({ resources: { requests: { cpu: '60' } } })],
    ["a disk that another team left, for the pod's time", scratch({ volumeName: 'pvc-1' })],
    ["a copy of another team's volume, for the pod's time", scratch({ dataSourceRef: foreign })],
    [
      'a claim that acts as somebody else',
      scratch({}, { annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'bank.example' } }),
    ],
    [
      'a disk that another team left, by a template',
      make('apps/v1', 'StatefulSet', {
        spec: {
          ...selected,
          serviceName: 'try',
          volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { ...claim, volumeName: 'pvc-1' } }],
        },
      }),
    ],
    ['amounts of the pod as a whole', deployment({ resources: { requests: { cpu: '60' } } })],
    ['amounts beside the containers', deployment({ overhead: { cpu: '60' } })],
    [
      "defaults by which the team's pods grow",
      make('v1', 'LimitRange', { spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '60' } }] } }),
    ],
    [
      'runs that are kept for ever',
      make('batch/v1', 'CronJob', {
        spec: {
          schedule: '* * * * *',
          successfulJobsHistoryLimit: 1_000_000,
          jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', ...pod } } } },
        },
      }),
    ],
    [
      'versions that are kept for ever',
      make('apps/v1', 'StatefulSet', { spec: { ...selected, revisionHistoryLimit: 1_000_000 } }),
    ],
    ['a daemon on every node', daemon({ tolerations: [{ operator: 'Exists' }] })],
    ["a daemon on the add-ons' nodes", daemon({ tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }] })],
    ['a pod that never ends', deployment({ terminationGracePeriodSeconds: 1_000_000_000 })],
    ['a device by a claim', deployment({ resourceClaims: [{ name: 'x', resourceClaimName: 'y' }] })],
    ['a disk of AWS by its id', deployment({ volumes: [{ name: 'v', awsElasticBlockStore: { volumeID: 'vol-1' } }] })],
    ['a disk of the network', deployment({ volumes: [{ name: 'v', fc: { targetWWNs: ['a'], lun: 1 } }] })],
    ["another team's name on a pod", deployment({}, {}, { labels: { 'app.kubernetes.io/part-of': other } })],
    ['a budget of none', budget({ maxUnavailable: 0 })],
    ['a budget of none, in percent', budget({ maxUnavailable: '00%' })],
    ['a budget that keeps all', budget({ minAvailable: '100%' })],
    [
      "a copy of another team's volume",
      make('apps/v1', 'StatefulSet', {
        spec: {
          ...selected,
          serviceName: 'try',
          volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { ...claim, dataSourceRef: foreign } }],
        },
      }),
    ],
    [
      'no proxy for the canary',
      canary({ canaryMetadata: { labels: { 'sidecar.istio.io/inject': 'false' } }, steps: [{ setWeight: 10 }] }),
    ],
    [
      "the label of another team's caller, for the canary",
      canary({ canaryMetadata: { labels: { 'calls.slipway.dev/ledger': 'true' } }, steps: [{ setWeight: 10 }] }),
    ],
    [
      "another app's name, for the canary",
      canary({ canaryMetadata: { labels: { 'app.kubernetes.io/part-of': other } }, steps: [{ setWeight: 10 }] }),
    ],
    [
      'no proxy for the preview',
      rollout({
        blueGreen: {
          activeService: 'try',
          previewMetadata: { annotations: { 'traffic.sidecar.istio.io/excludeOutboundIPRanges': '0.0.0.0/0' } },
        },
      }),
    ],
    [
      'a page of metrics that is on another host, for the canary',
      canary({
        canaryMetadata: { annotations: { 'prometheus.io/path': '@10.0.0.9:9093/' } },
        steps: [{ setWeight: 10 }],
      }),
    ],
    ['a claim that nobody can delete, by a template', claimed({ finalizers: ['example.com/hold'] })],
    [
      'a claim that goes with another object, by a template',
      claimed({ ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'b' }] }),
    ],
    [
      'as many steps as it likes',
      canary({ steps: Array.from({ length: 101 }, (_, i) => ({ setWeight: i === 0 ? 1 : 2 })) }),
    ],
    [
      'advice of somebody else for its pods',
      make('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', {
        spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'try' }, recommenders: [{ name: 'x' }] },
      }),
    ],
    [
      "jobs of another team's name",
      make('batch/v1', 'CronJob', {
        spec: {
          schedule: '0 3 * * *',
          jobTemplate: {
            metadata: { annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'bank.example' } },
            spec: { template: { spec: { restartPolicy: 'Never', ...pod } } },
          },
        },
      }),
    ],
    ['a plugin of Rollouts', canary({ steps: [{ plugin: { name: 'a/b' } }] })],
    [
      'an experiment',
      canary({ steps: [{ experiment: { templates: [{ name: 'a', specRef: 'stable' }], duration: '1m' } }] }),
    ],
    ["the platform's analysis", canary({ analysis: { templates: [{ templateName: 'x', clusterScope: true }] } })],
    [
      'pods of a template that nobody judges',
      make(argo, 'Rollout', {
        spec: {
          selector: { matchLabels: labels },
          workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
          strategy: { canary: {} },
        },
      }),
    ],
    ['a token of the API server, by the account', make('v1', 'ServiceAccount', { automountServiceAccountToken: true })],
    [
      'a million runs',
      make('batch/v1', 'Job', {
        spec: { completions: 1_000_000, parallelism: 100, template: { spec: { restartPolicy: 'Never', ...pod } } },
      }),
    ],
  ]
}
