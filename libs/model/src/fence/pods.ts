import { any, type Constraint, each, filled, having, matching, not, nothing, one, oneOfList } from '@slipway/kube'
import { podIdentity } from './team-lists.ts'

/** Kinds that make pods, and pods that somebody makes by hand. */
export const podKinds = [
  'Pod',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Rollout',
] as const

type Rest = Pick<Constraint, 'test' | 'want' | 'hint'> & Partial<Pick<Constraint, 'kinds' | 'required' | 'told'>>

const inTemplate = (path: string, { kinds = podKinds, ...rest }: Rest): Constraint => ({
  kinds,
  of: 'template',
  path: path.split('.'),
  ...rest,
})
const inPod = (path: string, rest: Rest): Constraint => inTemplate(`spec.${path}`, rest)
const inContainers = (path: string, rest: Rest): readonly Constraint[] =>
  ['containers', 'initContainers'].map((list) => inPod(`${list}.*.${path}`, rest))

/** The proxy's own user: the mesh neither sees nor judges what it sends. */
const proxyUser = [1337]
const mayField = (list: string) => `teams.<team>.may.${list} in fleet/fleet.ts`

const security: readonly Constraint[] = ['hostNetwork', 'hostPID', 'hostIPC'].map((field) =>
  inPod(field, { test: one(false), want: "no namespace of the node's", hint: 'take it out', told: 'pod-security' }),
)

const users: readonly Constraint[] = ['runAsUser', 'runAsGroup'].flatMap((field) => {
  const rest = {
    test: not(one(...proxyUser)),
    want: "another user than the mesh's own, 1337: its traffic would pass no policy",
    hint: 'take a user of 10000 or more',
  }
  return [inPod(`securityContext.${field}`, rest), ...inContainers(`securityContext.${field}`, rest)]
})

const affinity: readonly Constraint[] = ['podAffinity', 'podAntiAffinity'].flatMap((field) => {
  const rest = {
    test: nothing,
    want: "the team's own pods alone: to be apart from others' keeps others off the node",
    hint: 'take it out',
  }
  return ['namespaces', 'namespaceSelector'].flatMap((which) => [
    inPod(`affinity.${field}.requiredDuringSchedulingIgnoredDuringExecution.*.${which}`, rest),
    inPod(`affinity.${field}.preferredDuringSchedulingIgnoredDuringExecution.*.podAffinityTerm.${which}`, rest),
  ])
})

const volumes: readonly Constraint[] = [
  ...['hostPath', 'csi', 'nfs', 'iscsi'].map((type) =>
    inPod(`volumes.*.${type}`, {
      test: nothing,
      want: 'no storage of the node or the network: a claim, a ConfigMap, a Secret or scratch space',
      hint: 'take the volume out, or claim one by a PersistentVolumeClaim',
      ...(type === 'csi' ? {} : { told: 'pod-security' }),
    }),
  ),
  inPod('volumes.*.projected.sources.*.serviceAccountToken', {
    test: nothing,
    want: 'no token of the API server',
    hint: 'take it out; an AWS identity comes by EKS Pod Identity, without a token in git',
  }),
  inPod('volumes.*.image.reference', imageOf()),
]

function imageOf(): Rest {
  return {
    test: { is: 'starting', with: { list: 'registries' } },
    want: "an image of the cluster's registry, or of one that the team may use",
    hint: `push it there, or add its registry to ${mayField('registries')}`,
  }
}

/** What no pod of a team may ask of the node, the scheduler or the mesh. */
export const podConstraints: readonly Constraint[] = [
  ...security,
  ...users,
  ...affinity,
  ...volumes,
  ...inContainers('image', imageOf()),
  ...inContainers('securityContext.privileged', {
    test: one(false),
    want: 'no privileges',
    hint: 'take it out',
    told: 'pod-security',
  }),
  ...inContainers('ports.*.hostPort', {
    test: one(0),
    want: 'no port of the node',
    hint: 'take it out',
    told: 'pod-security',
  }),
  ...inContainers('name', {
    kinds: podKinds.filter((kind) => kind !== 'Pod'),
    test: not({ is: 'starting', with: ['istio-'] }),
    want: 'a name that does not begin with "istio-": such a container would be merged into the proxy',
    hint: 'rename the container',
  }),
  inPod('automountServiceAccountToken', {
    test: one(false),
    want: 'false: no app calls the API server',
    hint: 'take it out, or say false',
  }),
  inPod('priorityClassName', {
    test: oneOfList('priorities'),
    want: 'no priority over pods of others, or a PriorityClass that the team may use',
    hint: `take it out, or add it to ${mayField('priorities')}`,
  }),
  inPod('tolerations', {
    kinds: podKinds.filter((kind) => kind !== 'DaemonSet'),
    test: each(having({ key: any(oneOfList('tolerations'), { is: 'starting', with: ['node.kubernetes.io/'] }) })),
    want: 'only taints that the team may tolerate, each by its key',
    hint: `take the others out, or add the key to ${mayField('tolerations')}; a daemon may be on every node`,
  }),
  ...['nodeName', 'runtimeClassName'].map((field) =>
    inPod(field, { test: nothing, want: 'nothing: the scheduler chooses', hint: 'take it out' }),
  ),
  inPod('schedulerName', { test: one('default-scheduler'), want: "Kubernetes' own scheduler", hint: 'take it out' }),
  inTemplate('metadata.labels', {
    test: { is: 'keys', of: { list: 'labels' }, plain: true, never: ['grafana_', 'istio'] },
    want: 'labels without a domain, or of a domain that the team may use',
    hint: `take it out, or add it to ${mayField('labels')}`,
  }),
  inTemplate('metadata.annotations', {
    test: { is: 'keys', of: { list: 'templateAnnotations' }, plain: true },
    want: 'annotations that neither change the proxy nor leave the mesh',
    hint: `take it out, or add it to ${mayField('annotations')}`,
  }),
  inTemplate('metadata.annotations.traffic_sidecar_excludeOutboundIPRanges', {
    test: one(podIdentity),
    want: `"${podIdentity}" alone: all else goes through the proxy`,
    hint: 'take the range out, and name the host in `calls`',
  }),
].map((constraint) => ({
  ...constraint,
  path: constraint.path.map((step) =>
    step === 'traffic_sidecar_excludeOutboundIPRanges' ? 'traffic.sidecar.istio.io/excludeOutboundIPRanges' : step,
  ),
}))

/** Kinds other than pods of what a workload may ask of its volumes, its scaler and its budget. */
export const workloadConstraints: readonly Constraint[] = [
  {
    kinds: ['PodDisruptionBudget'],
    of: 'object',
    path: ['spec', 'selector'],
    required: true,
    test: any(having({ matchLabels: filled }), having({ matchExpressions: filled })),
    want: 'labels of one app: a budget of all pods holds every node',
    hint: 'select by the labels of the app',
  },
  {
    kinds: ['PodDisruptionBudget'],
    of: 'object',
    path: ['spec', 'maxUnavailable'],
    told: 'pdb-room',
    test: not(one(0, '0', '0%')),
    want: 'at least 1: with none a node can never be drained',
    hint: 'raise it to 1',
  },
  {
    kinds: ['PodDisruptionBudget'],
    of: 'object',
    path: ['spec', 'minAvailable'],
    told: 'pdb-room',
    test: not(one('100%')),
    want: 'less than all: else a node can never be drained',
    hint: 'write maxUnavailable: 1',
  },
  ...['dataSource', 'dataSourceRef'].map(
    (field): Constraint => ({
      kinds: ['PersistentVolumeClaim'],
      of: 'object',
      path: ['spec', field, 'namespace'],
      test: nothing,
      want: "a source in the team's own namespace",
      hint: 'take it out',
    }),
  ),
  {
    kinds: ['Rollout'],
    of: 'object',
    path: ['spec', 'strategy', 'canary', 'trafficRouting'],
    test: { is: 'keys', of: ['istio', 'managedRoutes'] },
    want: "Istio's routes alone",
    hint: 'take the others out',
  },
  ...[
    ['virtualService', 'name'],
    ['virtualServices', '*', 'name'],
    ['destinationRule', 'name'],
  ].map(
    (path): Constraint => ({
      kinds: ['Rollout'],
      of: 'object',
      path: ['spec', 'strategy', 'canary', 'trafficRouting', 'istio', ...path],
      // `name.namespace` would have the controller change another namespace's routes.
      test: matching('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'),
      want: "a name in the team's own namespace, without a dot or a slash",
      hint: 'name the object alone',
    }),
  ),
]
