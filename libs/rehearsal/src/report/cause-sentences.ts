import type { Delivery } from '../components/delivery.ts'

const list = (words: readonly string[]) => words.join(', ')

/** The sentence for each cause. Code decides by key and parameters. */
export const sentences = {
  'no-analysis': () =>
    'the Rollout in the cluster has no analysis, so nobody asked Prometheus how the canary was doing',
  'metric-missing': ({ metric }: { metric: string }) =>
    `nobody asked Prometheus for ${metric}: the analysis has no such metric`,
  'empty-answer-counts': ({ metric, condition }: { metric: string; condition: string }) =>
    `${metric} took an empty answer of Prometheus for a success: successCondition "${condition}"`,
  'failures-allowed': ({ metric, failed, limit }: { metric: string; failed: number; limit: number }) =>
    `${metric} failed ${failed} times, and its failureLimit allows ${limit}`,
  'wrong-services': ({ stable, canary }: { stable: string; canary: string; swapped: boolean }) =>
    `the Rollout's stableService is ${stable} and canaryService is ${canary}`,
  'no-rollback-window': () =>
    'the Rollout in the cluster has no rollbackWindow, so going back is a release like any other',
  'runs-another-image': ({ image }: { image: string }) => `it runs ${image}, and git asks for it`,
  'canary-pinned': ({ pods }: { pods: number }) =>
    `a step pins the canary at ${pods} pods (setCanaryScale), whatever its share is`,
  'routes-sent': ({ percent }: { asked: number; percent: number }) => `the routes in the cluster sent ${percent} %`,
  'share-drawn-again': ({ sessions, all }: { sessions: number; all: number }) =>
    `${sessions} of ${all} sessions went back: their share is drawn again for each request`,
  'out-of-sync': ({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`,
  'no-longer-in-git': ({ kind, name }: { kind: string; name: string }) => `${kind} ${name}, which is no longer in git`,
  'nothing-ignored': () => 'the Application has no ignoreDifferences',
  'weights-not-ignored': () =>
    'the weights are not in its ignoreDifferences, so for Argo CD they are a difference from git',
  'ignored-is-kept': () =>
    'its sync option RespectIgnoreDifferences=true writes the whole live list of routes over the one in git',
  'route-not-updated': ({ git, live, matches, sync }: Route) =>
    `git has timeout ${git}, live has ${live} and ${matches} matches; the app is ${sync}`,
  'no-auto-sync': () => 'it has no automated sync',
  'self-heal-off': () => 'selfHeal is off in its syncPolicy',
  'written-by': ({ value, by }: { value: string; by: string }) => `${value} (${by})`,
  'replicas-in-git': ({ replicas }: { replicas: number }) =>
    `git says replicas: ${replicas}, so Argo CD writes that over the autoscaler's number`,
  'field-changed': ({ field, from, to }: { field: string; from: string; to: string; numbers: boolean }) =>
    `${field}: ${from} -> ${to}`,
  'no-generate-paths': () =>
    'its ApplicationSet gives it no annotation "argocd.argoproj.io/manifest-generate-paths", so every commit counts',
  'no-sync-options': () => 'no sync options',
  'pods-given-up': ({ from, to }: { from: string; to: string }) =>
    `the ${from} had given its pods up before the ${to} had its own`,
  'set-policy': ({ team, applicationsSync, preserve, complaint }: SetPolicy) =>
    `ApplicationSet ${team} has applicationsSync ${applicationsSync}, preserveResourcesOnDeletion ${preserve}` +
    (complaint ? '' : ' and no complaint'),
  deleted: ({ kind, name, state }: { kind: string; name: string; state: 'gone' | 'going' }) =>
    `${kind} ${name} is ${state === 'gone' ? 'gone' : 'being deleted'}`,
  'migration-missing': ({ names }: { names: string }) => `${names} is not there, and the migration begins`,
  'migration-late': ({ image }: { image: string }) => `pods run ${image}, whose migration has not succeeded`,
  'migration-failed': ({ message }: { message: string }) => `the migration failed: ${message}`,
  'migration-stays': ({ phase }: { phase: string }) =>
    `the last migration is still there (${phase}) and stands in the way`,
  'sync-refused': () => 'the API server refused it, so nothing of that commit came',
  'gateway-ended': ({ seconds, open, untilEmpty }: { seconds: number; open: number; untilEmpty: boolean }) =>
    `Envoy ended ${seconds} s after SIGTERM with ${open} connections open` +
    (untilEmpty ? '' : ': EXIT_ON_ZERO_ACTIVE_CONNECTIONS is not set'),
  'no-leader': () => 'no member says that it leads',
  'config-missing': ({ whose, names }: { whose: 'stable' | 'the canary'; names: string }) =>
    `${whose} names ${names}, which is not there`,
  'config-may-be-pruned': () =>
    'its ConfigMaps or Secrets lack the sync option Prune=false, so a sync deletes what git no longer has',
  'config-pruned-last': () => 'PruneLast keeps a sync open until the canary has ended',
  'extraneous-counts': () =>
    'its ConfigMaps lack the compare option IgnoreExtraneous, so one that is kept for older pods is a difference',
  forged: ({ question, value }: { question: string; value: number }) =>
    `${question} came to ${value} by series that a pod made up`,
  'try-admitted': ({ part, name }: { part: string; name: string }) => `no policy refuses it: ${name} (teams-${part})`,
  'pod-security-off': ({ namespaces }: { namespaces: readonly string[] }) =>
    `Pod Security does not refuse it in ${list(namespaces)}: what does its Namespace's label ` +
    '"pod-security.kubernetes.io/enforce" say?',
  'pods-replaced': ({ all, by }: { all: number; by: number }) =>
    all === by ? `all ${all} pods replaced` : `all ${all} pods replaced by ${by}`,
  'no-budget': ({ app, pods }: { app: string; pods: number }) =>
    `no PodDisruptionBudget covers the ${pods} pods of ${app}: a drain may take all of them at once`,
  'budget-blocks': ({ budget, rule, pods, wants }: { budget: string; rule: string; pods: number; wants: number }) =>
    `PodDisruptionBudget ${budget} (${rule}) lets no pod go although all ${pods} are ready: it wants ${wants}`,
  'may-run-on-spot': ({ pods }: { pods: readonly string[] }) =>
    `${pods.join('; ')}: its affinity lets it onto spot nodes`,
  'no-place': ({ pods }: { pods: number }) => `${pods} pods have no place`,
  'all-placed': ({ pods, cpu }: { pods: number; cpu: string }) =>
    `all ${pods} of its pods have a place: each asks for ${cpu} of cpu`,
  'pool-of-one-zone': ({ pool, zone }: { pool: string; zone: string }) =>
    `NodePool ${pool} has machines in ${zone} only`,
  'no-share-asked': ({ label }: { label: string }) => `nothing in its pods asks for a share (${label})`,
  'hpa-wants': ({ pods }: { pods: number | undefined }) => `the HPA wants ${pods ?? 'nothing yet'}`,
  signal: ({ name, current, target, unit }: Signal) => `${name} ${number(current, unit)} of ${number(target, unit)}`,
  'no-series': ({ selector }: { metric: string; selector: string }) => `Prometheus has no series for ${selector}`,
  condition: ({ reason }: { reason: string }) => reason,
  'no-fallback': ({ pods }: { pods: number }) =>
    `the ScaledObject has no fallback: it stays at ${pods} pods whatever comes`,
  'keda-window': ({ start, end, zone, now }: { start: string; end: string; zone: string; now: string }) =>
    `KEDA's window is "${start}" to "${end}" in ${zone}, where it is ${now}`,
  'release-takes-away': ({ share }: { share: string; ready: number }) => `a release may take away ${share} at once`,
  'lets-in': ({ policy, who }: { policy: string; who: string }) => `AuthorizationPolicy ${policy} lets in ${who}`,
  reached: ({ who, whom }: { who: string; whom: string }) => `${who} reaches ${whom}`,
  'not-reached': ({ who, whom }: { who: string; whom: string }) => `${who} does not reach ${whom}`,
  'rolls-without': ({ app, share, more }: { app: string; share: string; more: string }) =>
    `Deployment ${app} may be without ${share} of its pods (maxUnavailable), with ${more} more (maxSurge)`,
  'no-consistent-hash': ({ rules }: { rules: readonly string[] }) =>
    `no consistentHash in DestinationRule ${list(rules)}`,
  ring: ({ rules }: { rules: readonly string[] }) =>
    `a ring, which moves others, too, in DestinationRule ${list(rules)}`,
  swapped: ({ sessions }: { sessions: number }) => `${sessions} changed between two that stayed`,
  'alert-missed': ({ by, to }: Pick<Delivery, 'by' | 'to'>) => `${to} got nothing by ${by}`,
  'alert-elsewhere': ({ by, to }: Pick<Delivery, 'by' | 'to'>) => `${to} got it by ${by}`,
  'panel-empty': ({ dashboard, panel }: { dashboard: string; panel: string }) =>
    `"${panel}" of ${dashboard} has no data`,
  'series-not-exposed': ({ rule, metric, label }: { rule: string; metric: string; label?: string }) =>
    `${rule} names ${label === undefined ? metric : `the label ${label} of ${metric}`}, which no program here exposes`,
  'not-inhibited': ({ alert }: { alert: string }) => `nothing mutes ${alert}`,
  'config-refused': () => "Alertmanager refuses the tree's config",
  'not-accepted': ({ kind, name }: { kind: string; name: string }) => `the operator does not accept ${kind} ${name}`,
  'nobody-scraped': ({ job }: { job: string }) => `${job} does not find all of its pods`,
  'scraped-besides': ({ job }: { job: string }) => `${job} asks others, too`,
  'rule-lost': ({ rule }: { rule: string }) => `Prometheus does not know the rule ${rule}`,
  'made-up': ({ series }: { series: string }) => `Prometheus keeps ${series}, which an app said of itself`,
  'no-limit': ({ samples }: { samples: number }) => `one scrape brought ${samples} samples, and all were kept`,
  /** Which of several assertions of one code; the assertion's own sentence says it. */
  about: (_: { what: string }) => '',
  predicted: (_: { effects: string }) => '',
  'not-in-time': ({ seconds }: { seconds: number }) => `not within ${seconds} s`,
}

interface Route {
  readonly git: string
  readonly live: string
  readonly matches: number
  readonly sync: string
  readonly timed: boolean
}
interface SetPolicy {
  readonly team: string
  readonly applicationsSync: string
  readonly preserve: boolean
  readonly complaint: boolean
}
interface Signal {
  readonly name: string
  readonly current: number | undefined
  readonly target: number | undefined
  readonly unit: string
}

const number = (value: number | undefined, unit: string) =>
  value === undefined ? '?' : `${Math.round(value * 10) / 10}${unit === '' ? '' : ` ${unit}`}`
