import type { Component } from './component.ts'
import { ClusterIssuer } from './kinds.ts'

export const clusterIssuer = 'letsencrypt'

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
        solvers: [{ selector: { dnsZones: [cluster.domain] }, dns01: { route53: { region: cluster.region } } }],
      },
    },
  })
}
