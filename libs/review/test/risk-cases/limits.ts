// Judged by hand on 2026-11-30: levels were written down from the change and its product's docs before review was
// asked.
import { casesOf, object, type RiskCase } from '../risk-case.ts'

const rule = casesOf('networking.istio.io/v1 DestinationRule')
const hpa = casesOf('autoscaling/v2 HorizontalPodAutoscaler')
const keda = casesOf('keda.sh/v1alpha1 ScaledObject')
const deployment = casesOf('apps/v1 Deployment')
const policy = (text: string) => `spec: {host: web, trafficPolicy: ${text}}`
const pool = (text: string) => policy(`{connectionPool: ${text}}`)
const pending = (n: number) => pool(`{http: {http1MaxPendingRequests: ${n}}}`)
const subset = (n: number) =>
  `spec: {host: web, subsets: [{name: a, trafficPolicy: {connectionPool: {http: {http2MaxRequests: ${n}}}}}]}`
const port = (n: number) =>
  policy(`{portLevelSettings: [{port: {number: 80}, connectionPool: {tcp: {maxConnections: ${n}}}}]}`)
const resources = (text: string) =>
  `spec: {replicas: 3, template: {spec: {containers: [{name: a, image: "a:1", resources: {${text}}}]}}}`
const ejects = (text: string) => policy(`{outlierDetection: {${text}}}`)
const scaled = (least: number, most: number, share: number, more = '') =>
  `spec: {minReplicas: ${least}, maxReplicas: ${most}, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: ${share}}}}]${more}}`
const each = (amount: string) =>
  `spec: {maxReplicas: 9, metrics: [{type: Pods, pods: {metric: {name: rps}, target: {type: AverageValue, averageValue: "${amount}"}}}]}`
const asked = (most: number, threshold: string) =>
  `spec: {minReplicaCount: 1, maxReplicaCount: ${most}, triggers: [{type: prometheus, metadata: {threshold: "${threshold}"}}]}`
const amount = (value: string) =>
  `spec: {maxReplicaCount: 9, triggers: [{type: cpu, metricType: AverageValue, metadata: {value: "${value}"}}]}`
const pods = (text: string) =>
  `spec: {replicas: 3, template: {spec: {containers: [{name: web, image: "r/web@sha256:${'a'.repeat(64)}"}]${text}}}}`
const on = (kind: string, more = '') => pods(`, nodeSelector: {karpenter.sh/capacity-type: ${kind}}${more}`)
const among = (kinds: string) =>
  pods(
    `, affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: karpenter.sh/capacity-type, operator: In, values: [${kinds}]}]}]}}}`,
  )
const mtls = (mode: string, space: string) =>
  object('security.istio.io/v1 PeerAuthentication', `spec: {mtls: {mode: ${mode}}}`).replace('shop', space)

/** Numbers that stop requests or pods, and their neighbours that do not. */
export const limitRiskCases: readonly RiskCase[] = [
  rule('one waits', pending(1000), pending(1), 'high calls-limited'),
  rule('one waits where any did', pool('{http: {idleTimeout: 5m}}'), pending(1), 'high calls-limited'),
  rule('a tenth may wait', pending(1000), pending(100), 'high calls-limited'),
  rule('half may wait', pending(1000), pending(500), 'medium calls-limited'),
  rule('more wait', pending(1), pending(1000)),
  rule('a large limit where there was none', pool('{http: {idleTimeout: 5m}}'), pending(1000)),
  rule('comes with one connection', '', pool('{tcp: {maxConnections: 1}}'), 'high calls-limited'),
  rule('no word again', pending(1), pending(0)),
  rule('one at once, for a subset', subset(1000), subset(1), 'high calls-limited'),
  rule('one at once, at a port', port(100), port(1), 'high calls-limited'),
  rule(
    'a millisecond to connect',
    pool('{tcp: {connectTimeout: 10s}}'),
    pool('{tcp: {connectTimeout: 1ms}}'),
    'high calls-cut-short',
  ),
  rule(
    'a second to connect',
    pool('{tcp: {connectTimeout: 20s}}'),
    pool('{tcp: {connectTimeout: 1s}}'),
    'medium calls-cut-short',
  ),
  rule('longer to connect', pool('{tcp: {connectTimeout: 1s}}'), pool('{tcp: {connectTimeout: 5s}}')),
  rule(
    'a request a connection',
    pool('{http: {maxRequestsPerConnection: 0}}'),
    pool('{http: {maxRequestsPerConnection: 1}}'),
    'medium connection-each',
  ),
  rule(
    'all may be ejected',
    ejects('maxEjectionPercent: 10'),
    ejects('maxEjectionPercent: 100'),
    'medium pods-ejected',
  ),
  rule('ejected for a day', ejects('baseEjectionTime: 30s'), ejects('baseEjectionTime: 24h'), 'medium pods-ejected'),
  rule(
    'ejected by one error',
    ejects('consecutive5xxErrors: 5'),
    ejects('consecutive5xxErrors: 1'),
    'medium pods-ejected',
  ),
  rule('fewer ejected', ejects('maxEjectionPercent: 100'), ejects('maxEjectionPercent: 10')),
  hpa('at 600 %', scaled(2, 10, 70), scaled(2, 10, 600), 'high scales-late'),
  hpa('at 99 %', scaled(2, 10, 70), scaled(2, 10, 99), 'medium scales-late'),
  hpa('at 80 %', scaled(2, 10, 70), scaled(2, 10, 80)),
  hpa('at 1 %', scaled(2, 10, 70), scaled(2, 10, 1), 'medium scales-early'),
  hpa('ten times as much for each pod', each('100'), each('1k'), 'high scales-late'),
  hpa('twice as much for each pod', each('100m'), each('200m'), 'medium scales-late'),
  hpa('no room', scaled(2, 10, 70), scaled(2, 2, 70), 'high never-more-pods', 'medium fewer-most-pods'),
  hpa(
    'a pod in half an hour',
    scaled(2, 10, 70),
    scaled(2, 10, 70, ', behavior: {scaleUp: {policies: [{type: Pods, value: 1, periodSeconds: 1800}]}}'),
    'medium scales-late',
  ),
  keda('a threshold a thousand times as high', asked(10, '10'), asked(10, '10000'), 'high scales-late'),
  keda('a little higher', asked(10, '10'), asked(10, '12')),
  keda('an amount of cpu, which is no share', amount('300'), amount('350')),
  keda('no room', asked(10, '10'), asked(1, '10'), 'high never-more-pods', 'medium fewer-most-pods'),
  deployment('to spot', on('on-demand'), on('spot'), 'medium may-be-taken'),
  deployment('to spot, by affinity', among('on-demand'), among('spot, on-demand'), 'medium may-be-taken'),
  deployment('from spot', on('spot'), on('on-demand')),
  deployment(
    'ten minutes to end on spot',
    on('spot', ', terminationGracePeriodSeconds: 60'),
    on('spot', ', terminationGracePeriodSeconds: 600'),
    'medium taken-before-end',
  ),
  deployment(
    'ten minutes to end on demand',
    on('on-demand', ', terminationGracePeriodSeconds: 60'),
    on('on-demand', ', terminationGracePeriodSeconds: 600'),
  ),
  deployment(
    'a limit that no node has',
    resources('requests: {memory: 1Gi}, limits: {memory: 1Gi}'),
    resources('requests: {memory: 1Gi}, limits: {memory: 1Ti}'),
    'medium memory-unbounded',
  ),
  deployment(
    'twice the memory',
    resources('requests: {memory: 1Gi}, limits: {memory: 1Gi}'),
    resources('requests: {memory: 2Gi}, limits: {memory: 2Gi}'),
  ),
  deployment(
    'no limit any more',
    resources('limits: {memory: 1Gi, cpu: 1}'),
    resources('limits: {cpu: 1}'),
    'low memory-unbounded',
  ),
  deployment('no limit of cpu', resources('limits: {memory: 1Gi, cpu: 1}'), resources('limits: {memory: 1Gi}')),
  deployment(
    'all of a node',
    resources('requests: {cpu: 100m}'),
    resources('requests: {cpu: "100"}'),
    'medium asks-much-more',
  ),
  casesOf('karpenter.sh/v1 NodePool')(
    'machines of five minutes',
    'spec: {template: {spec: {expireAfter: 720h}}}',
    'spec: {template: {spec: {expireAfter: 5m}}}',
    'high nodes-younger',
  ),
  [
    'PeerAuthentication: a namespace leaves a STRICT mesh',
    { 'a.yaml': mtls('STRICT', 'istio-system') },
    { 'a.yaml': mtls('STRICT', 'istio-system'), 'b.yaml': mtls('PERMISSIVE', 'shop') },
    'high unencrypted-calls',
  ],
  [
    'PeerAuthentication: one comes that says what the mesh says',
    { 'a.yaml': mtls('PERMISSIVE', 'istio-system') },
    { 'a.yaml': mtls('PERMISSIVE', 'istio-system'), 'b.yaml': mtls('PERMISSIVE', 'shop') },
  ],
]
