import { containerDefaults } from '../container-defaults.ts'
import { argo, type Ground, makers, type Row } from './ground.ts'
import { becomes, inPod, within } from './reason.ts'

/** Fields of a workload outside of its pods that reach nodes, controllers or volumes of others. */
export function triesOfWorkloads(ground: Ground): readonly Row[] {
  const { other, team } = ground
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
  const claimed = (metadata: object, spec: object = {}) =>
    make('apps/v1', 'StatefulSet', {
      spec: {
        ...selected,
        serviceName: 'try',
        volumeClaimTemplates: [{ metadata: { name: 'data', ...metadata }, spec: { ...claim, ...spec } }],
      },
    })
  const canary = (spec: object) => rollout({ canary: spec })
  const claimOfPod = 'volumes[0].ephemeral.volumeClaimTemplate'
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
  /** A volume that a node, or AWS, has already. */
  const found = (name: string, kind: string, more: object): Row => [
    name,
    deployment({ volumes: [{ name: 'v', [kind]: more }] }),
    [inPod(`volumes[0].${kind}`), [[inPod('volumes[0]'), { name: 'v', emptyDir: {} }]]],
  ]
  return [
    ['a daemon that makes every node larger', daemon({}, { cpu: '60' }), inPod('containers[0].resources.requests.cpu')],
    [
      'a daemon with the memory of a node',
      daemon({}, { memory: '200Gi' }),
      inPod('containers[0].resources.requests.memory'),
    ],
    [
      'a daemon of many containers',
      daemon({ containers: Array.from({ length: 5 }, (_, i) => container({ name: `app-${i}` })) }),
      within(inPod('containers'), '[4]'),
    ],
    [
      'a daemon with the disk of a node',
      daemon({}, { 'ephemeral-storage': '1Ti' }),
      inPod('containers[0].resources.requests.ephemeral-storage'),
    ],
    [
      'a daemon with a device',
      daemon({}, { 'nvidia.com/gpu': '1' }, { 'nvidia.com/gpu': '1' }),
      [
        inPod('containers[0].resources.requests."nvidia.com/gpu"'),
        [[inPod('containers[0].resources.requests')], [inPod('containers[0].resources.limits')]],
      ],
    ],
    ['a daemon that asks by its limits', daemon({}, {}, { cpu: '60' }), inPod('containers[0].resources')],
    [
      'a daemon that asks by the limits of a sidecar',
      daemon({ initContainers: [sidecarOfAll] }),
      inPod('initContainers[0].resources'),
    ],
    [
      'a daemon that fills disks',
      daemon({ volumes: [{ name: 'v', emptyDir: {} }] }),
      within(inPod('volumes[0].emptyDir'), '.sizeLimit', '1Gi'),
    ],
    [
      'a daemon with the scratch space of a node',
      daemon({ volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Ti' } }] }),
      within(inPod('volumes[0].emptyDir'), '.sizeLimit', '1Gi'),
    ],
    ['a daemon that asks as a pod', daemon({ resources: { requests: { cpu: '60' } } }), inPod('resources')],
    [
      "a disk that another team left, for the pod's time",
      scratch({ volumeName: 'pvc-1' }),
      inPod(`${claimOfPod}.spec.volumeName`),
    ],
    [
      "a copy of another team's volume, for the pod's time",
      scratch({ dataSourceRef: foreign }),
      [inPod(`${claimOfPod}.spec.dataSourceRef.namespace`), [[inPod(`${claimOfPod}.spec.dataSourceRef`)]]],
    ],
    [
      'a claim that acts as somebody else',
      scratch({}, { annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'bank.example' } }),
      inPod(`${claimOfPod}.metadata.annotations."external-dns.alpha.kubernetes.io/hostname"`),
    ],
    [
      'a disk that another team left, by a template',
      claimed({}, { volumeName: 'pvc-1' }),
      'spec.volumeClaimTemplates[0].spec.volumeName',
    ],
    ['amounts of the pod as a whole', deployment({ resources: { requests: { cpu: '60' } } }), inPod('resources')],
    ['amounts beside the containers', deployment({ overhead: { cpu: '60' } }), inPod('overhead')],
    [
      "defaults by which the team's pods grow",
      make('v1', 'LimitRange', { spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '60' } }] } }),
      becomes('spec.limits', containerDefaults),
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
      becomes('spec.successfulJobsHistoryLimit', 3),
    ],
    [
      'versions that are kept for ever',
      make('apps/v1', 'StatefulSet', { spec: { ...selected, revisionHistoryLimit: 1_000_000 } }),
      becomes('spec.revisionHistoryLimit', 5),
    ],
    ['a daemon on every node', daemon({ tolerations: [{ operator: 'Exists' }] }), inPod('tolerations')],
    [
      "a daemon on the add-ons' nodes",
      daemon({ tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }] }),
      inPod('tolerations'),
    ],
    [
      'a pod that never ends',
      deployment({ terminationGracePeriodSeconds: 1_000_000_000 }),
      becomes(inPod('terminationGracePeriodSeconds'), 60),
    ],
    [
      'a device by a claim',
      deployment({ resourceClaims: [{ name: 'x', resourceClaimName: 'y' }] }),
      inPod('resourceClaims'),
    ],
    found('a disk of AWS by its id', 'awsElasticBlockStore', { volumeID: 'vol-1' }),
    found('a disk of the network', 'fc', { targetWWNs: ['a'], lun: 1 }),
    [
      "another team's name on a pod",
      deployment({}, {}, { labels: { 'app.kubernetes.io/part-of': other } }),
      becomes('spec.template.metadata.labels."app.kubernetes.io/part-of"', team),
    ],
    ['a budget of none', budget({ maxUnavailable: 0 }), becomes({ code: 'pdb-room', at: 'spec.maxUnavailable' }, 1)],
    ['a budget of none, in percent', budget({ maxUnavailable: '00%' }), becomes('spec.maxUnavailable', '25%')],
    [
      'a budget that keeps all',
      budget({ minAvailable: '100%' }),
      ['spec.minAvailable', [['spec.minAvailable'], ['spec.maxUnavailable', 1]]],
    ],
    [
      "a copy of another team's volume",
      claimed({}, { dataSourceRef: foreign }),
      [
        'spec.volumeClaimTemplates[0].spec.dataSourceRef.namespace',
        [['spec.volumeClaimTemplates[0].spec.dataSourceRef']],
      ],
    ],
    [
      'no proxy for the canary',
      canary({ canaryMetadata: { labels: { 'sidecar.istio.io/inject': 'false' } }, steps: [{ setWeight: 10 }] }),
      'spec.strategy.canary.canaryMetadata.labels."sidecar.istio.io/inject"',
    ],
    [
      "the label of another team's caller, for the canary",
      canary({ canaryMetadata: { labels: { 'calls.slipway.dev/ledger': 'true' } }, steps: [{ setWeight: 10 }] }),
      becomes('spec.strategy.canary.canaryMetadata.labels', { role: 'canary' }),
    ],
    [
      "another app's name, for the canary",
      canary({ canaryMetadata: { labels: { 'app.kubernetes.io/part-of': other } }, steps: [{ setWeight: 10 }] }),
      becomes('spec.strategy.canary.canaryMetadata.labels', { role: 'canary' }),
    ],
    [
      'no proxy for the preview',
      rollout({
        blueGreen: {
          activeService: 'try',
          previewMetadata: { annotations: { 'traffic.sidecar.istio.io/excludeOutboundIPRanges': '0.0.0.0/0' } },
        },
      }),
      'spec.strategy.blueGreen.previewMetadata.annotations."traffic.sidecar.istio.io/excludeOutboundIPRanges"',
    ],
    [
      'a page of metrics that is on another host, for the canary',
      canary({
        canaryMetadata: { annotations: { 'prometheus.io/path': '@10.0.0.9:9093/' } },
        steps: [{ setWeight: 10 }],
      }),
      'spec.strategy.canary.canaryMetadata.annotations."prometheus.io/path"',
    ],
    [
      'a claim that nobody can delete, by a template',
      claimed({ finalizers: ['example.com/hold'] }),
      'spec.volumeClaimTemplates[0].metadata.finalizers',
    ],
    [
      'a claim that goes with another object, by a template',
      claimed({ ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'b' }] }),
      'spec.volumeClaimTemplates[0].metadata.ownerReferences',
    ],
    [
      'as many steps as it likes',
      canary({ steps: Array.from({ length: 101 }, (_, i) => ({ setWeight: i === 0 ? 1 : 2 })) }),
      within('spec.strategy.canary.steps', '[100]'),
    ],
    [
      'advice of somebody else for its pods',
      make('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', {
        spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'try' }, recommenders: [{ name: 'x' }] },
      }),
      'spec.recommenders',
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
      'spec.jobTemplate.metadata.annotations."external-dns.alpha.kubernetes.io/hostname"',
    ],
    [
      'a scaler that asks a thousand questions',
      make('autoscaling/v2', 'HorizontalPodAutoscaler', {
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'try' },
          maxReplicas: 2,
          metrics: Array.from({ length: 21 }, () => ({
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
          })),
        },
      }),
      within('spec.metrics', '[20]'),
    ],
    [
      'a plugin of Rollouts',
      canary({ steps: [{ plugin: { name: 'a/b' } }] }),
      ['spec.strategy.canary.steps[0].plugin', [['spec.strategy.canary.steps[0]', { setWeight: 10 }]]],
    ],
    [
      'an experiment',
      canary({ steps: [{ experiment: { templates: [{ name: 'a', specRef: 'stable' }], duration: '1m' } }] }),
      ['spec.strategy.canary.steps[0].experiment', [['spec.strategy.canary.steps[0]', { setWeight: 10 }]]],
    ],
    [
      "the platform's analysis",
      canary({ analysis: { templates: [{ templateName: 'x', clusterScope: true }] } }),
      within('spec.strategy.canary.analysis.templates[0]', '.clusterScope'),
    ],
    [
      'pods of a template that nobody judges',
      make(argo, 'Rollout', {
        spec: {
          selector: { matchLabels: labels },
          workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
          strategy: { canary: {} },
        },
      }),
      ['spec.workloadRef', [['spec.workloadRef'], ['spec.template', { metadata: { labels: labels }, spec: pod }]]],
    ],
    [
      'a token of the API server, by the account',
      make('v1', 'ServiceAccount', { automountServiceAccountToken: true }),
      'automountServiceAccountToken',
    ],
    [
      'a million runs',
      make('batch/v1', 'Job', {
        spec: { completions: 1_000_000, parallelism: 100, template: { spec: { restartPolicy: 'Never', ...pod } } },
      }),
      becomes('spec.completions', 5),
    ],
  ]
}
