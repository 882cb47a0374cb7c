import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { KubeObject } from '@slipway/core'
import { certify } from '../cluster/certificates.ts'
import { startEnvoy } from '../components/envoy.ts'
import { startIstiod, type Istiod } from '../components/istiod.ts'
import type { ApiServer } from '../components/kube-apiserver.ts'
import type { Runtime } from '../cluster/runtime.ts'

interface Server {
  readonly hosts: readonly string[]
  readonly port: { readonly number: number; readonly protocol: string }
  readonly tls?: { readonly credentialName?: string }
}

/** What of a Gateway says how it is reached from outside. */
export interface GatewayServer {
  readonly namespace: string
  /** The labels of the proxies that serve it. */
  readonly selector: Readonly<Record<string, string>>
  readonly hosts: readonly string[]
  readonly port: number
  /** The Secret that has its certificate. */
  readonly secret: string
}

/** @returns nothing for a Gateway that serves no HTTPS with a certificate of its own */
export function gatewayServerOf({ metadata, spec }: KubeObject): GatewayServer | undefined {
  const { selector = {}, servers = [] } = spec as {
    selector?: Readonly<Record<string, string>>
    servers?: readonly Server[]
  }
  const server = servers.find(({ port, tls }) => port.protocol === 'HTTPS' && tls?.credentialName !== undefined)
  if (server?.tls?.credentialName === undefined) return undefined
  // `istio-system/*.example.com`: the namespace before the slash is who may have the host.
  const hosts = server.hosts.map((host) => host.split('/').at(-1) ?? host)
  return {
    namespace: metadata.namespace ?? 'default',
    selector,
    hosts,
    port: server.port.number,
    secret: server.tls.credentialName,
  }
}

/** The front door of a cluster: a real istiod, and a real Envoy that it programs from the tree's own Gateway and routes. */
export interface IngressGateway extends GatewayServer {
  /** The file of the authority that signed its certificate. */
  readonly ca: string
  /** The Envoy's admin port. */
  readonly admin: number
  readonly istiod: Istiod
}

export interface GatewayOptions {
  readonly istiod: string
  readonly envoy: string
  readonly api: ApiServer
  readonly door: GatewayServer
  readonly admin: number
  readonly address: string
}

const account = 'gateway'

/** What a chart and cert-manager would have made: the namespace, who the gateway is, that it may read certificates, and its own. */
async function furnish(
  api: ApiServer,
  { namespace, secret }: GatewayServer,
  certificate: { readonly certificate: string; readonly key: string },
): Promise<string> {
  const meta = { name: account, namespace }
  const objects: readonly KubeObject[] = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: meta,
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: meta,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: account },
      subjects: [{ kind: 'ServiceAccount', ...meta }],
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: { name: secret, namespace },
      stringData: {
        'tls.crt': readFileSync(certificate.certificate, 'utf8'),
        'tls.key': readFileSync(certificate.key, 'utf8'),
      },
    },
  ]
  for (const object of objects) await api.kube.apply(object)
  const asked = (await api.kube.raw({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`,
    body: JSON.stringify({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { audiences: ['istio-ca'], expirationSeconds: 86_400 },
    }),
  })) as { status: { token: string } }
  return asked.status.token
}

/** Starts both and waits until Envoy has its first configuration. Routes come with the objects of the tree. */
export async function openIngressGateway(
  runtime: Runtime,
  { istiod, envoy, api, door, admin, address }: GatewayOptions,
): Promise<IngressGateway> {
  const [first = 'gateway'] = door.hosts
  const certificate = await certify(path.join(runtime.folder, 'front-door'), first, door.hosts)
  const [started, token] = await Promise.all([startIstiod(runtime, istiod, api), furnish(api, door, certificate)])
  await startEnvoy(runtime, {
    command: envoy,
    as: 'router',
    name: 'gateway',
    namespace: door.namespace,
    labels: door.selector,
    serviceAccount: account,
    token,
    ads: started.ads,
    address,
    admin,
  })
  return { ...door, ca: certificate.ca, admin, istiod: started }
}
