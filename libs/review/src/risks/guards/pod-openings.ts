import { at, fields, isFields, list, number, table, text, texts, workloadOf, type Fields } from '@slipway/kube'
import type { Entity } from '../../read/entity.ts'
import type { Index } from '../../read/trees.ts'
import type { Opening } from '../covers.ts'
import { repositoryOf } from './image-source.ts'

/** Kinds with a pod template of their own. */
export const podKinds: readonly string[] =
  'Deployment DeploymentConfig Rollout StatefulSet DaemonSet ReplicaSet Job CronJob ScaledJob Pod'.split(' ')

interface Pod {
  readonly spec: Fields
  readonly template: Fields
  readonly containers: readonly Fields[]
}

const noPod: Pod = { spec: {}, template: {}, containers: [] }
const containerLists = ['containers', 'initContainers', 'ephemeralContainers']

export function podOf({ kind, value }: Entity): Pod {
  const workload = workloadOf({ kind, object: value } as unknown as Parameters<typeof workloadOf>[0])
  if (workload === undefined) return noPod
  const { pod: spec, template } = workload
  return { spec, template, containers: containerLists.flatMap((field) => list(spec[field])) }
}

/** The powers that a pod and one of its containers give to its processes. */
type ContainerOpenings = (container: Fields, pod: Fields, template: Fields) => readonly string[]

/** The container's own word, else the pod's. */
const contextOf = (container: Fields, pod: Fields): Fields => ({
  ...fields(pod.securityContext),
  ...fields(container.securityContext),
})
export const when = (is: boolean, ...names: readonly string[]): readonly string[] => (is ? names : [])

/** Docker's default set, which the runtimes give to who drops nothing. */
const usual =
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  )
const capability = (name: string): string => (name === 'ALL' ? '*' : name.replace(/^CAP_/, ''))

export function capabilities(container: Fields): readonly string[] {
  const said = (list: string) => texts(at(container, 'securityContext', 'capabilities', list)).map(capability)
  const dropped = said('drop')
  return [...(dropped.includes('*') ? [] : usual.filter((name) => !dropped.includes(name))), ...said('add')]
}

const unconfined = (context: Fields, field: string): boolean =>
  (text(at(context, field, 'type')) ?? 'Unconfined') === 'Unconfined'

export const privileges: ContainerOpenings = (container, pod) => {
  const context = contextOf(container, pod)
  return [
    ...when(context.privileged === true, 'privileged'),
    ...when(context.allowPrivilegeEscalation !== false, 'allowPrivilegeEscalation'),
    ...when(at(context, 'windowsOptions', 'hostProcess') === true, 'hostProcess'),
    ...when(context.procMount === 'Unmasked', 'procMount Unmasked'),
  ]
}
export const users: ContainerOpenings = (container, pod) => {
  const { runAsUser, runAsNonRoot } = contextOf(container, pod)
  const unsaid = runAsUser === undefined && runAsNonRoot !== true
  return [...when(runAsUser === 0, 'runAsUser 0'), ...when(runAsUser === 0 || unsaid, 'runAsNonRoot')]
}
/** The sysctls of the profile `baseline` (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
const safeSysctls = new Set([
  'kernel.shm_rmid_forced',
  ...['ip_local_port_range', 'ip_unprivileged_port_start', 'tcp_syncookies', 'ping_group_range'].map(
    (one) => `net.ipv4.${one}`,
  ),
  ...[
    'ip_local_reserved_ports',
    'tcp_keepalive_time',
    'tcp_fin_timeout',
    'tcp_keepalive_intvl',
    'tcp_keepalive_probes',
  ].map((one) => `net.ipv4.${one}`),
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
])
export const restrictions: ContainerOpenings = (container, pod, template) => {
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
    ...when(pod.shareProcessNamespace === true, 'shareProcessNamespace'),
    ...list(at(pod, 'securityContext', 'sysctls')).flatMap(({ name }) => {
      const sysctl = text(name) ?? ''
      return safeSysctls.has(sysctl) ? [] : [`sysctl ${sysctl}`]
    }),
  ]
}
export const writable: ContainerOpenings = (container) =>
  when(at(container, 'securityContext', 'readOnlyRootFilesystem') !== true, 'readOnlyRootFilesystem')

/** Openings of each container. A new container only has those that go beyond the default. */
export const perContainer = (of: ContainerOpenings) => {
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
export const ofPod = (of: (pod: Pod, entity: Entity, tree: Index) => readonly string[]) => ({
  opens: (entity: Entity, tree: Index): readonly Opening[] => of(podOf(entity), entity, tree).map((one) => [one]),
})

export const hostPorts = ({ containers }: Pod) =>
  containers.flatMap((c) =>
    list(c.ports).flatMap(({ hostPort }) => (number(hostPort) === undefined ? [] : [`${number(hostPort) ?? ''}`])),
  )

export const repositories = ({ containers }: Pod) =>
  containers.flatMap(({ image }) => (text(image) === undefined ? [] : [repositoryOf(text(image) ?? '')]))

/** A pod's own word, else that of its account, else yes. */
export function mountsToken({ spec }: Pod, { location, namespace }: Entity, tree: Index): boolean {
  const name = text(spec.serviceAccountName) ?? text(spec.serviceAccount) ?? 'default'
  const account = tree.find(location.cluster, 'ServiceAccount', namespace, name)
  return (spec.automountServiceAccountToken ?? account?.value.automountServiceAccountToken) !== false
}

/** Tokens that a pod asks for by itself, for whom they are. */
export const projectedTokens = ({ spec }: Pod): readonly string[] =>
  list(spec.volumes).flatMap((volume) =>
    list(at(volume, 'projected', 'sources')).flatMap(({ serviceAccountToken }) =>
      isFields(serviceAccountToken) ? [text(serviceAccountToken['audience']) ?? 'the API of the cluster'] : [],
    ),
  )

const outOfMesh = table<string>({
  'sidecar.istio.io/inject': 'false',
  'istio.io/dataplane-mode': 'none',
  'linkerd.io/inject': 'disabled',
})
export const outside = ({ template }: Pod): readonly string[] =>
  ['labels', 'annotations'].flatMap((place) =>
    Object.entries(fields(at(template, 'metadata', place))).flatMap(([key, value]) =>
      when(outOfMesh[key] === value, key),
    ),
  )

const again = (names: readonly string[]): readonly string[] => names.filter((name, i) => names.indexOf(name) !== i)
const texted = (all: unknown, field: string): readonly string[] => list(all).flatMap((one) => text(one[field]) ?? [])
/**
 * Fields that a pod has twice and may have once (k8s.io/kubernetes pkg/apis/core/validation ValidatePodSpec): field,
 * name, container.
 */
export function twiceInPod(entity: Entity): readonly Opening[] {
  const { spec, containers } = podOf(entity)
  return [
    ...again(texted(containers, 'name')).map((name) => ['container', name]),
    ...again(texted(spec.volumes, 'name')).map((name) => ['volume', name]),
    ...containers.flatMap((container) =>
      again(texted(container.volumeMounts, 'mountPath')).map((path) => ['mount', path, text(container.name) ?? '']),
    ),
  ]
}

/** The claims that a pod mounts, and where. */
export function mountedClaims(entity: Entity): readonly Opening[] {
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
