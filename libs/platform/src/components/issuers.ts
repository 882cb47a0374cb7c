import { domainsOf, type Cluster, type Fleet } from '@slipway/fleet'
import type { Component } from './component.ts'
import { ClusterIssuer } from './kinds.ts'

export const clusterIssuer = 'letsencrypt'

/** The Route 53 zones of a cluster's names, its own first. */
export const zonesOf = (cluster: Cluster, fleet: Fleet): string[] => [
  ...new Set([cluster.domain, cluster.internalDomain ?? [], domainsOf(fleet, cluster).map(({ zone }) => zone)].flat()),
]

/**
 * Let's Encrypt over DNS, which alone proves wildcards (https://letsencrypt.org/docs/challenge-types/), with the AWS
 * role of cert-manager's ServiceAccount.
 */
export const issuers: Component = (chart, { cluster }, fleet) => {
  new ClusterIssuer(chart, 'issuer', {
    metadata: { name: clusterIssuer },
    spec: {
      acme: {
        server: 'https://acme-v02.api.letsencrypt.org/directory',
        email: fleet.email,
        privateKeySecretRef: { name: 'letsencrypt-account' },
        solvers: [{ selector: { dnsZones: zonesOf(cluster, fleet) }, dns01: { route53: { region: cluster.region } } }],
      },
    },
  })
}
