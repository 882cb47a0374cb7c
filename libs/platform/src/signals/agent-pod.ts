import type { IPodTemplateSpec, ISecurityContext, IVolume } from 'kubernetes-models/v1'
import { cached, type Cluster } from '@slipway/fleet'
import { monitoringNamespace } from '@slipway/manifests'
import { selfPorts } from './collector-self.ts'

/** The contrib distribution: https://github.com/open-telemetry/opentelemetry-collector-releases */
export const collectorVersion = '0.160.0'
const collectorImage = `otel/opentelemetry-collector-contrib:${collectorVersion}`

/** Docker Hub's, also where its name does not say so. */
const imageIn = (cluster: Cluster, image: string): string =>
  cluster.pullThrough?.includes('docker.io') === true ? `${cached(cluster, 'docker.io')}/${image}` : image

export const labelsOf = (name: string) => ({ 'app.kubernetes.io/name': name })
export const configFile = 'collector.yaml'
const mounted = '/etc/collector'

/** It asks the API server whose a pod is, by what clients of Kubernetes look for; a token that the kubelet renews. */
const account = '/var/run/secrets/kubernetes.io/serviceaccount'
const accountVolume: IVolume = {
  name: 'account',
  projected: {
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { downwardAPI: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
    ],
  },
}

/** Pods come again when their config changes: it is mounted from a ConfigMap, which they would not read again. */
export const configSum = 'slipway.dev/config-sha256'

const fieldOf = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } })

interface CollectorPod {
  readonly name: string
  /** @default the collector */
  readonly image?: string
  readonly sum: string
  readonly memory: { readonly request: string; readonly limit: string }
  /** Secrets by the variable that has their one key. */
  readonly secrets: Readonly<Record<string, { readonly name: string; readonly key: string }>>
  /** Files of Secrets, by the folder that they are mounted in. */
  readonly files?: Readonly<Record<string, { readonly name: string; readonly key: string }>>
  /** It reads the files of all pods of its node. */
  readonly node: { readonly read: string; readonly write: string } | undefined
  /** It keeps something on a volume of its own. */
  readonly claim?: { readonly name: string; readonly claim: string; readonly path: string }
  readonly more: object
}

const soft: ISecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
}

/** For whoever needs nothing of the node. */
export const locked = (runAsUser: number): ISecurityContext => ({ ...soft, runAsNonRoot: true, runAsUser })

const user = 10_001

/** The kubelet gives its files to root alone, so the one of a node is root, without a capability. */
export function collectorPod(pod: CollectorPod, cluster: Cluster): IPodTemplateSpec {
  const { name, image = collectorImage, sum, memory, secrets, files = {}, node, claim, more } = pod
  const folders =
    node === undefined
      ? []
      : [
          { name: 'logs', path: node.read, readOnly: true, type: 'Directory' as const },
          { name: 'state', path: node.write, readOnly: false, type: 'DirectoryOrCreate' as const },
        ]
  return {
    metadata: { labels: labelsOf(name), annotations: { [configSum]: sum } },
    spec: {
      serviceAccountName: name,
      automountServiceAccountToken: false,
      ...(claim === undefined ? {} : { securityContext: { fsGroup: user } }),
      ...more,
      containers: [
        {
          name: 'collector',
          image: imageIn(cluster, image),
          args: [`--config=${mounted}/${configFile}`],
          env: [
            fieldOf('NODE_NAME', 'spec.nodeName'),
            fieldOf('POD_IP', 'status.podIP'),
            ...Object.entries(secrets).map(([variable, secretKeyRef]) => ({
              name: variable,
              valueFrom: { secretKeyRef: { ...secretKeyRef } },
            })),
          ],
          ports: [
            { name: 'metrics', containerPort: selfPorts.metrics },
            { name: 'health', containerPort: selfPorts.health },
          ],
          readinessProbe: { httpGet: { path: '/metrics', port: 'metrics' } },
          livenessProbe: { httpGet: { path: '/', port: 'health' }, initialDelaySeconds: 30 },
          lifecycle: { preStop: { sleep: { seconds: 2 } } },
          resources: {
            requests: { cpu: cluster.quiet ? '20m' : '50m', memory: memory.request, 'ephemeral-storage': '64Mi' },
            limits: { memory: memory.limit },
          },
          securityContext: node === undefined ? locked(user) : { ...soft, runAsUser: 0 },
          volumeMounts: [
            { name: 'config', mountPath: mounted, readOnly: true },
            { name: 'account', mountPath: account, readOnly: true },
            ...folders.map(({ name, path, readOnly }) => ({ name, mountPath: path, readOnly })),
            ...(claim === undefined ? [] : [{ name: claim.name, mountPath: claim.path }]),
            ...Object.entries(files).map(([mountPath, { name }]) => ({ name, mountPath, readOnly: true })),
          ],
        },
      ],
      volumes: [
        { name: 'config', configMap: { name } },
        accountVolume,
        ...folders.map(({ name, path, type }) => ({ name, hostPath: { path, type } })),
        ...(claim === undefined ? [] : [{ name: claim.name, persistentVolumeClaim: { claimName: claim.claim } }]),
        ...Object.values(files).map(({ name, key }) => ({
          name,
          secret: { secretName: name, items: [{ key, path: key }] },
        })),
      ],
    },
  }
}

export const inMonitoring = (name: string) => ({ name, namespace: monitoringNamespace, labels: labelsOf(name) })
