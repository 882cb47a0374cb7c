import { at, fields, list, number, table, text, texts, workloadOf, type Fields } from '@slipway/kube'
import type { Entity } from '../../read/entity.ts'
import type { Index } from '../../read/trees.ts'
import type { Opening } from '../covers.ts'
import { guard, nothing } from '../guard.ts'
import { byRegistry, repositoryOf } from './image-source.ts'

/** Kinds with a pod template of their own. */
const kinds = 'Deployment Rollout StatefulSet DaemonSet ReplicaSet Job CronJob ScaledJob Pod'
export const podKinds: readonly string[] = kinds.split(' ')

interface Pod {
  readonly spec: Fields
  readonly template: Fields
  readonly containers: readonly Fields[]
}

const noPod: Pod = { spec: {}, template: {}, containers: [] }
const containerLists = ['containers', 'initContainers', 'ephemeralContainers']

function podOf({ kind, value }: Entity): Pod {
  const workload = workloadOf({ kind, object: value } as unknown as Parameters<typeof workloadOf>[0])
  if (workload === undefined) return noPod
  const { pod: spec, template } = workload
  return { spec, template, containers: containerLists.flatMap((field) => list(spec[field])) }
}

/** What the words of a pod and one of its containers let its processes do. */
type ContainerOpenings = (container: Fields, pod: Fields, template: Fields) => readonly string[]

/** The container's own word, else the pod's. */
const contextOf = (container: Fields, pod: Fields): Fields => ({
  ...fields(pod.securityContext),
  ...fields(container.securityContext),
})
const when = (is: boolean, ...names: readonly string[]): readonly string[] => (is ? names : [])

/** Docker's default set, which the runtimes give to who drops nothing. */
const usual =
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  )
const capability = (name: string): string => (name === 'ALL' ? '*' : name.replace(/^CAP_/, ''))

function capabilities(container: Fields): readonly string[] {
  const said = (list: string) => texts(at(container, 'securityContext', 'capabilities', list)).map(capability)
  const dropped = said('drop')
  return [...(dropped.includes('*') ? [] : usual.filter((name) => !dropped.includes(name))), ...said('add')]
}

const unconfined = (context: Fields, field: string): boolean =>
  (text(at(context, field, 'type')) ?? 'Unconfined') === 'Unconfined'

const privileges: ContainerOpenings = (container, pod) => {
  const context = contextOf(container, pod)
  return [
    ...when(context.privileged === true, 'privileged'),
    ...when(context.allowPrivilegeEscalation !== false, 'allowPrivilegeEscalation'),
    ...when(at(context, 'windowsOptions', 'hostProcess') === true, 'hostProcess'),
    ...when(context.procMount === 'Unmasked', 'procMount Unmasked'),
  ]
}
const users: ContainerOpenings = (container, pod) => {
  const { runAsUser, runAsNonRoot } = contextOf(container, pod)
  const unsaid = runAsUser === undefined && runAsNonRoot !== true
  return [...when(runAsUser === 0, 'runAsUser 0'), ...when(runAsUser === 0 || unsaid, 'runAsNonRoot')]
}
const restrictions: ContainerOpenings = (container, pod, template) => {
  const context = contextOf(container, pod)
  const old = at(
    template,
    'metadata',
    'annotations',
    `container.apparmor.security.beta.kubernetes.io/${text(container.name) ?? ''}`,
  )
  const { type, user, role } = fields(context.seLinuxOptions)
  return [
    ...when(unconfined(context, 'seccompProfile'), 'seccompProfile'),
    ...when(at(context, 'appArmorProfile', 'type') === 'Unconfined' || old === 'unconfined', 'appArmorProfile'),
    ...[type, user, role].flatMap((word) => (text(word) === undefined ? [] : [`seLinuxOptions ${text(word) ?? ''}`])),
    ...when(context.runAsGroup === 0, 'runAsGroup 0'),
  ]
}
const writable: ContainerOpenings = (container) =>
  when(at(container, 'securityContext', 'readOnlyRootFilesystem') !== true, 'readOnlyRootFilesystem')

/** Openings of each container. A new container only has those that go beyond the default. */
const perContainer = (of: ContainerOpenings) => {
  const openings = (containers: readonly Fields[], { spec, template }: Pod, wordless = false): readonly Opening[] =>
    containers.flatMap((container) => {
      const name = text(container.name) ?? ''
      return (wordless ? of({ name }, {}, {}) : of(container, spec, template)).map((one) => [one, name])
    })
  return {
    shown: 1,
    opens: (entity: Entity) => {
      const pod = podOf(entity)
      return openings(pod.containers, pod)
    },
    fresh: (after: Entity, before: Entity | undefined): readonly Opening[] => {
      const [now, was] = [podOf(after), before === undefined ? noPod : podOf(before)]
      const names = (pod: Pod) => new Set(pod.containers.map(({ name }) => name))
      const [has, had] = [names(now), names(was)]
      const added = now.containers.filter(({ name }) => !had.has(name))
      const removed = was.containers.filter(({ name }) => !has.has(name))
      // A container that replaces another is compared with that one.
      if (removed.length === 0) return openings(added, now, true)
      const could = [...new Set(openings(removed, was).map(([what = '']) => what))]
      return added.flatMap(({ name }) => could.map((what) => [what, text(name) ?? '']))
    },
  }
}

/** Openings of the pod as a whole. */
const ofPod = (of: (pod: Pod, entity: Entity, tree: Index) => readonly string[]) => ({
  opens: (entity: Entity, tree: Index): readonly Opening[] => of(podOf(entity), entity, tree).map((one) => [one]),
})

const hostPorts = ({ containers }: Pod) =>
  containers.flatMap((c) =>
    list(c.ports).flatMap(({ hostPort }) => (number(hostPort) === undefined ? [] : [`${number(hostPort) ?? ''}`])),
  )

const repositories = ({ containers }: Pod) =>
  containers.flatMap(({ image }) => (text(image) === undefined ? [] : [repositoryOf(text(image) ?? '')]))

/** A pod's own word, else that of its account, else yes. */
function mountsToken({ spec }: Pod, { location, namespace }: Entity, tree: Index): boolean {
  const name = text(spec.serviceAccountName) ?? text(spec.serviceAccount) ?? 'default'
  const account = tree.find(location.cluster, 'ServiceAccount', namespace, name)
  return (spec.automountServiceAccountToken ?? account?.value.automountServiceAccountToken) !== false
}

const outOfMesh = table<string>({
  'sidecar.istio.io/inject': 'false',
  'istio.io/dataplane-mode': 'none',
  'linkerd.io/inject': 'disabled',
})
const outside = ({ template }: Pod): readonly string[] =>
  ['labels', 'annotations'].flatMap((place) =>
    Object.entries(fields(at(template, 'metadata', place))).flatMap(([key, value]) =>
      when(outOfMesh[key] === value, key),
    ),
  )

/** The claims that a pod mounts, and where. */
function mountedClaims(entity: Entity): readonly Opening[] {
  const { spec, containers } = podOf(entity)
  const claims = new Map([
    ...list(at(entity.value, 'spec', 'volumeClaimTemplates')).map((one): [string, string] => {
      const name = text(at(one, 'metadata', 'name')) ?? ''
      return [name, name]
    }),
    ...list(spec.volumes).flatMap(({ name, persistentVolumeClaim }): [string, string][] =>
      persistentVolumeClaim == null ? [] : [[text(name) ?? '', text(at(persistentVolumeClaim, 'claimName')) ?? '']],
    ),
  ])
  return containers.flatMap((container) =>
    list(container.volumeMounts).flatMap(({ name, mountPath, subPath }) => {
      const claim = claims.get(text(name) ?? '')
      return claim === undefined ? [] : [[claim, text(mountPath) ?? '', text(subPath) ?? '']]
    }),
  )
}

const context = '**.securityContext.**|**.containers[*]|**.initContainers[*]|**.ephemeralContainers[*]'

/** What the processes of pods may do, and what guards them. */
export const podGuards = [
  guard('privilege', 'exposure', 'what processes may do', {
    code: 'more-privileges',
    kinds,
    at: context,
    level: 'high',
    ...perContainer(privileges),
  }),
  guard('privilege', 'exposure', 'processes that are not root', {
    code: 'root',
    kinds,
    at: context,
    level: 'high',
    ...perContainer(users),
  }),
  guard('privilege', 'exposure', 'capabilities', {
    code: 'more-capabilities',
    kinds,
    at: context,
    level: 'high',
    ...perContainer(capabilities),
  }),
  guard('privilege', 'exposure', 'seccomp, AppArmor, SELinux', {
    code: 'process-restriction-removed',
    kinds,
    at: `${context}|**.annotations.**`,
    level: 'medium',
    ...perContainer(restrictions),
  }),
  guard('privilege', 'exposure', 'images that stay as they are', {
    code: 'writable-image',
    kinds,
    at: context,
    level: 'medium',
    ...perContainer(writable),
  }),
  guard('privilege', 'exposure', "the node's own namespaces", {
    code: 'node-namespace',
    kinds,
    at: '**.hostNetwork|**.hostPID|**.hostIPC|**.hostUsers',
    level: 'high',
    fresh: (_, before) => (before === undefined ? [['hostUsers']] : []),
    ...ofPod(({ spec }) => [
      ...['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => spec[field] === true),
      ...when(spec.hostUsers !== false, 'hostUsers'),
    ]),
  }),
  guard('privilege', 'exposure', "folders of the node's own", {
    code: 'node-folder',
    kinds,
    at: '**.volumes.**',
    level: 'high',
    fresh: nothing,
    ...ofPod(({ spec }) =>
      list(spec.volumes).flatMap(({ hostPath }) => (hostPath == null ? [] : [text(at(hostPath, 'path')) ?? ''])),
    ),
  }),
  guard('privilege', 'exposure', 'ports of the node', {
    code: 'node-port',
    kinds,
    at: '**.ports.**',
    level: 'medium',
    fresh: nothing,
    ...ofPod(hostPorts),
  }),
  guard('volume-left', 'data', 'volumes that pods keep their data in', {
    code: 'volume-left',
    kinds,
    at: '**.volumes.**|**.volumeMounts.**|spec.volumeClaimTemplates.**',
    level: 'high',
    closes: mountedClaims,
  }),
  guard('token', 'exposure', 'pods without a token of the API', {
    code: 'token-mounted',
    kinds,
    at: '**.automountServiceAccountToken',
    level: 'medium',
    ...ofPod((pod, entity, tree) => when(mountsToken(pod, entity, tree), 'automountServiceAccountToken')),
  }),
  guard('token', 'exposure', 'accounts without a token of the API', {
    code: 'token-mounted',
    kinds: 'ServiceAccount',
    at: 'automountServiceAccountToken',
    level: 'medium',
    opens: ({ value }) => (value.automountServiceAccountToken === false ? [] : [['automountServiceAccountToken']]),
  }),
  guard('mesh-left', 'exposure', 'pods in the mesh', {
    code: 'mesh-left',
    kinds,
    at: '**.labels.**|**.annotations.**',
    level: 'high',
    ...ofPod(outside),
  }),
  guard('image-source', 'exposure', 'where images come from', {
    code: 'image-source',
    kinds,
    at: '**.image|**.containers[*]|**.initContainers[*]|**.ephemeralContainers[*]',
    level: byRegistry,
    ...ofPod(repositories),
  }),
]
