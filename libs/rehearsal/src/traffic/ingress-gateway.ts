import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { KubeObject } from '@slipway/core'
import { certify } from '../cluster/certificates.ts'
import { startEnvoy, type Envoy } from '../components/envoy.ts'
import { proxyToken, startIstiod, type Istiod } from '../components/istiod.ts'
import type { ApiServer } from '../components/kube-apiserver.ts'
import { kinds, namespaceNamed } from '../cluster/live.ts'
import type { Runtime } from '../cluster/runtime.ts'

interface Server {
  readonly hosts: readonly string[]
  readonly port: { readonly number: number; readonly protocol: string }
  readonly tls?: { readonly credentialName?: string }
}

export interface GatewayServer {
  readonly namespace: string
  readonly selector: Readonly<Record<string, string>>
  readonly hosts: readonly string[]
  readonly port: number
  readonly secret: string
}

/** @returns `undefined` without HTTPS */
export function gatewayServerOf({ metadata, spec }: KubeObject): GatewayServer | undefined {
  const { selector = {}, servers = [] } = spec as {
    selector?: Readonly<Record<string, string>>
    servers?: readonly Server[]
  }
  const server = servers.find(({ port, tls }) => port.protocol === 'HTTPS' && tls?.credentialName !== undefined)
  if (server?.tls?.credentialName === undefined) return undefined
  // `istio-system/*.example.com`.
  const hosts = server.hosts.map((host) => host.split('/').at(-1) ?? host)
  return {
    namespace: metadata.namespace ?? 'default',
    selector,
    hosts,
    port: server.port.number,
    secret: server.tls.credentialName,
  }
}

/** A real istiod, and a real Envoy that it programs from the tree's Gateway and routes. */
export interface IngressGateway extends GatewayServer {
  readonly ca: string
  readonly istiod: Istiod
  readonly envoy: Envoy
  /** A second pod of the gateway, which listens at an address of its own; its listener is made by istiod. */
  another(address: string): Promise<Envoy>
}

interface GatewayOptions {
  readonly api: ApiServer
  readonly door: GatewayServer
  readonly admin: number
  readonly address: string
  /** More of the tree's mesh config. */
  readonly meshConfig?: object
  readonly drainSeconds?: number
}

export const account = 'gateway'
const second = 'gateway-2'
const podLabel = 'rehearsal.slipway.dev/pod'

/** All pods share one network here, so a second proxy cannot have all addresses, too. */
const listensAt = ({ namespace, port }: GatewayServer, address: string): KubeObject => ({
  apiVersion: 'networking.istio.io/v1alpha3',
  kind: 'EnvoyFilter',
  metadata: { name: second, namespace },
  spec: {
    workloadSelector: { labels: { [podLabel]: second } },
    configPatches: [
      {
        applyTo: 'LISTENER',
        match: { context: 'GATEWAY', listener: { portNumber: port } },
        patch: { operation: 'MERGE', value: { address: { socket_address: { address, port_value: port } } } },
      },
    ],
  },
})

/** Makes the objects of the chart and of cert-manager. */
export async function furnish(
  api: Pick<ApiServer, 'kube'>,
  { namespace, secret }: GatewayServer,
  certificate: { readonly certificate: string; readonly key: string },
): Promise<string> {
  const meta = { name: account, namespace }
  const objects: readonly KubeObject[] = [
    namespaceNamed(namespace),
    { ...kinds.serviceAccount, metadata: meta },
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
      ...kinds.secret,
      type: 'kubernetes.io/tls',
      metadata: { name: secret, namespace },
      stringData: {
        'tls.crt': readFileSync(certificate.certificate, 'utf8'),
        'tls.key': readFileSync(certificate.key, 'utf8'),
      },
    },
  ]
  for (const object of objects) await api.kube.apply(object)
  return proxyToken(api.kube, { namespace, serviceAccount: account })
}

/** Waits until Envoy has its first configuration. */
export async function openIngressGateway(
  runtime: Runtime,
  { api, door, admin, address, meshConfig = {}, drainSeconds }: GatewayOptions,
): Promise<IngressGateway> {
  const [first = 'gateway'] = door.hosts
  const certificate = await certify(path.join(runtime.folder, 'front-door'), first, door.hosts)
  const [started, token] = await Promise.all([
    startIstiod(runtime, api, { meshConfig }),
    furnish(api, door, certificate),
  ])
  const pod = {
    as: 'router',
    namespace: door.namespace,
    serviceAccount: account,
    token,
    ads: started.ads,
    ...(drainSeconds === undefined ? {} : { drainSeconds }),
  } as const
  const another = async (at: string) => {
    const labels = { ...door.selector, [podLabel]: second }
    await api.kube.apply(listensAt(door, at))
    return startEnvoy(runtime, { ...pod, name: second, labels, address: at })
  }
  const own = await startEnvoy(runtime, { ...pod, name: 'gateway', labels: door.selector, address, admin })
  return { ...door, ca: certificate.ca, istiod: started, envoy: own, another }
}
