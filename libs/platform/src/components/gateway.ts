import type { Chart } from 'cdk8s'
import { domainsOf, platformTeam, type Cluster, type Domain } from '@slipway/fleet'
import {
  ExternalSecret,
  gateway as ingress,
  internalGateway as internal,
  secretStore,
  typedSecretSpec,
} from '@slipway/manifests'
import { environmentKey, type HostModel } from '@slipway/model'
import type { Component } from './component.ts'
import { clusterIssuer } from './issuers.ts'
import { Certificate, Gateway } from './kinds.ts'

const { namespace } = ingress
/** The chart names pods' labels and ServiceAccount after its release. */
export const gatewayRelease = ingress.serviceAccount
export const internalRelease = internal.serviceAccount

/** A dash is doubled, so that two domains never have one name. */
const domainName = (domain: string): string => `domain-${domain.replaceAll('-', '--').replaceAll('.', '-')}`

/** The Gateway that serves a host, as VirtualServices name it. */
export const gatewayOf = ({ gateway }: Pick<HostModel, 'gateway'>): string =>
  `${namespace}/${typeof gateway === 'string' ? gateway : domainName(gateway.domain)}`

interface Entry {
  readonly id: string
  readonly name: string
  readonly release: string
  readonly hosts: readonly string[]
  readonly annotations?: Readonly<Record<string, string>>
  /** Ports of Gateways on the same pods have names of their own. */
  readonly ports: { readonly https: string; readonly http: string }
}

const secretOf = (name: string): string => `${name}-tls`

const tlsOf = (name: string) =>
  ({ mode: 'SIMPLE', credentialName: secretOf(name), minProtocolVersion: 'TLSV1_2' }) as const

/** TLS of the public gateway, for the cluster's own hosts. */
export const publicTls = tlsOf('public')

/** The chart drops `istio-` here (istio manifests/charts/gateway/templates/_helpers.tpl). */
export const podsOf = (release: string) => ({ istio: release.replace(/^istio-/, '') })

/** HTTPS for its hosts; HTTP is redirected. */
function entry(chart: Chart, { id, name, release, hosts, annotations, ports }: Entry): void {
  new Gateway(chart, id, {
    metadata: { name, namespace, ...(annotations === undefined ? {} : { annotations: { ...annotations } }) },
    spec: {
      selector: podsOf(release),
      servers: [
        {
          name: ports.https,
          port: { name: ports.https, number: 443, protocol: 'HTTPS' },
          hosts: [...hosts],
          tls: tlsOf(name),
        },
        {
          name: ports.http,
          port: { name: ports.http, number: 80, protocol: 'HTTP' },
          hosts: [...hosts],
          tls: { httpsRedirect: true },
        },
      ],
    },
  })
}

/** Let's Encrypt's, for hosts of a zone of ours. */
function certified(chart: Chart, id: string, name: string, hosts: readonly string[]): void {
  new Certificate(chart, id, {
    // The gateway reads the Secret in its namespace.
    metadata: { name, namespace },
    spec: {
      secretName: secretOf(name),
      dnsNames: [...hosts],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: clusterIssuer },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      usages: ['digital signature', 'server auth'],
      revisionHistoryLimit: 1,
    },
  })
}

/** One that was bought, from the platform's secrets; the operator reads it again each hour, so it is renewed there. */
function bought(chart: Chart, name: string, secret: string, cluster: Cluster): void {
  const key = environmentKey(cluster.environment, platformTeam, secret)
  const entries = ['tls.crt', 'tls.key'].map((property) => [property, key, property] as const)
  new ExternalSecret(chart, `certificate-${name}`, {
    metadata: { name: secretOf(name), namespace },
    spec: typedSecretSpec('kubernetes.io/tls', secretOf(name), secretStore, entries),
  })
}

/**
 * Properties of Route 53's records beside the address: records of one name in several clusters each need an identifier
 * (https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/#routing-policies).
 */
function answers({ answer }: Domain, { name, region }: Cluster): Readonly<Record<string, string>> | undefined {
  if (answer.by === 'nothing') return undefined
  const prefix = 'external-dns.alpha.kubernetes.io'
  return {
    [`${prefix}/set-identifier`]: name,
    ...(answer.by === 'latency'
      ? { [`${prefix}/aws-region`]: region }
      : { [`${prefix}/aws-weight`]: String(answer.weight) }),
  }
}

/**
 * The cluster's own hosts have one wildcard certificate: new hosts need none, and no certificate log publishes their
 * names. Each other domain has a Gateway of its own, since its records are its own.
 */
export const gateway: Component = (chart, { cluster }, fleet) => {
  const hosts = [`*.${cluster.domain}`]
  const ports = { https: 'https', http: 'http' }
  entry(chart, { id: 'gateway', name: 'public', release: gatewayRelease, hosts, ports })
  certified(chart, 'certificate', 'public', hosts)
  if (cluster.internalDomain !== undefined) {
    const inside = [`*.${cluster.internalDomain}`]
    entry(chart, { id: 'gateway-internal', name: 'internal', release: internalRelease, hosts: inside, ports })
    certified(chart, 'certificate-internal', 'internal', inside)
  }
  for (const domain of domainsOf(fleet, cluster)) {
    const name = domainName(domain.name)
    const annotations = answers(domain, cluster)
    entry(chart, {
      id: `gateway-${name}`,
      name,
      release: gatewayRelease,
      hosts: domain.hosts,
      ports: { https: `https-${name}`, http: `http-${name}` },
      ...(annotations === undefined ? {} : { annotations }),
    })
    if (domain.secret === null) certified(chart, `certificate-${name}`, name, domain.hosts)
    else bought(chart, name, domain.secret, cluster)
  }
}
