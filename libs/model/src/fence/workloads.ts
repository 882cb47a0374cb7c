import {
  any,
  eachName,
  filled,
  having,
  matching,
  not,
  nothing,
  one,
  within,
  type Constraint,
  type Literal,
} from '@slipway/kube'
import { inPod } from './in-pod.ts'
import { objectAnnotations, objectLabels, ownTemplate, templateAnnotations, templateLabels } from './keys-of-team.ts'
import { atMost, inSpec, on } from './on.ts'
import { workloadFields } from './workload-fields.ts'
import { containerDefaults } from './container-defaults.ts'

const statefulSet = inSpec('StatefulSet')
const podDisruptionBudget = inSpec('PodDisruptionBudget')
const rollout = inSpec('Rollout')

const ownSource = { test: nothing, want: "a source in the team's own namespace", hint: 'take it out' }

/** Claims are also made of templates, by controllers, whose own objects nobody judges for what they are called. */
const ofSet = 'volumeClaimTemplates.*'
const ofPod = 'volumes.*.ephemeral.volumeClaimTemplate'
const ownVolume = { test: nothing, want: 'no volume by name: it may be what another team left', hint: 'take it out' }
const claims: readonly Constraint[] = [
  ...['dataSource', 'dataSourceRef'].flatMap((field) => [
    on('PersistentVolumeClaim', `spec.${field}.namespace`, ownSource),
    statefulSet(`${ofSet}.spec.${field}.namespace`, ownSource),
    inPod(`${ofPod}.spec.${field}.namespace`, ownSource),
  ]),
  statefulSet(`${ofSet}.spec.volumeName`, ownVolume),
  inPod(`${ofPod}.spec.volumeName`, ownVolume),
  // The controller copies a template as a whole.
  ...['finalizers', 'ownerReferences'].map((field) =>
    statefulSet(`${ofSet}.metadata.${field}`, {
      test: nothing,
      want: 'none: a claim that cannot be deleted, or goes with what is not its own',
    }),
  ),
  statefulSet(`${ofSet}.metadata.labels`, objectLabels('dashboards')),
  statefulSet(`${ofSet}.metadata.annotations`, objectAnnotations),
  inPod(`${ofPod}.metadata.labels`, objectLabels('dashboards')),
  inPod(`${ofPod}.metadata.annotations`, objectAnnotations),
  // So does that of jobs.
  on('CronJob', 'spec.jobTemplate.metadata.labels', objectLabels('dashboards')),
  on('CronJob', 'spec.jobTemplate.metadata.annotations', objectAnnotations),
]

/** It would write larger requests into pods than their template says, and a daemon is judged by its template. */
const resizers: readonly Constraint[] = [
  on('VerticalPodAutoscaler', 'spec', {
    test: any(
      having({ updatePolicy: having({ updateMode: one('Off') }) }),
      having({ targetRef: having({ kind: not(one('DaemonSet')) }) }),
    ),
    want: 'advice alone for a daemon: every node has to be larger by what it asks for',
    hint: 'write updatePolicy: { updateMode: "Off" }',
  }),
]

const budgets: readonly Constraint[] = [
  podDisruptionBudget('selector', {
    required: true,
    test: any(having({ matchLabels: filled }), having({ matchExpressions: filled })),
    want: 'labels of one app: a budget of all pods holds every node',
    hint: 'select by the labels of the app',
  }),
  podDisruptionBudget('maxUnavailable', {
    told: 'pdb-room',
    test: not(one(0)),
    want: 'at least 1: with none a node can never be drained',
    hint: 'raise it to 1',
  }),
  podDisruptionBudget('maxUnavailable', {
    test: any(within(0, 1_000_000), matching('^0*[1-9][0-9]*%$')),
    want: 'a number of pods, or a share above 0%: with none a node can never be drained',
    hint: 'raise it',
  }),
  podDisruptionBudget('minAvailable', {
    test: any(within(0, 1_000_000), matching('^0*[0-9]{1,2}%$')),
    want: 'a number of pods, or a share below 100%: else a node can never be drained',
    hint: 'write maxUnavailable: 1',
  }),
]

/** Keys of the template that are judged by their value. */
const judgedInTemplate = [
  'traffic.sidecar.istio.io/excludeOutboundIPRanges',
  'traffic.sidecar.istio.io/excludeOutboundPorts',
  'prometheus.io/path',
  'prometheus.io/port',
] as const

/** Metadata that Rollouts lays over the pod template's. */
const laidOver: readonly Constraint[] = (
  [
    ['canary', 'canaryMetadata'],
    ['canary', 'stableMetadata'],
    ['blueGreen', 'activeMetadata'],
    ['blueGreen', 'previewMetadata'],
  ] as const
).flatMap(([strategy, field]): readonly Constraint[] => [
  rollout(`strategy.${strategy}.${field}.labels`, templateLabels),
  // `check` reads the template: there `calls.slipway.dev/` needs a call, and `app.kubernetes.io/` says whose the pods
  // are.
  rollout(`strategy.${strategy}.${field}.labels`, {
    test: eachName(not(matching('^(calls[.]slipway[.]dev|app[.]kubernetes[.]io|batch[.]kubernetes[.]io)/'))),
    want: 'labels by which nobody knows whose the pods are, or whom they call',
    hint: 'write it into the pod template',
  }),
  rollout(`strategy.${strategy}.${field}.annotations`, templateAnnotations),
  ...judgedInTemplate.map(
    (annotation): Constraint => ({
      kinds: ['Rollout'],
      of: 'object',
      path: ['spec', 'strategy', strategy, field, 'annotations', annotation],
      test: nothing,
      want: 'it in the pod template, where Slipway writes it',
      hint: 'take it out',
    }),
  ),
])

const analyses: readonly Constraint[] = [
  'canary.analysis.templates.*',
  'canary.steps.*.analysis.templates.*',
  'blueGreen.prePromotionAnalysis.templates.*',
  'blueGreen.postPromotionAnalysis.templates.*',
].map((path) => rollout(`strategy.${path}`, ownTemplate))

const mostSteps = 100
const rollouts: readonly Constraint[] = [
  ...laidOver,
  ...analyses,
  rollout('strategy.canary.steps', atMost(mostSteps, '', 'one Argo Rollouts goes through those of all teams')),
  ...['virtualService.name', 'virtualServices.*.name', 'destinationRule.name'].map((path) =>
    rollout(`strategy.canary.trafficRouting.istio.${path}`, {
      // `name.namespace` would have the controller change another namespace's routes.
      test: matching('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'),
      want: "a name in the team's own namespace, without a dot or a slash",
      hint: 'name the object alone',
    }),
  ),
]

/** One controller asks for the metrics of all scalers, one after the other. */
const mostMetrics = 20
const scalers: readonly Constraint[] = [
  on(
    'HorizontalPodAutoscaler',
    'spec.metrics',
    atMost(mostMetrics, '', 'one controller asks for those of all teams, every 15 seconds'),
  ),
]

/** Bounds the history that controllers keep, since etcd holds it for everybody. */
const histories: readonly Constraint[] = (
  [
    ...['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'].map((kind) => [kind, 'revisionHistoryLimit'] as const),
    ['CronJob', 'successfulJobsHistoryLimit'],
    ['CronJob', 'failedJobsHistoryLimit'],
    ['Rollout', 'analysis.successfulRunHistoryLimit'],
    ['Rollout', 'analysis.unsuccessfulRunHistoryLimit'],
  ] as const
).map(([kind, field]) =>
  on(kind, `spec.${field}`, {
    test: within(0, 100),
    want: '100 at most: all of the cluster keeps what is left of the past',
    hint: 'lower it, or take it out',
  }),
)

/** Defaults of the namespace are Slipway's: others would make pods larger than their templates say. */
const ranges: readonly Constraint[] = [
  on('LimitRange', 'spec.limits', {
    test: one(containerDefaults as unknown as readonly Literal[]),
    want: "the defaults that Slipway writes: others would make the team's pods larger than what is judged",
    hint: 'take the LimitRange out',
  }),
]

/** Limits on the volumes, runs, budget and release of a workload. */
export const workloadConstraints: readonly Constraint[] = [
  ...workloadFields,
  ...budgets,
  ...claims,
  ...resizers,
  ...rollouts,
  ...scalers,
  ...ranges,
  on('ServiceAccount', 'automountServiceAccountToken', {
    test: one(false),
    want: 'false: no app calls the API server',
    hint: 'take it out, or say false',
  }),
  ...histories,
  ...(
    [
      ['completions', 10_000],
      ['parallelism', 1000],
      ['backoffLimit', 100],
    ] as const
  ).flatMap(([field, most]) => {
    const rest = {
      test: within(0, most),
      want: `${most} at most: each run leaves an object that all of the cluster keeps`,
      hint: 'lower it',
    }
    return [on('Job', `spec.${field}`, rest), on('CronJob', `spec.jobTemplate.spec.${field}`, rest)]
  }),
]
