import { casesOf, type RiskCase } from '../risk-case.ts'

const deployment = casesOf('apps/v1 Deployment')
const rollout = casesOf('argoproj.io/v1alpha1 Rollout')
const cron = casesOf('batch/v1 CronJob')
const hpa = casesOf('autoscaling/v2 HorizontalPodAutoscaler')
const keda = casesOf('keda.sh/v1alpha1 ScaledObject')

const workload = (pod: string, top = '') =>
  `spec: {replicas: 3, ${top}selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${pod}}}}`
const app = (more = '') => `containers: [{name: app, image: "r.example/a:1"${more}}]`
const live = (more: string) => app(`, livenessProbe: {httpGet: {path: /, port: 80}${more}}`)
const surge = (most: string) => workload(app(), `strategy: {rollingUpdate: {maxUnavailable: ${most}}}, `)
const spread = `topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}], ${app()}`
const canary = (more: string) =>
  workload(app(), `strategy: {canary: {steps: [{setWeight: 10}, {pause: {duration: 5m}}]${more}}}, `)
const routed = ', trafficRouting: {istio: {virtualService: {name: v}}}'
const runs = (schedule: string, more = '') =>
  `spec: {schedule: "${schedule}", jobTemplate: {spec: {${more}template: {spec: {containers: [{name: a, image: "r.example/a:1"}]}}}}}`
const prometheus = (query: string) => `{type: prometheus, metadata: {query: "${query}", threshold: "5"}}`
const clock = '{type: cron, metadata: {start: "0 8 * * *", end: "0 18 * * *", desiredReplicas: "3"}}'
const triggers = (...all: readonly string[]) => `spec: {scaleTargetRef: {name: web}, triggers: [${all.join(', ')}]}`
const cools = (seconds: number) =>
  `spec: {scaleTargetRef: {name: web}, cooldownPeriod: ${seconds}, triggers: [${prometheus('a')}]}`
const down = (more: string) =>
  `spec: {scaleTargetRef: {kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 9${more}}`
const metric = (name: string) =>
  `, metrics: [{type: Resource, resource: {name: ${name}, target: {type: Utilization, averageUtilization: 70}}}]`
const target = 'medium no-target'

/** How pods are replaced, looked at, placed, started and counted: by Kubernetes, Argo Rollouts, KEDA. */
export const podAvailabilityRiskCases: readonly RiskCase[] = [
  deployment('all pods at once', surge('0'), surge('"100%"'), 'high all-at-once'),
  deployment('as many as there are', surge('1'), surge('3'), 'high all-at-once'),
  deployment('one more at once', surge('0'), surge('1')),
  deployment('half of them at once', surge('"25%"'), surge('"50%"')),
  deployment(
    'on one machine',
    workload(app()),
    workload(`nodeSelector: {kubernetes.io/hostname: n1}, ${app()}`),
    'high one-node',
  ),
  deployment('on machines of a kind', workload(app()), workload(`nodeSelector: {disk: ssd}, ${app()}`)),
  deployment(
    'killed after a second',
    workload(live(', timeoutSeconds: 5, failureThreshold: 5')),
    workload(live(', periodSeconds: 1, failureThreshold: 1')),
    'high killed-sooner',
  ),
  deployment(
    'killed after eleven seconds',
    workload(live(', failureThreshold: 6')),
    workload(live(', failureThreshold: 2')),
    'medium killed-sooner',
  ),
  deployment('looked at a little more often', workload(live('')), workload(live(', periodSeconds: 8'))),
  deployment('killed later', workload(live('')), workload(live(', failureThreshold: 9'))),
  deployment(
    'killed while starting',
    workload(live('}, startupProbe: {httpGet: {path: /, port: 80}')),
    workload(live('')),
    'medium killed-while-starting',
  ),
  deployment(
    'less time to start: 130 s to 40 s',
    workload(live('}, startupProbe: {initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 12')),
    workload(live('}, startupProbe: {initialDelaySeconds: 10')),
    'medium killed-while-starting',
  ),
  deployment(
    'less time to start, 90 s to 30 s, by a liveness probe alone',
    workload(live(', initialDelaySeconds: 60')),
    workload(live('')),
    'medium killed-while-starting',
  ),
  deployment(
    'an image that no node fetches',
    workload(app()),
    workload(app(', imagePullPolicy: Never')),
    'medium image-not-pulled',
  ),
  deployment('an image that is always fetched', workload(app()), workload(app(', imagePullPolicy: Always'))),
  deployment(
    'a little less time to start',
    workload(live('}, startupProbe: {periodSeconds: 10, failureThreshold: 12')),
    workload(live('}, startupProbe: {periodSeconds: 10, failureThreshold: 9')),
  ),
  deployment("the node's DNS", workload(app()), workload(`dnsPolicy: Default, ${app()}`), 'medium names-unresolved'),
  deployment('the DNS that is the default', workload(app()), workload(`dnsPolicy: ClusterFirst, ${app()}`)),
  deployment('spread no more', workload(spread), workload(app()), 'medium spread-gone'),
  deployment('spread from now on', workload(app()), workload(spread)),
  deployment(
    'a priority less',
    workload(`priorityClassName: critical, ${app()}`),
    workload(app()),
    'medium other-priority',
  ),
  deployment(
    'fails after five seconds',
    workload(app(), 'progressDeadlineSeconds: 600, '),
    workload(app(), 'progressDeadlineSeconds: 5, '),
    'medium rollout-fails',
  ),
  deployment('fails after five minutes', workload(app()), workload(app(), 'progressDeadlineSeconds: 300, ')),
  deployment('counts at once', workload(app(), 'minReadySeconds: 30, '), workload(app()), 'medium ready-at-once'),
  casesOf('apps/v1 StatefulSet')(
    'waits for somebody',
    workload(app()),
    workload(app(), 'updateStrategy: {type: OnDelete}, '),
    'medium waits-for-hand',
  ),
  rollout('weights by pods', canary(routed), canary(''), 'high weights-by-pods'),
  rollout('weights by routes', canary(''), canary(routed)),
  rollout(
    'shrinks while it grows',
    canary(routed),
    canary(`${routed}, dynamicStableScale: true`),
    'medium slow-rollback',
  ),
  rollout(
    'stuck and not aborted',
    workload(app(), 'progressDeadlineAbort: true, '),
    workload(app()),
    'medium stuck-canary',
  ),
  cron('never', runs('0 3 * * *'), runs('0 0 31 2 *'), 'high runs-never'),
  cron('never, and new', '', runs('0 0 30 2 *'), 'high runs-never'),
  cron('in leap years', runs('0 3 1 2 *'), runs('0 3 29 2 *')),
  cron('every minute', runs('0 3 * * *'), runs('* * * * *'), 'medium runs-often'),
  cron('twice a day', runs('0 3 * * *'), runs('0 3,15 * * *')),
  cron(
    'tried once',
    runs('0 3 * * *', 'backoffLimit: 6, '),
    runs('0 3 * * *', 'backoffLimit: 0, '),
    'low retried-no-more',
  ),
  keda('the clock alone', triggers(prometheus('a'), clock), triggers(clock), 'high no-load-trigger'),
  keda('a clock more', triggers(prometheus('a')), triggers(prometheus('a'), clock)),
  keda('another question', triggers(prometheus('a')), triggers(prometheus('vector(0)')), 'medium scales-by-other'),
  keda('cools at once', cools(300), cools(0), 'medium scales-down-soon'),
  keda('cools sooner', cools(300), cools(120)),
  hpa(
    'waits no more',
    down(metric('cpu')),
    down(`${metric('cpu')}, behavior: {scaleDown: {stabilizationWindowSeconds: 0}}`),
    'medium scales-down-soon',
  ),
  hpa('another measure', down(metric('cpu')), down(metric('memory')), 'medium scales-by-other'),
  hpa('names nothing, for it is a patch', '', 'spec: {maxReplicas: 9}'),
  hpa('names what is not there', '', down(''), target),
]
