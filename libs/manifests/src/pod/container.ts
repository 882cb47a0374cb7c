import type { IContainer, ISecurityContext } from 'kubernetes-models/v1'
import type { EnvVar, ResolvedApp, SidecarContainer } from '@slipway/model'
import { secretName } from '../labels.ts'
import { cpuText, memoryText } from '../quantity.ts'
import { probes } from './probes.ts'

/** Always the same, so that the ContainerResource targets of HPA and KEDA hold. */
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

const amounts = (cpu: number | null, memory: number, disk: number) => ({
  ...(cpu === null ? {} : { cpu: cpuText(cpu) }),
  memory: memoryText(memory),
  'ephemeral-storage': memoryText(disk),
})

/** The digest never names another image, so a pod that starts again on its node does not depend on the registry. */
const common = (image: string, command: readonly string[] | null): Partial<IContainer> => ({
  image,
  imagePullPolicy: 'IfNotPresent',
  ...(command === null ? {} : { command: [...command] }),
  securityContext,
})

/** The app's own container. */
export function mainContainer(app: ResolvedApp): IContainer {
  const { requests, limits, command } = app.container
  // What emptyDirs may hold counts against the limit, and the kubelet evicts a pod for filling a volume it was given.
  const scratch = app.volumes.filter((v) => !v.persistent).reduce((sum, v) => sum + v.size, 0)
  return {
    name: appContainer,
    ...common(app.image, command),
    env: [
      ...app.container.env.map(env),
      ...app.secrets.map((s) => ({ name: s.env, valueFrom: { secretKeyRef: { name: secretName(app), key: s.env } } })),
    ],
    ...(app.ports.length === 0
      ? {}
      : { ports: app.ports.map((p) => ({ name: p.name, containerPort: p.number, protocol: 'TCP' as const })) }),
    ...probes(app.probes),
    resources: {
      requests: amounts(requests.cpu, requests.memory, requests.disk + scratch),
      limits: amounts(limits.cpu, limits.memory, limits.disk + scratch),
    },
    // Proxies and load balancers learn of the end before the process does. The kubelet sleeps; no shell is needed in the image.
    ...(app.probes === null ? {} : { lifecycle: { preStop: { sleep: { seconds: app.drain.preStop } } } }),
    volumeMounts: [
      { name: 'tmp', mountPath: '/tmp' },
      ...app.volumes.map((v) => ({ name: v.name, mountPath: v.mount })),
      ...app.files.map((f) => ({ name: 'config', mountPath: f.mount, subPath: f.key, readOnly: true })),
    ],
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
    ...common(s.image, s.command),
    restartPolicy: 'Always',
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
      requests: amounts(s.cpu, s.memory, sidecarDisk),
      limits: amounts(null, s.memory, sidecarDisk),
    },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp', subPath: s.name }],
  }
}
