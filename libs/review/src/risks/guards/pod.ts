import { at, list, text } from '@slipway/kube'
import { guard, nothing } from '../guard.ts'
import { byRegistry } from './image-source.ts'
import {
  capabilities,
  hostPorts,
  mountedClaims,
  mountsToken,
  ofPod,
  outside,
  perContainer,
  podKinds,
  privileges,
  projectedTokens,
  repositories,
  restrictions,
  twiceInPod,
  users,
  when,
  writable,
} from './pod-openings.ts'

const kinds = podKinds.join(' ')
const context =
  '**.securityContext.**|**.shareProcessNamespace|**.containers[*]|**.initContainers[*]|**.ephemeralContainers[*]'

/** The powers of pods' processes, and their guards. */
export const podGuards = [
  guard('invalid', 'outage', 'pods that the API server takes', {
    code: 'invalid-object',
    kinds,
    at: '**.containers.**|**.initContainers.**|**.volumes.**',
    level: 'high',
    opens: twiceInPod,
    fresh: nothing,
  }),
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
    at: '**.automountServiceAccountToken|**.volumes.**',
    level: 'medium',
    ...ofPod((pod, entity, tree) => [
      ...when(mountsToken(pod, entity, tree), 'the API of the cluster'),
      ...projectedTokens(pod),
    ]),
  }),
  guard('token', 'exposure', 'accounts without a token of the API', {
    code: 'token-mounted',
    kinds: 'ServiceAccount',
    at: 'automountServiceAccountToken',
    level: 'medium',
    opens: ({ value }) => (value.automountServiceAccountToken === false ? [] : [['the API of the cluster']]),
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
