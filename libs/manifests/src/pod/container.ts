import type { IContainer, ISecurityContext } from 'kubernetes-models/v1'
import type { EnvVar, ResolvedApp, SidecarContainer } from '@slipway/model'
import { secretName } from '../labels.ts'
import { probes } from './probes.ts'
import { cpuText, memoryText } from '../quantity.ts'

/** The name that HPA and KEDA know the app's own container by: always the same, so that their ContainerResource targets hold. */
export const appContainer = 'app'

/** Pod Security `restricted` (https://kubernetes.io/docs/concepts/security/pod-security-standards/) and a read-only root. */
const securityContext: ISecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
}

const env = (v: EnvVar) =>
  'value' in v ? { name: v.name, value: v.value } : { name: v.name, valueFrom: { fieldRef: { fieldPath: v.field } } }

function mounts(app: ResolvedApp) {
  return [
    { name: 'tmp', mountPath: '/tmp' },
    ...app.volumes.map((v) => ({ name: v.name, mountPath: v.mount })),
    ...app.files.map((f) => ({ name: 'config', mountPath: f.mount, subPath: f.key, readOnly: true })),
  ]
}

/** What emptyDirs may hold: the kubelet counts it against the containers' limits, and evicts a pod for filling a volume it was given. */
const scratch = (app: ResolvedApp): number =>
  app.volumes.filter((v) => !v.persistent).reduce((sum, v) => sum + v.size, 0)

/** The app's own container. */
export function mainContainer(app: ResolvedApp): IContainer {
  const { requests, limits, command } = app.container
  return {
    name: appContainer,
    image: app.image,
    // The digest never names another image, so a pod that starts again on its node does not depend on the registry.
    imagePullPolicy: 'IfNotPresent',
    ...(command === null ? {} : { command: [...command] }),
    env: [
      ...app.container.env.map(env),
      ...app.secrets.map((s) => ({ name: s.env, valueFrom: { secretKeyRef: { name: secretName(app), key: s.env } } })),
    ],
    ...(app.ports.length === 0
      ? {}
      : { ports: app.ports.map((p) => ({ name: p.name, containerPort: p.number, protocol: 'TCP' as const })) }),
    ...probes(app.probes),
    resources: {
      requests: {
        cpu: cpuText(requests.cpu),
        memory: memoryText(requests.memory),
        'ephemeral-storage': memoryText(requests.disk + scratch(app)),
      },
      limits: {
        ...(limits.cpu === null ? {} : { cpu: cpuText(limits.cpu) }),
        memory: memoryText(limits.memory),
        'ephemeral-storage': memoryText(limits.disk + scratch(app)),
      },
    },
    // Proxies and load balancers learn of the end before the process does. The kubelet sleeps; no shell is needed in the image.
    ...(app.probes === null ? {} : { lifecycle: { preStop: { sleep: { seconds: app.drain.preStop } } } }),
    securityContext,
    volumeMounts: mounts(app),
  }
}

const sidecarDisk = 64 * 2 ** 20

/** At most 15 characters, and never two dashes in a row, which Kubernetes refuses in port names. */
const portName = (name: string): string => `${name.replaceAll(/-+/g, '-').slice(0, 11).replace(/-$/, '')}-tcp`

/** A native sidecar (an init container that stays): up before the app, gone after it, and no obstacle to a job's end. */
export function sidecarContainer(s: SidecarContainer): IContainer {
  const port = portName(s.name)
  const rhythm = { periodSeconds: 15, timeoutSeconds: 2, failureThreshold: 3 }
  return {
    name: s.name,
    image: s.image,
    imagePullPolicy: 'IfNotPresent',
    restartPolicy: 'Always',
    ...(s.command === null ? {} : { command: [...s.command] }),
    env: s.env.map(env),
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
      requests: { cpu: cpuText(s.cpu), memory: memoryText(s.memory), 'ephemeral-storage': memoryText(sidecarDisk) },
      limits: { memory: memoryText(s.memory), 'ephemeral-storage': memoryText(sidecarDisk) },
    },
    securityContext,
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp', subPath: s.name }],
  }
}
