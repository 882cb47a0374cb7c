// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected
// one was read.
import { casesOf, type RiskCase } from '../risk-case.ts'

const cache = casesOf('cache.example.com/v1 Cache')
const application = casesOf('argoproj.io/v1alpha1 Application')

/** Words of a kind that nobody knows, and neighbours that are none. */
export const wordsRiskCases: readonly RiskCase[] = [
  cache('a part off', 'spec: {metrics: {enabled: true}}', 'spec: {metrics: {enabled: false}}', 'medium part-off'),
  cache('a part on', 'spec: {metrics: {enabled: false}}', 'spec: {metrics: {enabled: true}}', 'low not-known'),
  cache('login off', 'spec: {auth: {enabled: true}}', 'spec: {auth: {enabled: false}}', 'high checks-off'),
  cache('login gone', 'spec: {a: b, auth: {secret: x}}', 'spec: {a: b}', 'high checks-off'),
  cache('login comes', 'spec: {a: b}', 'spec: {a: b, auth: {secret: x}}', 'low not-known'),
  cache(
    'TLS gone in a list',
    'spec: {listeners: [{tls: true}]}',
    'spec: {listeners: [{tls: false}]}',
    'high checks-off',
  ),
  cache(
    'a listener gone with its TLS',
    'spec: {listeners: [{name: a, tls: {x: true}}, {name: b}]}',
    'spec: {listeners: [{name: b}]}',
    'low not-known',
  ),
  cache('fewer members', 'spec: {replicas: 5}', 'spec: {replicas: 3}', 'medium fewer-members'),
  cache('one member', 'spec: {replicas: 3}', 'spec: {replicas: 1}', 'high fewer-members'),
  cache('no members', 'spec: {replicas: 3}', 'spec: {replicas: 0}', 'high fewer-members'),
  cache('more members', 'spec: {replicas: 1}', 'spec: {replicas: 3}', 'low not-known'),
  cache('less storage', 'spec: {storage: {size: "10Gi"}}', 'spec: {storage: {size: "5Gi"}}', 'medium storage-shrinks'),
  cache('more storage', 'spec: {storage: {size: "5Gi"}}', 'spec: {storage: {size: "10Gi"}}', 'low not-known'),
  cache('kept shorter', 'spec: {retention: "30d"}', 'spec: {retention: "24h"}', 'high kept-shorter'),
  cache('kept longer', 'spec: {retention: "24h"}', 'spec: {retention: "30d"}', 'low not-known'),
  cache(
    'volumes of memory',
    'spec: {volume: {type: persistent}}',
    'spec: {volume: {type: ephemeral}}',
    'high data-unkept',
  ),
  cache('deletes its claims', 'spec: {a: b}', 'spec: {a: b, reclaimPolicy: Delete}', 'high data-unkept'),
  cache('keeps its claims', 'spec: {reclaimPolicy: Delete}', 'spec: {reclaimPolicy: Retain}', 'low not-known'),
  cache('paused', 'spec: {a: b}', 'spec: {a: b, paused: true}', 'medium controller-off', 'medium paused'),
  cache('goes on', 'spec: {paused: true}', 'spec: {paused: false}', 'low not-known'),
  cache('a patch', 'spec: {version: "1.2.3"}', 'spec: {version: "1.2.4"}', 'low version-moves'),
  cache('another major', 'spec: {version: "1.2.3"}', 'spec: {version: "2.0.0"}', 'high version-moves'),
  cache('an older one', 'spec: {version: "1.2.3"}', 'spec: {version: "1.1.9"}', 'high version-moves'),
  cache('everybody', 'spec: {allow: ["10.0.0.0/8"]}', 'spec: {allow: ["0.0.0.0/0"]}', 'high words-for-all'),
  cache('was everybody', 'spec: {allow: ["0.0.0.0/0"]}', 'spec: {allow: ["10.0.0.0/8"]}', 'low not-known'),
  cache(
    'from outside',
    'spec: {service: {type: ClusterIP}}',
    'spec: {service: {type: LoadBalancer}}',
    'high reached-outside',
  ),
  cache('no backup', 'spec: {a: b, backup: {bucket: a}}', 'spec: {a: b}', 'high backups-end'),
  cache('other backups', 'spec: {backup: {bucket: a}}', 'spec: {backup: {bucket: b}}', 'medium backups-otherwise'),
  cache('a limit gone', 'spec: {a: b, rateLimit: {qps: 1}}', 'spec: {a: b}', 'medium limits-off'),
  cache('smaller machines', 'spec: {nodeType: m5.large}', 'spec: {nodeType: t3.small}', 'medium machine-other'),
  cache('fewer at rest', 'spec: {minReplicas: 3}', 'spec: {minReplicas: 1}', 'medium fewer-at-rest'),
  cache('one copy', 'spec: {replicationFactor: 3}', 'spec: {replicationFactor: 1}', 'high data-less-safe'),
  cache(
    'follows another',
    'spec: {standby: {enabled: false}}',
    'spec: {standby: {enabled: true}}',
    'high becomes-follower',
  ),
  cache(
    'other credentials',
    'spec: {credentials: {name: a}}',
    'spec: {credentials: {name: b}}',
    'medium other-credentials',
  ),
  cache('another thing of its name', 'spec: {queueName: a}', 'spec: {queueName: b}', 'high outside-moved'),
  cache('a number', 'spec: {concurrency: 5}', 'spec: {concurrency: 3}', 'low not-known'),
  application(
    'values in a text: data unkept',
    'spec: {source: {helm: {values: "persistence: {enabled: true}"}}}',
    'spec: {source: {helm: {values: "persistence: {enabled: false}"}}}',
    'high data-unkept',
  ),
  application(
    'values in a text: a note',
    'spec: {source: {helm: {values: "note: a"}}}',
    'spec: {source: {helm: {values: "note: b"}}}',
    'low not-known',
  ),
]
