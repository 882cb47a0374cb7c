import type { Team } from '@slipway/fleet'

/** Three Services for each of 600 canaries. */
const usual = 2000

/** Versions of before stay beside the newest (FIELD-NOTES, "ConfigMaps of old versions"). */
const kept: readonly string[] = ['ConfigMap', 'ExternalSecret', 'Secret']
const versions = 5

/** How many objects of a kind a team's namespace may have in a cluster. */
export const mostObjects = ({ quota }: Pick<Team, 'quota'>, kind: string): number =>
  (quota.objects ?? usual) * (kept.includes(kind) ? versions : 1)

/** Of each object, on average: an app has three to fifteen rules, and few teams have 2,000 apps. */
const rulesOfEach = 5
/** How many rules of Prometheus a team may have in a cluster, in all groups of all objects. */
export const mostTeamRules = (team: Pick<Team, 'quota'>): number => rulesOfEach * mostObjects(team, 'PrometheusRule')

/**
 * Kinds that the cluster counts, too, by the API server's names. Of kinds of CRDs `check` alone counts what is
 * written: the quota controller learns of a CRD half a minute later and counts after five more, and until then the
 * API server refuses each object of it ("status unknown for quota";
 * pkg/controller/resourcequota/resource_quota_controller.go, Sync, and admission/plugin/resourcequota/controller.go,
 * hasUsageStats).
 */
export const countedKinds = {
  ConfigMap: 'configmaps',
  CronJob: 'cronjobs.batch',
  Deployment: 'deployments.apps',
  HorizontalPodAutoscaler: 'horizontalpodautoscalers.autoscaling',
  Job: 'jobs.batch',
  NetworkPolicy: 'networkpolicies.networking.k8s.io',
  PersistentVolumeClaim: 'persistentvolumeclaims',
  PodDisruptionBudget: 'poddisruptionbudgets.policy',
  Secret: 'secrets',
  Service: 'services',
  ServiceAccount: 'serviceaccounts',
  StatefulSet: 'statefulsets.apps',
} as const satisfies Readonly<Record<string, string>>

/** Series that one rule may record, or alerts that it may raise. */
export const ruleLimit = 1000
