import { gateway as ingress } from '@slipway/manifests'
import type { Component } from './component.ts'
import { clusterIssuer } from './issuers.ts'
import { Certificate, Gateway } from './kinds.ts'

const { namespace } = ingress
/** The chart makes the pods' labels and the ServiceAccount from its release's name. */
export const gatewayRelease = ingress.serviceAccount

const name = 'public'
/** What a VirtualService names in `gateways`. */
export const publicGateway = `${namespace}/${name}`

const secretName = 'public-tls'

/**
 * HTTPS for every host of the cluster's domain; plain HTTP is redirected. One wildcard certificate: a new host needs none of its own, and its name
 * is not published in the certificate logs.
 */
export const gateway: Component = (chart, { cluster }) => {
  const hosts = [`*.${cluster.domain}`]
  new Gateway(chart, 'gateway', {
    metadata: { name, namespace },
    spec: {
      // The chart takes `istio-` off its release name for this label (istio manifests/charts/gateway/templates/_helpers.tpl).
      selector: { istio: gatewayRelease.replace(/^istio-/, '') },
      servers: [
        {
          name: 'https',
          port: { name: 'https', number: 443, protocol: 'HTTPS' },
          hosts,
          tls: { mode: 'SIMPLE', credentialName: secretName, minProtocolVersion: 'TLSV1_2' },
        },
        { name: 'http', port: { name: 'http', number: 80, protocol: 'HTTP' }, hosts, tls: { httpsRedirect: true } },
      ],
    },
  })
  new Certificate(chart, 'certificate', {
    // The gateway reads the Secret in its own namespace.
    metadata: { name, namespace },
    spec: {
      secretName,
      dnsNames: hosts,
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: clusterIssuer },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      usages: ['digital signature', 'server auth'],
      revisionHistoryLimit: 1,
    },
  })
}
