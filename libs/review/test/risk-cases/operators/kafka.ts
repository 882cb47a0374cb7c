// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected
// one was read.
import { casesOf, type RiskCase } from '../../risk-case.ts'

const kafka = casesOf('kafka.strimzi.io/v1beta2 Kafka')
const kafkaTopic = casesOf('kafka.strimzi.io/v1beta2 KafkaTopic')
const kafkaUser = casesOf('kafka.strimzi.io/v1beta2 KafkaUser')
const kafkaNodePool = casesOf('kafka.strimzi.io/v1beta2 KafkaNodePool')
const kafkaConnector = casesOf('kafka.strimzi.io/v1beta2 KafkaConnector')

/** Strimzi's objects. */
export const kafkaRiskCases: readonly RiskCase[] = [
  kafka(
    'ephemeral storage',
    'spec: {kafka: {storage: {type: persistent-claim, size: "100Gi", deleteClaim: false}}}',
    'spec: {kafka: {storage: {type: ephemeral}}}',
    'high data-unkept',
    'low not-known',
  ),
  kafka(
    'deleteClaim true',
    'spec: {kafka: {storage: {deleteClaim: false}}}',
    'spec: {kafka: {storage: {deleteClaim: true}}}',
    'high data-unkept',
  ),
  kafka('replicas 3 to 1', 'spec: {kafka: {replicas: 3}}', 'spec: {kafka: {replicas: 1}}', 'high fewer-members'),
  kafka('version', 'spec: {kafka: {version: "3.8.0"}}', 'spec: {kafka: {version: "3.9.0"}}', 'medium version-moves'),
  kafka(
    'authentication removed',
    'spec: {kafka: {listeners: [{authentication: {type: tls}}]}}',
    'spec: {kafka: {listeners: [{}]}}',
    'high checks-off',
  ),
  kafka(
    'listener plain',
    'spec: {kafka: {listeners: [{tls: true}]}}',
    'spec: {kafka: {listeners: [{tls: false}]}}',
    'high checks-off',
  ),
  kafka(
    'listener external',
    'spec: {kafka: {listeners: [{type: internal}]}}',
    'spec: {kafka: {listeners: [{type: loadbalancer}]}}',
    'high reached-outside',
  ),
  kafka(
    'authorization removed',
    'spec: {kafka: {authorization: {type: simple}}}',
    'spec: {kafka: {}}',
    'high checks-off',
  ),
  kafka(
    'min.insync 1',
    'spec: {kafka: {config: {min.insync.replicas: 2}}}',
    'spec: {kafka: {config: {min.insync.replicas: 1}}}',
    'high data-less-safe',
  ),
  kafka(
    'unclean leader',
    'spec: {kafka: {config: {}}}',
    'spec: {kafka: {config: {unclean.leader.election.enable: true}}}',
    'high data-less-safe',
  ),
  kafka(
    'retention cut',
    'spec: {kafka: {config: {log.retention.hours: 168}}}',
    'spec: {kafka: {config: {log.retention.hours: 1}}}',
    'high kept-shorter',
  ),
  kafkaTopic('goes', 'spec: {replicas: 3}', '', 'high database-deleted'),
  kafkaTopic(
    'retention cut',
    'spec: {config: {retention.ms: 604800000}}',
    'spec: {config: {retention.ms: 60000}}',
    'high kept-shorter',
  ),
  kafkaTopic('fewer partitions', 'spec: {partitions: 12}', 'spec: {partitions: 6}', 'medium partitions-other'),
  kafkaTopic('more partitions', 'spec: {partitions: 12}', 'spec: {partitions: 24}', 'medium partitions-other'),
  kafkaTopic('replicas 1', 'spec: {replicas: 3}', 'spec: {replicas: 1}', 'high fewer-members'),
  kafkaTopic(
    'compact to delete',
    'spec: {config: {cleanup.policy: compact}}',
    'spec: {config: {cleanup.policy: delete}}',
    'high kept-shorter',
  ),
  kafkaTopic('topicName', 'spec: {topicName: a}', 'spec: {topicName: b}', 'high outside-moved'),
  kafkaUser(
    'acl all',
    'spec: {authorization: {acls: [{resource: {name: a}, operations: [Read]}]}}',
    'spec: {authorization: {acls: [{resource: {name: "*"}, operations: [All]}]}}',
    'high words-for-all',
    'medium policy-not-judged',
  ),
  // https://strimzi.io/docs/operators/latest/configuring.html#type-AclRule-reference
  kafkaUser(
    'every topic that begins so',
    'spec: {authorization: {acls: [{resource: {name: a, patternType: literal}, operations: [Read]}]}}',
    'spec: {authorization: {acls: [{resource: {name: a, patternType: prefix}, operations: [Read]}]}}',
    'medium policy-not-judged',
  ),
  kafkaUser('goes', 'spec: {authentication: {}}', '', 'medium unknown-end'),
  kafkaNodePool('replicas', 'spec: {replicas: 3}', 'spec: {replicas: 1}', 'high fewer-members'),
  kafkaNodePool('goes', 'spec: {roles: []}', '', 'high database-deleted'),
  kafkaConnector('paused', 'spec: {state: running}', 'spec: {state: stopped}', 'medium controller-off'),
]
