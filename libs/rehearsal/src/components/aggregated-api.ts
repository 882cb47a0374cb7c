import type { KubeObject } from '@slipway/core'

export interface AggregatedApi {
  readonly name: string
  readonly namespace: string
  readonly group: string
  /** Not loopback: the API server refuses that for an endpoint. */
  readonly address: string
  readonly port: number
}

/** What makes the API server pass one API group to a program. */
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
