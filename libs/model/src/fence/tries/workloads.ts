import { containerDefaults } from '../container-defaults.ts'
import { argo, type Ground, makers, type Row } from './ground.ts'
import { becomes, inPod, within } from './reason.ts'

/** Fields of a workload outside of its pods that reach nodes, controllers or volumes of others. */
export function triesOfWorkloads(ground: Ground): readonly Row[] {
  const { other, team } = ground
  const { make, labels, securityContext, container, deployment, rollout } = makers(ground)
  const pod = { securityContext, containers: [container()] }
  const selected = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } }
  const budget = (spec: object) =>
    make('policy/v1', 'PodDisruptionBudget', { spec: { selector: { matchLabels: labels }, ...spec } })
  const canary = (spec: object) => rollout({ canary: spec })
  return [
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
