import type { Issue } from '@slipway/core'
import type { Kind } from '../shape/app.ts'
import { valueAt } from './locate.ts'

const podsOnly =
  'give it to an app of kind http or worker, whose pods its security group lets in, and call that; a function has needs.table'

/** Why a kind lacks a word that others have, and what to do. */
const lacked: Readonly<Partial<Record<Kind, Readonly<Record<string, string>>>>> = {
  stateful: {
    migrate:
      'take it out: it would run before the pods whose volumes it is about; let the app change its data when it starts, or give migrate to the app that calls it',
    retries: 'take it out: a stateful app may act twice on a request that is tried again',
    queue: 'take it out, and say sends or take kind worker: only workers work on queues',
  },
  daemon: {
    migrate: 'take it out: it would run once and not on each machine; let an init container do it there',
    scale: 'take it out: there is one pod on each machine',
    volumes: 'take it out',
  },
  function: {
    args: 'say command: Lambda hands it to the ENTRYPOINT of the image',
    scale: 'take it out: Lambda starts as many as are called; concurrency limits them',
    replicas: 'take it out: Lambda starts as many as are called; concurrency limits them',
    cpu: 'take it out: processor time comes with memory, a vCPU with 1769Mi',
    limits: 'take it out: memory is the limit, and processor time comes with it',
    port: 'take it out: the runtime of the image asks Lambda for each call, and nobody connects to it',
    ports: 'take it out: the runtime of the image asks Lambda for each call, and nobody connects to it',
    protocol: 'take it out: an HTTP API takes HTTP and gives the function a JSON event',
    health: 'take it out: Lambda starts another where one ends or fails to start',
    metrics: 'take it out: nobody can scrape a function; CloudWatch counts calls, errors, durations and throttles',
    volumes: 'take it out: say disk for /tmp, or needs.bucket for what has to stay',
    files: 'take it out: put the file into the image, or into a bucket',
    sidecars: 'take it out: a function is one container; extensions are files of its image',
    init: 'take it out: code outside of the handler runs once before the first call',
    migrate: 'take it out, and let an app of kind cron or http change the data',
    drain: 'take it out: Lambda ends a function only between calls',
    placement: 'take it out: a function has no machine of yours',
    profile: 'take it out: a function has no machine of yours',
    spread: 'take it out: Lambda runs functions in several zones by itself',
    apart: 'take it out: a function has no machine of yours',
    gpu: 'take it out: Lambda has no GPUs; take kind http, worker or cron',
    user: 'take it out: Lambda runs each image as a user of its own without rights',
    advice:
      'take it out: nothing in the cluster can measure it; the report of each call in its log has the memory it used',
    sticky: 'take it out: whoever is free gets a call, so state belongs into a table',
    balance: 'take it out: whoever is free gets a call',
    retries: 'take it out: an HTTP API tries each request once; callers try again',
    accepts: 'take it out: apps call it by its public host, with calls: [{ host: ... }]',
    api: 'take it out: contracts are read of apps in a cluster',
    deadline: 'say timeout: the longest that a call may take',
    attempts: 'take it out: needs.queue.NAME.attempts says how often a message is tried',
    overlap: 'say concurrency: { reserved: 1 } where two runs must not be at once',
    'needs.database': podsOnly,
    'needs.cache': podsOnly,
  },
  cron: {
    health: 'take it out: a run is well when it ends with 0 before its deadline',
    port: 'take it out: nobody calls a run',
    ports: 'take it out: nobody calls a run',
    scale: 'take it out: each run is one pod',
    metrics: 'take it out: a run is gone before Prometheus comes; alerts count failed runs',
  },
}

const words = (text: string, names: string): readonly (readonly [string, string])[] =>
  names.split(' ').map((name) => [name, text])

/** Words of Kubernetes, Helm charts and Compose files, with what says it here. */
export const foreign: ReadonlyMap<string, string> = new Map<string, string>([
  ...words('say scale, such as scale: 3', 'replicas replicaCount instances minReplicas maxReplicas'),
  ...words('say scale, such as scale: { min: 2, max: 10, on: { cpu: 70 } }', 'autoscaling hpa autoscale keda'),
  ...words('say cpu and memory (and limits)', 'resources requests'),
  ...words('say image, command and env of the app itself, and sidecars for more', 'containers template podTemplate'),
  ...words('say init', 'initContainers'),
  ...words('say env', 'environment envVars variables'),
  ...words('say secrets, such as { DB_URL: "orders/db#url" }', 'envFrom secretRef secretKeyRef externalSecrets vault'),
  ...words('say files, such as { "/etc/app/app.yaml": "config/app.yaml" }', 'config configMap configMaps configFiles'),
  ...words(
    'say volumes, such as { "/data": "10Gi" }',
    'storage persistence volumeClaimTemplates volumeMounts pvc mounts',
  ),
  ...words('say health.ready', 'readinessProbe readiness healthcheck healthCheck'),
  ...words('say health.live', 'livenessProbe liveness'),
  ...words('say health.start', 'startupProbe'),
  ...words('say port, and ports for more', 'containerPort service services targetPort'),
  ...words('say expose, such as { host: "shop" }', 'ingress hosts route routes gateway virtualService domain url'),
  ...words('say calls, and accepts on the other side', 'dependsOn depends_on links networkPolicy egress allow'),
  ...words('say image without a tag; the release file has the digest', 'tag digest version imageTag'),
  ...words(
    'take it out: the platform decides it',
    'imagePullPolicy restartPolicy podDisruptionBudget pdb serviceMonitor tls mtls namespace labels annotations',
  ),
  ...words(
    'say placement, profile, apart or spread',
    'nodeSelector affinity antiAffinity tolerations topologySpreadConstraints',
  ),
  ...words('say user', 'securityContext runAsUser podSecurityContext'),
  ...words(
    'take it out: each app has an account of its own, with the rights that its words need',
    'serviceAccount serviceAccountName iamRole role',
  ),
  ...words(
    'take it out: pods of teams have no rights on their machine (docs/teams.md); what needs them is a chart of the platform',
    'privileged hostNetwork hostPID hostIPC hostPath capabilities',
  ),
  ...words('take it out: volumes are encrypted gp3 disks', 'storageClass storageClassName'),
  ...words('say snapshots, such as { schedule: "0 3 * * *", keep: "30d" }', 'backup backups snapshot'),
  ...words('say zone', 'timezone timeZone tz'),
  ...words('say overlap', 'concurrencyPolicy'),
  ...words('say attempts', 'backoffLimit retry'),
  ...words('say deadline', 'activeDeadlineSeconds'),
  ...words(
    'say drain',
    'terminationGracePeriodSeconds gracePeriod stopGracePeriod stop_grace_period preStop lifecycle',
  ),
  ...words('say command, and args', 'entrypoint cmd'),
  ...words(
    'say release, such as { canary: [5, 25, 50], hold: "2m", slo: { errors: "1%" } }',
    'strategy rollout canary updateStrategy',
  ),
  ...words('say queue on a worker, and sends on who fills it', 'queues sqs topic topics'),
  ...words('say peers: true on a stateful app', 'headless clusterIP'),
  ...words('say sticky', 'sessionAffinity stickySessions'),
  ...words('say migrate', 'migration migrations preSync hooks'),
  ...words('say gpu', 'gpus nvidia'),
  ...words('take it out: a WebSocket needs no word (docs/hosts.md)', 'websocket websockets websocket_services'),
])

/** The same of words within a field. */
const within: ReadonlyMap<string, string> = new Map<string, string>([
  ...words('say ready', 'health.readiness health.readinessProbe'),
  ...words('say live', 'health.liveness health.livenessProbe'),
  ...words(
    'say start, such as "2m": until then a slow start is no failure',
    'health.startup health.startupProbe health.initialDelaySeconds health.initialDelay health.startPeriod health.gracePeriod',
  ),
  ...words('say period', 'health.periodSeconds health.interval'),
  ...words('say timeout', 'health.timeoutSeconds'),
  ...words('say failures', 'health.failureThreshold health.retries health.threshold'),
  ...words(
    'say it of each question, such as ready: { path: "/readyz", port: "admin" }',
    'health.path health.port health.http health.httpGet',
  ),
  ...words(
    'say it of each question: ready: { grpc: "main" }, live: { tcp: "main" }',
    'health.grpc health.tcp health.tcpSocket',
  ),
  ...words('say min', 'scale.minReplicas scale.minimum scale.minPods'),
  ...words('say max', 'scale.maxReplicas scale.maximum scale.maxPods'),
  ...words('give the number itself: scale: 3', 'scale.replicas scale.count'),
  ...words(
    'say it in on, such as on: { cpu: 70 }',
    'scale.cpu scale.memory scale.queue scale.requestsPerSecond scale.metrics',
  ),
  ...words('say requestsPerSecond', 'scale.on.rps scale.on.requests scale.on.qps scale.on.http'),
  ...words(
    "say queries: [{ name, query, perPod }], with a number of the app's own in PromQL",
    'scale.on.connections scale.on.custom scale.on.prometheus scale.on.metric',
  ),
  ...words('say times', 'scale.on.cron scale.on.schedule'),
  ...words('say canary, a list such as [5, 25, 50]', 'release.steps release.weights release.strategy'),
  ...words('say hold', 'release.pause release.wait release.interval release.duration'),
  ...words(
    'say host, and each cluster adds its own domain',
    'expose.domain expose.hostname expose.hosts expose.subdomain expose.url',
  ),
  ...words('say path', 'expose.paths expose.prefix expose.pathPrefix'),
  ...words('say gateway: "internal"', 'expose.internal expose.private'),
  ...words('take it out: the gateway has the certificate', 'expose.tls expose.https expose.certificate'),
])

const place = /^in\.[^.]+\./

/** Kinds of Kubernetes and of other tools, with our kind for each. */
const kindWords: ReadonlyMap<string, string> = new Map([
  ...words(
    'write "http" for what answers requests, "worker" for what does not',
    'Deployment deployment Rollout service Service web app server api backend',
  ),
  ...words('write "http": an image that serves the files is such an app', 'static frontend spa site website'),
  ...words('write "http", and protocol: "grpc"', 'grpc gRPC'),
  ...words('write "http": a WebSocket begins as a request (docs/hosts.md)', 'websocket websockets ws socket'),
  ...words('write "cron"', 'CronJob cronjob Job job scheduled batch'),
  ...words('write "daemon"', 'DaemonSet daemonset agent'),
  ...words('write "stateful"', 'StatefulSet statefulset database db broker tcp'),
  ...words('write "worker"', 'consumer queue background'),
  ...words('write "function"', 'lambda Lambda faas serverless Function'),
])

const protocolWords: ReadonlyMap<string, string> = new Map([
  ...words('take kind stateful: its main port may speak bytes, also without volumes', 'tcp tls'),
  ...words('take it out: a WebSocket begins as a request of HTTP (docs/hosts.md)', 'ws wss websocket'),
  ...words('take it out: the app speaks plain HTTP, and the mesh encrypts', 'https'),
])

/** Better advice for some values. @param raw the spec as it was written */
function otherValue({ at }: Issue, raw: unknown): string | undefined {
  const given = valueAt(at, raw)
  if (at === 'kind') {
    if (valueAt('apiVersion', raw) !== undefined) return 'this is an object of Kubernetes: write a spec (docs/spec.md)'
    return typeof given === 'string' ? kindWords.get(given) : undefined
  }
  const field = at.replace(place, '')
  if (field === 'protocol') return protocolWords.get(String(given))
  if (field === 'sticky' && given === true) return 'write { cookie: "1h" }'
  if (given === 100 && /^release\.canary\[\d+\]$/.test(field))
    return 'take it out: after the last step everybody gets the new version'
  const [, asked, way] = /^health\.(ready|live)(?:\.(grpc|tcp))?$/.exec(field) ?? []
  if (asked === undefined) return undefined
  if (way !== undefined) return `write { ${way}: "main" }, or name another of the ports`
  return given === 'grpc' || given === 'tcp' ? `write { ${given}: "main" }` : undefined
}

/** For an unknown field: the field to use in its place, or why this kind has none. */
export function instead(issues: readonly Issue[], kind: Kind | undefined, raw: unknown): readonly Issue[] {
  return issues.map((one) => {
    if (one.code === 'invalid-value') return { ...one, hint: otherValue(one, raw) ?? one.hint }
    if (one.code !== 'unknown-field') return one
    const name = one.at.replace(place, '')
    const reasons = (kind === undefined ? undefined : lacked[kind]) ?? {}
    const why = Object.hasOwn(reasons, name) ? reasons[name] : undefined
    if (why !== undefined) return { ...one, hint: why }
    return { ...one, hint: foreign.get(name) ?? within.get(name) ?? one.hint }
  })
}
