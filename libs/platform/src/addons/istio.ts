import type { Construct } from 'constructs'
import { loggingOf, tracingOf, type Cluster, type Fleet } from '@slipway/fleet'
import { gateway, otlp } from '@slipway/manifests'
import { gatewayRelease, internalRelease } from '../components/gateway.ts'
import { meshNamespace } from '../components/mesh.ts'
import {
  Addon,
  bareBudget,
  kubeSystem,
  onSystemNodes,
  ownNamespace,
  replicas,
  waves,
  webhookFields,
  type AddAddons,
  type Value,
} from './addon.ts'
import { traceCollector, tracesProvider } from '../signals/trace-config.ts'
import { versions } from './versions.ts'

/** Four charts of one release move together. */
const release = { repository: 'https://istio-release.storage.googleapis.com/charts', version: versions.istio.chart }

const spread = (app: string): Value =>
  ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { app } },
  }))

/** Envoy's access log: Istio's fields that a record has, and the trace, which joins it with the lines of apps. */
const accessLog = {
  method: '%REQ(:METHOD)%',
  path: '%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%',
  authority: '%REQ(:AUTHORITY)%',
  protocol: '%PROTOCOL%',
  response_code: '%RESPONSE_CODE%',
  response_flags: '%RESPONSE_FLAGS%',
  response_code_details: '%RESPONSE_CODE_DETAILS%',
  bytes_received: '%BYTES_RECEIVED%',
  bytes_sent: '%BYTES_SENT%',
  duration: '%DURATION%',
  request_id: '%REQ(X-REQUEST-ID)%',
  // Without `tracing` the proxy begins no trace; it passes on the one that a caller began.
  traceparent: '%REQ(TRACEPARENT)%',
  user_agent: '%REQ(USER-AGENT)%',
  upstream_host: '%UPSTREAM_HOST%',
  upstream_cluster: '%UPSTREAM_CLUSTER_RAW%',
  upstream_transport_failure_reason: '%UPSTREAM_TRANSPORT_FAILURE_REASON%',
}

const meshConfig = (cluster: Cluster, fleet: Fleet): Value => ({
  // Each outside host gets an address of its own, or istiod would lead all TCP of a port to the first of them
  // (FIELD-NOTES N3).
  defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } },
  accessLogEncoding: 'JSON',
  enablePrometheusMerge: true,
  // Each app's Sidecar declares its hosts.
  outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
  // Else `//metrics` and `/%2Fmetrics` pass an AuthorizationPolicy that names `/metrics`.
  pathNormalization: { normalization: 'DECODE_AND_MERGE_SLASHES' },
  ...(loggingOf(cluster, fleet) === undefined ? {} : { accessLogFormat: JSON.stringify(accessLog) }),
  // https://istio.io/latest/docs/tasks/observability/distributed-tracing/opentelemetry/
  ...(tracingOf(cluster) === undefined
    ? {}
    : {
        enableTracing: true,
        extensionProviders: [
          {
            name: tracesProvider,
            opentelemetry: { service: `${traceCollector}.${meshNamespace}.svc.cluster.local`, port: otlp.grpc },
          },
        ],
      }),
})

/**
 * In seconds. A balancer may send new connections for minutes after it was told that a pod goes (FIELD-NOTES N1), so
 * the pod takes them that long; then Envoy says goodbye on each answer, and ends with the last connection or after
 * `drain`. It closes idle ones in the last fifth of `goodbye` (docs/field-notes.md T10), later than most clients do:
 * a request that meets this is lost. Istio's own 45 s would begin that after 36.
 */
const leaving = { deregistration: 30, pause: 180, goodbye: 100, drain: 110, margin: 10 } as const

/**
 * An NLB that sends to the gateway's pods directly and asks by HTTP whether they are ready (SYSTEM.md S4-08;
 * FIELD-NOTES A5).
 */
const balancer = (name: string, reach: 'public' | 'internal'): Value => {
  const settings = {
    type: 'external',
    name: `${name}-${reach}`.slice(0, 32).replace(/-+$/, ''),
    scheme: reach === 'public' ? 'internet-facing' : 'internal',
    'nlb-target-type': 'ip',
    'healthcheck-protocol': 'http',
    'healthcheck-port': '15021',
    'healthcheck-path': '/healthz/ready',
    attributes: 'load_balancing.cross_zone.enabled=true',
    'target-group-attributes': `preserve_client_ip.enabled=true,deregistration_delay.timeout_seconds=${leaving.deregistration}`,
  }
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [`service.beta.kubernetes.io/aws-load-balancer-${key}`, value]),
  )
}

/** SYSTEM.md S4-26; one alone where nobody is paged. */
const gatewayPods = ({ quiet, zones }: Cluster) =>
  quiet ? { minReplicas: 1, maxReplicas: 2 } : { minReplicas: 2 * zones.length, maxReplicas: 30 }

/**
 * Teams' pods are restricted, so the CNI plug-in on the node writes iptables (FIELD-NOTES A6); it needs the host's
 * files, hence kube-system.
 */
export const istio: AddAddons = (scope, cluster, fleet) => {
  new Addon(scope, 'istio-base', {
    ...release,
    chart: 'base',
    ...ownNamespace(meshNamespace, 'baseline'),
    wave: waves.base,
    serverSideApply: true,
    ignoreDifferences: webhookFields,
    values: { defaultRevision: 'default' },
  })
  new Addon(scope, 'istio-cni', {
    ...release,
    chart: 'cni',
    ...kubeSystem,
    wave: waves.mesh,
    values: { global: { logAsJson: true } },
  })
  new Addon(scope, 'istiod', {
    ...release,
    // istio-base has made it.
    namespace: meshNamespace,
    wave: waves.mesh,
    ignoreDifferences: webhookFields,
    relied: [
      ['cni', 'enabled'],
      ['meshConfig', 'outboundTrafficPolicy'],
      ['meshConfig', 'pathNormalization'],
      ['meshConfig', 'defaultConfig', 'proxyMetadata', 'ISTIO_META_DNS_CAPTURE'],
    ],
    values: {
      cni: { enabled: true },
      autoscaleMin: replicas(cluster),
      autoscaleMax: 5,
      seccompProfile: { type: 'RuntimeDefault' },
      topologySpreadConstraints: spread('istiod'),
      ...onSystemNodes(cluster),
      global: { logAsJson: true },
      meshConfig: meshConfig(cluster, fleet),
    },
  })
  ingress(scope, cluster, gatewayRelease, 'public')
  if (cluster.internalDomain !== undefined) ingress(scope, cluster, internalRelease, 'internal')
}

const streamPorts = ({ gatewayPorts = {} }: Cluster) =>
  Object.entries(gatewayPorts)
    .map(([name, { port }]) => [`tls-${name}`, port] as const)
    .sort(([, one], [, other]) => one - other)

function ingress(scope: Construct, cluster: Cluster, name: string, reach: 'public' | 'internal'): void {
  new Addon(scope, name, {
    ...release,
    chart: 'gateway',
    // Ready means that the balancer sends to it, so a rollout never leaves the balancer without pods.
    ...(reach === 'public'
      ? ownNamespace(gateway.namespace, 'baseline', { 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' })
      : { namespace: gateway.namespace }),
    wave: waves.gateway,
    relied: [
      ['lifecycle'],
      ['env', 'EXIT_ON_ZERO_ACTIVE_CONNECTIONS'],
      ['podAnnotations', 'proxy.istio.io/config'],
      ['terminationGracePeriodSeconds'],
      ['service', 'ports'],
    ],
    values: {
      autoscaling: { enabled: true, ...gatewayPods(cluster), targetCPUUtilizationPercentage: 60 },
      podDisruptionBudget: bareBudget(cluster),
      resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '2', memory: '1Gi' } },
      lifecycle: { preStop: { sleep: { seconds: leaving.pause } } },
      // By itself Istio's agent ends Envoy 5 s after SIGTERM, whoever is connected.
      env: { EXIT_ON_ZERO_ACTIVE_CONNECTIONS: 'true' },
      podAnnotations: { 'proxy.istio.io/config': `drainDuration: ${leaving.goodbye}s` },
      terminationGracePeriodSeconds: leaving.pause + leaving.drain + leaving.margin,
      topologySpreadConstraints: spread(name),
      service: {
        type: 'LoadBalancer',
        annotations: balancer(cluster.name, reach),
        // Without the chart's 15021, which the balancer asks on the pods themselves.
        ports: [
          ['http2', 80] as const,
          ['https', 443] as const,
          ...(reach === 'public' ? streamPorts(cluster) : []),
        ].map(([portName, port]) => ({ name: portName, port, protocol: 'TCP', targetPort: port })),
      },
      ...onSystemNodes(cluster),
    },
  })
}
