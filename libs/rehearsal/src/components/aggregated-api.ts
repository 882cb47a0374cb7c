import type { KubeObject } from '@slipway/core'
import type { Certificate } from '../cluster/certificates.ts'

interface AggregatedApi {
  readonly name: string
  readonly namespace: string
  readonly group: string
  /** Not loopback: the API server refuses that for an endpoint. */
  readonly address: string
  readonly port: number
}

/** Options of a program that serves an API group and asks the API server who may use it. */
export const delegated = (
  kubeconfig: string,
  { certificate, key }: Pick<Certificate, 'certificate' | 'key'>,
  port: number,
) => ({
  'authentication-kubeconfig': kubeconfig,
  'authorization-kubeconfig': kubeconfig,
  'secure-port': port,
  'tls-cert-file': certificate,
  'tls-private-key-file': key,
})

/** The objects by which the API server passes an API group to a program. */
export function aggregatedApi({ name, namespace, group, address, port }: AggregatedApi): readonly KubeObject[] {
  const meta = { name, namespace }
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta,
      spec: { ports: [{ name: 'https', port: 443, targetPort: port }] },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...meta, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [address], conditions: { ready: true } }],
      ports: [{ name: 'https', port }],
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `v1beta1.${group}` },
      spec: {
        group,
        version: 'v1beta1',
        service: meta,
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true,
      },
    },
  ]
}
