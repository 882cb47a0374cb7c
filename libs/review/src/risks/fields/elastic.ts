import { at, list, number } from '@slipway/kube'
import { field, fieldRule } from './field-rule.ts'

const store = 'Elasticsearch.elasticsearch.k8s.elastic.co'

const words = (value: unknown): string => JSON.stringify(value ?? null)
const lost = (text: string) => (was: unknown, is: unknown) => words(was).includes(text) && !words(is).includes(text)
/** Settings that keep nodes of a store from failing together. */
const apart = [lost('"on-demand"'), lost('"zoneAwareness"'), lost('"podAntiAffinity"')]

const total = (nodeSets: unknown): number => list(nodeSets).reduce((sum, { count }) => sum + (number(count) ?? 0), 0)

/** Days of a stream's lifecycle, which stand in a file of their own. */
const days = (value: unknown): number | undefined => {
  const [, count] = /"data_retention":\s*"(\d+)d"/.exec(typeof value === 'string' ? value : '') ?? []
  return count === undefined ? undefined : Number(count)
}

/** Which copies of logs there are, and for how long (docs/logs.md). */
export const elasticRisks = [
  fieldRule('elastic', 'data', 'logs that a cluster keeps itself', [
    // Without the word ECK deletes volumes with the object.
    field('data-unkept', 'high', store, 'spec.volumeClaimDeletePolicy', (_, is) => is !== 'DeleteOnScaledownOnly'),
    field('nodes-together', 'high', store, 'spec.podDisruptionBudget', (_, is) => words(is) === '{}'),
    field('nodes-together', 'high', store, 'spec.nodeSets', (was, is) => apart.some((one) => one(was, is))),
    // Two members have no majority without one of them; three or more need room for the data of those that leave.
    field('fewer-members', 'high', store, 'spec.nodeSets', (was, is) => total(is) < total(was) && total(is) < 3),
    field('fewer-members', 'medium', store, 'spec.nodeSets', (was, is) => total(is) < total(was)),
    field('nodes-together', 'medium', store, 'spec.updateStrategy', (was, is) => {
      // A word that goes counts as wider.
      const most = (value: unknown) => number(at(value, 'changeBudget', 'maxUnavailable')) ?? Infinity
      return most(is) > most(was)
    }),
    field('kept-shorter', 'high', 'ConfigMap', 'data', (was, is) => {
      const file = 'lifecycle.json'
      return (days(at(is, file)) ?? Infinity) < (days(at(was, file)) ?? 0)
    }),
  ]),
]
