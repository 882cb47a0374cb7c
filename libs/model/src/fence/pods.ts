import {
  type Constraint,
  each,
  having,
  keys,
  matching,
  not,
  nothing,
  one,
  oneOfList,
  same,
  starting,
  within,
} from '@slipway/kube'
import { amountConstraints } from './amounts.ts'
import { placeConstraints } from './places.ts'
import { podIdentity } from './team-lists.ts'
import { daemonConstraints } from './daemons.ts'
import { inContainers, inPod, inTemplate, type Rest, templateKinds } from './in-pod.ts'
import { mayField, templateAnnotations, templateLabels } from './keys-of-team.ts'

/** The highest user and group of Linux; the next one means none. */
const highestId = 4_294_967_294

/** The proxy's own user: the mesh neither sees nor judges what it sends. */
const proxyUser = [1337]

const security: readonly Constraint[] = ['hostNetwork', 'hostPID', 'hostIPC'].map((field) =>
  inPod(field, { test: one(false), want: "no namespace of the node's", hint: 'take it out', told: 'pod-security' }),
)

const shared = inPod('shareProcessNamespace', {
  test: one(false),
  want: "processes of their own: else a container reads the proxy's key",
  hint: 'take it out',
})

const another = {
  test: not(one(...proxyUser)),
  want: "another user than the mesh's own, 1337: its traffic would pass no policy",
  hint: 'take a user of 10000 or more',
} satisfies Rest

const users: readonly Constraint[] = ['runAsUser', 'runAsGroup'].flatMap((field) => [
  inPod(`securityContext.${field}`, another),
  ...inContainers(`securityContext.${field}`, another),
])

const groups: readonly Constraint[] = [
  inPod('securityContext.fsGroup', another),
  inPod('securityContext.supplementalGroups', { ...another, test: each(another.test) }),
]

/** Without both the image says them: its USER, and the group of that user in its /etc/passwd, may be the proxy's. */
const explicit = inPod('securityContext', {
  required: true,
  test: having({ runAsUser: within(1, highestId), runAsGroup: within(0, highestId) }),
  want: "runAsUser and runAsGroup: without them an image could take the mesh's own, 1337, and pass no policy",
  hint: 'write runAsUser: 10001 and runAsGroup: 10001',
})

/** Each with a constraint of its own, which names it. */
const told = ['hostPath', 'csi', 'nfs', 'iscsi']
const volumes: readonly Constraint[] = [
  ...told.map((type) =>
    inPod(`volumes.*.${type}`, {
      test: nothing,
      want: 'no storage of the node or the network: a claim, a ConfigMap, a Secret or scratch space',
      hint: 'take the volume out, or claim one by a PersistentVolumeClaim',
      ...(type === 'csi' ? {} : { told: 'pod-security' }),
    }),
  ),
  inPod('volumes.*', {
    test: keys(
      'name',
      'configMap',
      'secret',
      'emptyDir',
      'persistentVolumeClaim',
      'projected',
      'downwardAPI',
      'ephemeral',
      'image',
      ...told,
    ),
    want: 'a claim, a ConfigMap, a Secret, scratch space, or what is made of those',
    hint: 'take the volume out, or claim one by a PersistentVolumeClaim',
  }),
  inPod('volumes.*.projected.sources.*.serviceAccountToken', {
    test: nothing,
    want: 'no token of the API server',
    hint: 'take it out; an AWS identity comes by EKS Pod Identity, without a token in git',
  }),
  // Also certificates of pods, with which one is signed in at the API server.
  inPod('volumes.*.projected.sources.*', {
    test: keys('secret', 'configMap', 'downwardAPI', 'serviceAccountToken'),
    want: 'a ConfigMap, a Secret, or what the pod knows of itself',
    hint: 'take the source out',
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

const notProxy: Rest = {
  test: not({ is: 'starting', with: ['istio-'] }),
  want: 'a name that does not begin with "istio-": such a container would be merged into the proxy',
  hint: 'rename the container',
}

/** As long as Karpenter waits for a node's last pods. */
const longestGrace = 7200

/** Steps whose names have dots or slashes. */
const inFull: Readonly<Record<string, string>> = {
  excluded: 'traffic.sidecar.istio.io/excludeOutboundIPRanges',
  'excluded-ports': 'traffic.sidecar.istio.io/excludeOutboundPorts',
  'part-of': 'app.kubernetes.io/part-of',
  'metrics-path': 'prometheus.io/path',
  'metrics-port': 'prometheus.io/port',
}

/** MySQL, PostgreSQL and Valkey, each list as Slipway writes it; the NetworkPolicy says where to. */
const storePortLists = ['3306', '3306,5432', '3306,5432,6379', '3306,6379', '5432', '5432,6379', '6379']

/** Requests to the node, the scheduler or the mesh that no pod of a team may make. */
export const podConstraints: readonly Constraint[] = [
  ...security,
  shared,
  ...users,
  ...groups,
  explicit,
  ...placeConstraints,
  ...amountConstraints,
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
  ...inContainers('name', { kinds: templateKinds, ...notProxy }),
  // In a cluster it has one by then, which the mesh has added.
  ...inContainers('name', { kinds: ['Pod'], ...notProxy }).map((one): Constraint => ({ ...one, inTreeOnly: true })),
  // Controllers give them to each pod (pkg/controller/controller_utils.go, GetPodFromTemplate).
  inTemplate('metadata.finalizers', {
    kinds: templateKinds,
    test: nothing,
    want: 'none: pods that cannot be deleted pile up, for all of the cluster to keep',
    hint: 'take it out',
  }),
  inPod('automountServiceAccountToken', {
    test: one(false),
    want: 'false: no app calls the API server',
    hint: 'take it out, or say false',
  }),
  ...['serviceAccountName', 'serviceAccount'].map((field) =>
    inPod(field, {
      // A migration's pods have a name of their own, so that no Service leads to them; their instance is the app.
      test: same(...['name', 'instance'].map((label) => ['metadata', 'labels', `app.kubernetes.io/${label}`])),
      want: "the app's own account, by its label app.kubernetes.io/name or instance: another's has other rights in AWS and the mesh",
      hint: 'name its own, or leave the field as Slipway writes it',
    }),
  ),
  inPod('priorityClassName', {
    test: oneOfList('priorities'),
    want: 'no priority over pods of others, or a PriorityClass that the team may use',
    hint: `take it out, or add it to ${mayField('priorities')}`,
  }),
  ...['nodeName', 'runtimeClassName'].map((field) =>
    inPod(field, { test: nothing, want: 'nothing: the scheduler chooses', hint: 'take it out' }),
  ),
  inPod('schedulerName', { test: one('default-scheduler'), want: "Kubernetes' own scheduler", hint: 'take it out' }),
  inPod('resourceClaims', {
    test: nothing,
    want: 'no device of the node by a claim',
    hint: 'take it out, and write `gpu` in app.ts',
  }),
  inPod('terminationGracePeriodSeconds', {
    test: within(0, longestGrace),
    want: `${longestGrace} seconds at most: a node waits so long for its last pod`,
    hint: 'lower `drain` in app.ts',
  }),
  inTemplate('metadata.labels.part-of', {
    test: one('{team}'),
    want: "the team's own name",
    hint: 'correct it',
  }),
  ...(['resources', 'overhead'] as const).map((field) =>
    inPod(field, {
      test: nothing,
      want: 'amounts of each container alone: those are judged',
      hint: 'take it out, and write cpu, memory and disk in app.ts',
    }),
  ),
  ...daemonConstraints,
  inTemplate('metadata.labels', templateLabels),
  inTemplate('metadata.annotations', templateAnnotations),
  inTemplate('metadata.annotations.excluded', {
    test: one(podIdentity),
    want: `"${podIdentity}" alone: all else goes through the proxy`,
    hint: 'take the range out, and name the host in `calls`',
  }),
  inTemplate('metadata.annotations.excluded-ports', {
    test: one(...storePortLists),
    want: 'ports of databases and caches alone, such as "5432": all else goes through the proxy',
    hint: 'take the port out, and name the host in `calls`',
  }),
  // The mesh's agent asks `http://localhost:<port><path>`, past the proxy: with an "@" in either that is any host.
  inTemplate('metadata.annotations.metrics-path', {
    test: starting('/'),
    want: 'a path that begins with "/"',
    hint: 'write `metrics` in app.ts',
  }),
  inTemplate('metadata.annotations.metrics-port', {
    test: matching('^[1-9][0-9]{0,4}$'),
    want: 'the number of a port',
    hint: 'write `metrics` in app.ts',
  }),
].map((constraint) => ({ ...constraint, path: constraint.path.map((step) => inFull[step] ?? step) }))
