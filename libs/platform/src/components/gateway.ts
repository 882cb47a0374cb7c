import type { ICertificate } from '@kubernetes-models/cert-manager/cert-manager.io/v1'
import type { IGateway } from '@kubernetes-models/istio/networking.istio.io/v1'
import { place, type Component } from '../component.ts'
import { clusterIssuer } from './issuers.ts'

/** Where the ingress pods run; a team's NetworkPolicies let this namespace in (libs/manifests). */
export const gatewayNamespace = 'istio-ingress'
/** The chart's release name, which it makes the pods' labels and the ServiceAccount from. */
export const gatewayRelease = 'istio-ingress'
/** What a VirtualService names in `gateways`. */
export const publicGateway = `${gatewayNamespace}/public`

const secretName = 'public-tls'

/**
 * The one way in for people: HTTPS for every host of the cluster's domain, plain HTTP only to be sent there. One wildcard certificate, so
 * that a new host needs no certificate of its own and its name is not published in the certificate logs.
 */
export const gateway: Component = ({ cluster }) => {
  const hosts = [`*.${cluster.domain}`]
  const ingress: IGateway = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public', namespace: gatewayNamespace },
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
  }
  const certificate: ICertificate = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    // The gateway reads the secret in its own namespace, so the certificate is made there.
    metadata: { name: 'public', namespace: gatewayNamespace },
    spec: {
      secretName,
      dnsNames: hosts,
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: clusterIssuer },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      usages: ['digital signature', 'server auth'],
      revisionHistoryLimit: 1,
    },
  }
  return [place(cluster, 'gateway', ingress), place(cluster, 'gateway', certificate)]
}
