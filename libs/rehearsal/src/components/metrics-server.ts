import path from 'node:path'
import { certify } from '../certificates.ts'
import type { KubeObject } from '@slipway/core'
import { freePort, type Runtime } from '../runtime.ts'
import { until } from '../until.ts'
import type { ApiServer } from './kube-apiserver.ts'

const meta = { name: 'metrics-server', namespace: 'kube-system' }

/** The Service, its endpoint and the APIService by which the API server finds metrics-server at an address of our namespace. */
const registration = (address: string, port: number): readonly KubeObject[] => [
  { apiVersion: 'v1', kind: 'Service', metadata: meta, spec: { ports: [{ name: 'https', port: 443, targetPort: port }] } },
  {
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice',
    metadata: { ...meta, labels: { 'kubernetes.io/service-name': 'metrics-server' } },
    addressType: 'IPv4', endpoints: [{ addresses: [address], conditions: { ready: true } }], ports: [{ name: 'https', port }],
  },
  {
    apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', metadata: { name: 'v1beta1.metrics.k8s.io' },
    spec: {
      group: 'metrics.k8s.io', version: 'v1beta1', service: meta, groupPriorityMinimum: 100, versionPriority: 100, insecureSkipTLSVerify: true,
    },
  },
]

/**
 * metrics-server, which reads what KWOK says that pods use. The API server calls it by an address that may not be loopback, so it needs a
 * network namespace of our own.
 */
export async function startMetricsServer(runtime: Runtime, command: string, api: ApiServer, address: string | undefined): Promise<void> {
  if (address === undefined) throw new Error('metrics-server needs a network namespace of its own: run as root, or allow `unshare -rn`')
  const port = await freePort()
  const certificate = await certify(path.join(runtime.folder, 'metrics-server'), 'metrics-server', [address])
  const running = runtime.start({
    name: 'metrics-server', command,
    args: [
      '--kubeconfig', api.kubeconfig, '--authentication-kubeconfig', api.kubeconfig, '--authorization-kubeconfig', api.kubeconfig,
      '--secure-port', String(port), '--tls-cert-file', certificate.certificate, '--tls-private-key-file', certificate.key,
      '--kubelet-use-node-status-port', '--deprecated-kubelet-completely-insecure', '--kubelet-preferred-address-types=InternalIP',
      '--metric-resolution=10s', '--kubelet-request-timeout=5s',
    ],
  })
  for (const object of registration(address, port)) await api.kube.apply(object)
  // It is called ready once it has read the nodes twice; scenarios that need its numbers wait for them.
  await until(() => (running.alive() ? true : undefined), { what: 'metrics-server to run', within: 5 })
}
