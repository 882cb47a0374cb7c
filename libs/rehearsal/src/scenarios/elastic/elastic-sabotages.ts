import { editing, ifThere, replacing, type Files, type Sabotage } from '../shared/kit.ts'

const store = /\/platform\/elastic\/elasticsearch-logs\.yaml$/
const inStore = (what: RegExp | string, by: string) => ifThere(store, replacing(store, what, by))
const file = (name: string) => new RegExp(`/platform/elastic/${name}\\.yaml$`)
const operator = /\/application-eck-operator\.yaml$/

/** The tree of five nodes, and no other. */
const neverFive = (files: Files): Files =>
  new Map([...files].map(([name, text]) => [name, store.test(name) ? text.replace('count: 5', 'count: 3') : text]))

export const elasticSabotages: readonly Sabotage[] = [
  { name: 'on-spot', change: inStore(/^( +- )on-demand$/m, '$1spot'), noticedBy: 'elastic-placed' },
  { name: 'zones-unknown', change: inStore(/^ +zoneAwareness: \{\}\n/m, ''), noticedBy: 'elastic-placed' },
  {
    name: 'labels-hidden',
    change: ifThere(operator, replacing(operator, 'topology.kubernetes.io/.*', 'elsewhere.example/.*')),
    noticedBy: 'elastic-accepted',
  },
  {
    name: 'without-budget',
    change: inStore(/^spec:\n/m, 'spec:\n  podDisruptionBudget: {}\n'),
    noticedBy: 'elastic-guarded',
  },
  {
    name: 'other-key',
    change: ifThere(
      file('cronjob-log-retention'),
      replacing(file('cronjob-log-retention'), /key: elastic$/m, 'key: admin'),
    ),
    noticedBy: 'elastic-secrets',
  },
  {
    name: 'other-variables',
    change: ifThere(file('logstash-logs'), replacing(file('logstash-logs'), 'clusterName: logs', 'clusterName: other')),
    noticedBy: 'elastic-secrets',
  },
  {
    name: 'volumes-plain',
    change: ifThere(
      /\/storageclass-/,
      editing(/\/storageclass-/, (text) => text.replace('encrypted: "true"', 'encrypted: "false"')),
    ),
    noticedBy: 'elastic-kept',
  },
  { name: 'never-five', change: neverFive, noticedBy: 'elastic-grown' },
]
