import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { freePort, local, type Running, type Runtime } from '../cluster/runtime.ts'
import { raisePriority } from '../cluster/priority.ts'

interface EnvoyOptions {
  readonly name: string
  readonly namespace: string
  readonly as: 'router' | 'sidecar'
  readonly labels: Readonly<Record<string, string>>
  readonly serviceAccount: string
  readonly token: string
  readonly ads: number
  readonly secrets?: number
  readonly address: string
  readonly admin?: number
  /** Istio's `drainDuration`. @default 45 */
  readonly drainSeconds?: number
  /** As Istio's agent makes it of `ISTIO_META_...`. */
  readonly metadata?: Readonly<Record<string, string>>
}

const upstream = (name: string, port: number) => ({
  name,
  type: 'STATIC',
  connect_timeout: '5s',
  load_assignment: {
    cluster_name: name,
    endpoints: [
      { lb_endpoints: [{ endpoint: { address: { socket_address: { address: '127.0.0.1', port_value: port } } } }] },
    ],
  },
  typed_extension_protocol_options: {
    'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
      '@type': 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
      explicit_http_config: { http2_protocol_options: {} },
    },
  },
})

/** Envoy's bootstrap for a proxy that istiod programs; statistics have Istio's tags (envoy_bootstrap.json). */
const bootstrap = (
  { as, secrets, name, namespace, labels, serviceAccount, token, ads, address, metadata }: EnvoyOptions,
  admin: number,
): unknown => ({
  node: {
    id: `${as}~${address}~${name}.${namespace}~${namespace}.svc.cluster.local`,
    cluster: `${name}.${namespace}`,
    metadata: {
      NAMESPACE: namespace,
      LABELS: labels,
      CLUSTER_ID: 'Kubernetes',
      ISTIO_VERSION: '1.31.0',
      SERVICE_ACCOUNT: serviceAccount,
      NAME: name,
      ...metadata,
    },
  },
  admin: { address: { socket_address: { address: '127.0.0.1', port_value: admin } } },
  stats_config: {
    use_all_default_tags: false,
    stats_tags: [
      { tag_name: 'cluster_name', regex: '^cluster(\\.(.+);)' },
      { tag_name: 'response_code', regex: '_rq(_(\\d{3}))$' },
      { tag_name: 'response_code_class', regex: '_rq(_(\\dxx))$' },
    ],
  },
  static_resources: {
    clusters: [upstream('istiod', ads), ...(secrets === undefined ? [] : [upstream('sds-grpc', secrets)])],
  },
  dynamic_resources: {
    lds_config: { ads: {}, resource_api_version: 'V3' },
    cds_config: { ads: {}, resource_api_version: 'V3' },
    ads_config: {
      api_type: 'GRPC',
      transport_api_version: 'V3',
      set_node_on_first_message_only: true,
      grpc_services: [
        {
          envoy_grpc: { cluster_name: 'istiod' },
          initial_metadata: [{ key: 'authorization', value: `Bearer ${token}` }],
        },
      ],
    },
  },
})

export interface Envoy {
  readonly admin: number
  readonly running: Running
}

/** As Istio's agent sets it: Envoy asks clients to leave from the first second of a drain (pkg/envoy/proxy.go). */
const drain = (seconds = 45) => ['--drain-time-s', String(seconds), '--drain-strategy', 'immediate']

export async function startEnvoy(runtime: Runtime, options: EnvoyOptions): Promise<Envoy> {
  const admin = options.admin ?? (await freePort())
  const config = path.join(runtime.place('envoy', options.name), 'bootstrap.json')
  writeFileSync(config, JSON.stringify(bootstrap(options, admin)), { mode: 0o600 })
  // One worker is enough for a rehearsal's load on two processors.
  const args = [
    '--config-path',
    config,
    '--concurrency',
    '1',
    '--disable-hot-restart',
    '--log-level',
    'warning',
    ...drain(options.drainSeconds),
  ]
  const name = `envoy-${options.name}`
  const running = await runtime.serve({ program: 'envoy', name, args }, `http://${local(admin)}/ready`)
  raisePriority(running.pid)
  return { admin, running }
}
