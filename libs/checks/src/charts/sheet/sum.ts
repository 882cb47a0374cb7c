import { createHash } from 'node:crypto'
import { upstreams, type Value, type Values } from '@slipway/fleet'
import { mapDeep } from '@slipway/kube'
import type { Addon } from '@slipway/platform'

/**
 * By chart: ways to values that end up in texts (names, regions, routes), and change nothing that a sheet has. Estates
 * that differ in them alone share a render; `npx slipway charts` renders them all, and fails where such a value did
 * change a fact.
 */
const texts: Readonly<Record<string, readonly string[]>> = {
  'ack-chart': ['dynamodb.aws', 's3.aws', 'sns.aws', 'sqs.aws'],
  'argo-cd': [
    'configs',
    'global.domain',
    'notifications.notifiers',
    'notifications.triggers',
    'notifications.templates',
  ],
  'aws-load-balancer-controller': ['clusterName', 'region', 'vpcTags'],
  'cluster-autoscaler': ['autoDiscovery.clusterName', 'awsRegion', 'expanderPriorities'],
  'external-dns': ['domainFilters', 'env', 'txtOwnerId'],
  gateway: ['service.annotations'],
  istiod: ['meshConfig'],
  karpenter: ['controller.env', 'settings'],
  keda: ['env'],
  'kube-prometheus-stack': [
    'alertmanager.config',
    'grafana.grafana\\.ini',
    'prometheus.prometheusSpec.externalLabels',
    'prometheus.prometheusSpec.retention',
    'prometheus.prometheusSpec.retentionSize',
  ],
}

const isValues = (value: Value | undefined): value is Values => typeof value === 'object' && !Array.isArray(value)

function without(values: Values, [key, ...rest]: readonly string[]): Values {
  const inner = key === undefined ? undefined : values[key]
  if (key === undefined || inner === undefined) return values
  const { [key]: _, ...others } = values
  return rest.length === 0 || !isValues(inner) ? others : { ...others, [key]: without(inner, rest) }
}

const ways = (chart: string): readonly (readonly string[])[] =>
  (texts[chart] ?? []).map((way) => way.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.')))

const sorted = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)))

const sum = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12)

/** The account and region of a pull-through cache (libs/fleet/src/pull-through.ts) change no fact. */
const ecr = new RegExp(
  `\\b\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(?:\\.cn)?/(?=(?:${Object.values(upstreams)
    .map(({ prefix }) => prefix)
    .join('|')})(?:/|$))`,
)
/** The mark of an account's cache in a sheet. */
export const cacheMark = 'pull-through/'
export const withoutAccount = (image: string): string => image.replace(ecr, cacheMark)

/**
 * Equal for releases of a chart that come to the same facts: by release, namespace, and the values that are no mere
 * texts.
 */
export const sumOf = ({ name, props }: Addon): string => {
  const values = ways(props.chart).reduce<Values>(without, props.values)
  return sum([name, props.namespace, mapDeep(values, { text: withoutAccount, object: sorted })])
}

/** Equal for what helm renders alike. */
export const wholeSumOf = ({ name, props }: Addon, kubernetes: string): string =>
  sum([name, props.namespace, kubernetes, mapDeep(props.values, { object: sorted })])
