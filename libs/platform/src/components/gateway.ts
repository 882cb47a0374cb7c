import { gateway as ingress } from '@slipway/manifests'
import type { Component } from './component.ts'
import { clusterIssuer } from './issuers.ts'
import { Certificate, Gateway } from './kinds.ts'

const { namespace } = ingress
/** The chart names pods' labels and ServiceAccount after its release. */
export const gatewayRelease = ingress.serviceAccount

const name = 'public'
export const publicGateway = `${namespace}/${name}`

const secretName = 'public-tls'

/**
 * HTTPS for every host of the domain; HTTP is redirected. One wildcard certificate: new hosts need none, and no
 * certificate log publishes their names.
 */
export const gateway: Component = (chart, { cluster }) => {
  const hosts = [`*.${cluster.domain}`]
  new Gateway(chart, 'gateway', {
    metadata: { name, namespace },
    spec: {
      // The chart drops `istio-` here (istio manifests/charts/gateway/templates/_helpers.tpl).
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
    // The gateway reads the Secret in its namespace.
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
