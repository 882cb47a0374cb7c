import type { IContainer, ISecurityContext } from 'kubernetes-models/v1'
import type { EnvVar, ResolvedApp, SidecarContainer, Start } from '@slipway/model'
import { orderVariables } from '@slipway/spec'
import { transportOf } from '../port.ts'
import { secretOf } from './external-secret.ts'
import { cpuText, memoryText } from '../quantity.ts'
import { probes } from './probes.ts'
import { secretMounts } from './secret-volume.ts'

/** Fixed, for the ContainerResource targets of HPA and KEDA. */
export const appContainer = 'app'

/** Pod Security `restricted` (https://kubernetes.io/docs/concepts/security/pod-security-standards/), read-only root. */
const securityContext: ISecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
}

function env(v: EnvVar) {
  if ('value' in v) return { name: v.name, value: v.value }
  if ('field' in v) return { name: v.name, valueFrom: { fieldRef: { fieldPath: v.field } } }
  // The divisor is the API server's own, written out, or Argo CD sees a difference.
  const resourceFieldRef = { containerName: appContainer, resource: v.resource, divisor: '1' }
  return { name: v.name, valueFrom: { resourceFieldRef } }
}

const amounts = (cpu: number | null, memory: number, disk: number) => ({
  ...(cpu === null ? {} : { cpu: cpuText(cpu) }),
  memory: memoryText(memory),
  'ephemeral-storage': memoryText(disk),
})

/** A digest never changes, so a restart does not depend on the registry. */
const common = (image: string, { command, args }: Start): Partial<IContainer> => ({
  image,
  imagePullPolicy: 'IfNotPresent',
  ...(command === null ? {} : { command: [...command] }),
  ...(args === null ? {} : { args: [...args] }),
  securityContext,
})

/** Secrets last, but for what names one of them. @param sidecar whose; null for the app's own containers */
const variables = (app: ResolvedApp, own: readonly EnvVar[], sidecar: string | null) => [
  ...orderVariables([
    ...own.map(env),
    ...app.secrets.flatMap((s) =>
      s.variable?.sidecar === sidecar
        ? [{ name: s.variable.name, valueFrom: { secretKeyRef: { name: secretOf(app, s), key: s.entry } } }]
        : [],
    ),
  ]).ordered,
]

/** Fields that all containers of the app's own share. */
function shared(app: ResolvedApp): Partial<IContainer> {
  const { requests, limits } = app.container
  // emptyDirs count against the limit; the kubelet must not evict a pod for filling its own volumes.
  const scratch = app.volumes.filter((v) => v.medium === 'disk').reduce((sum, v) => sum + v.size, 0)
  return {
    env: variables(app, app.container.env, null),
    resources: {
      requests: amounts(requests.cpu, requests.memory, requests.disk + scratch),
      limits: amounts(limits.cpu, limits.memory, limits.disk + scratch),
    },
    volumeMounts: [
      { name: 'tmp', mountPath: '/tmp' },
      ...app.volumes.map((v) => ({ name: v.name, mountPath: v.mount })),
      ...app.files.map((f) => ({ name: 'config', mountPath: f.mount, subPath: f.key, readOnly: true })),
      ...secretMounts(app),
    ],
  }
}

export const initContainers = (app: ResolvedApp): readonly IContainer[] =>
  app.init.map(({ name, image, ...start }) => ({ name, ...common(image, start), ...shared(app) }))

/**
 * For the main container alone: an init container would hold the devices, too. Request and limit are equal (k8s.io/docs
 * device plugins).
 */
function withGpus(
  { resources, ...rest }: Partial<IContainer>,
  { container: { gpu } }: ResolvedApp,
): Partial<IContainer> {
  if (gpu === 0) return { ...rest, ...(resources === undefined ? {} : { resources }) }
  const own = { 'nvidia.com/gpu': String(gpu) }
  return {
    ...rest,
    resources: { requests: { ...resources?.requests, ...own }, limits: { ...resources?.limits, ...own } },
  }
}

export function mainContainer(app: ResolvedApp): IContainer {
  return {
    name: appContainer,
    ...common(app.image, app.container),
    ...withGpus(shared(app), app),
    ...(app.ports.length === 0
      ? {}
      : { ports: app.ports.map((p) => ({ name: p.name, containerPort: p.number, protocol: transportOf(p) })) }),
    ...probes(app.probes),
    // Proxies and balancers learn of the end first. The kubelet sleeps, so the image needs no shell.
    ...(app.probes === null ? {} : { lifecycle: { preStop: { sleep: { seconds: app.drain.preStop } } } }),
  }
}

const sidecarDisk = 64 * 2 ** 20

/** At most 15 characters, no two dashes in a row. */
const portName = (name: string): string => `${name.replaceAll(/-+/g, '-').slice(0, 11).replace(/-$/, '')}-tcp`

/** An init container that stays: up before the app, gone after it, no obstacle to a job's end. */
export function sidecarContainer(app: ResolvedApp, s: SidecarContainer): IContainer {
  const port = portName(s.name)
  const rhythm = { periodSeconds: 15, timeoutSeconds: 2, failureThreshold: 3 }
  return {
    name: s.name,
    ...common(s.image, s),
    restartPolicy: 'Always',
    env: variables(app, s.env, s.name),
    ...(s.port === null
      ? {}
      : {
          ports: [{ name: port, containerPort: s.port, protocol: 'TCP' as const }],
          readinessProbe: {
            ...(s.ready === null ? { tcpSocket: { port } } : { httpGet: { path: s.ready, port } }),
            ...rhythm,
          },
          livenessProbe: { tcpSocket: { port }, initialDelaySeconds: 10, ...rhythm },
        }),
    resources: {
      requests: amounts(s.cpu, s.memory, sidecarDisk),
      limits: amounts(null, s.memory, sidecarDisk),
    },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp', subPath: s.name }],
  }
}
