import { expect, test } from 'vitest'
import { isAtLeast, type RiskLevel } from '../src/risks/level.ts'
import { changed, risksIn } from './risk-case.ts'

/** What people who run these operators change on any day: a level without a reason would teach them to look away. */
const ordinary: readonly (readonly [kind: string, before: string, after: string, most: RiskLevel])[] = [
  // Patches of what runs, in any spelling of a version.
  ['grafana.integreatly.org/v1beta1 Grafana', 'spec: {version: 11.1.0}', 'spec: {version: 11.1.1}', 'low'],
  ['elasticsearch.k8s.elastic.co/v1 Elasticsearch', 'spec: {version: 8.14.1}', 'spec: {version: 8.14.3}', 'low'],
  ['monitoring.coreos.com/v1 Prometheus', 'spec: {version: v2.53.0}', 'spec: {version: v2.53.1}', 'low'],
  [
    'sparkoperator.k8s.io/v1beta2 SparkApplication',
    'spec: {sparkVersion: 3.5.0}',
    'spec: {sparkVersion: 3.5.1}',
    'low',
  ],
  ['flink.apache.org/v1beta1 FlinkDeployment', 'spec: {flinkVersion: v1_18}', 'spec: {flinkVersion: v1_19}', 'medium'],
  ['ray.io/v1 RayCluster', 'spec: {rayVersion: 2.9.0}', 'spec: {rayVersion: 2.10.0}', 'medium'],
  ['apps.example.com/v1 App', 'spec: {version: 4f2a9c1}', 'spec: {version: 9ab1c3d}', 'low'],
  ['apps.example.com/v1 Home', 'spec: {version: 2026.12.1}', 'spec: {version: 2027.1.0}', 'medium'],
  ['operator.tigera.io/v1 Installation', 'spec: {a: {schemaVersion: 1}}', 'spec: {a: {schemaVersion: 2}}', 'low'],
  ['kong.example.com/v1 Proxy', 'spec: {httpVersion: "2.0"}', 'spec: {httpVersion: "1.1"}', 'low'],
  ['projectcontour.io/v1 HTTPProxy', 'spec: {tls: {minVersion: "1.2"}}', 'spec: {tls: {minVersion: "1.3"}}', 'low'],
  // Sizes that are neither members nor volumes.
  [
    'opentelemetry.io/v1beta1 OpenTelemetryCollector',
    'spec: {config: {processors: {batch: {size: 100}}}}',
    'spec: {config: {processors: {batch: {size: 1}}}}',
    'low',
  ],
  ['keycloak.org/v2 Keycloak', 'spec: {db: {pool: {size: 20}}}', 'spec: {db: {pool: {size: 10}}}', 'low'],
  // Memory for /dev/shm.
  [
    'kubeflow.org/v1 PyTorchJob',
    'spec: {template: {spec: {volumes: []}}}',
    'spec: {template: {spec: {volumes: [{name: shm, emptyDir: {medium: Memory}}]}}}',
    'low',
  ],
  // A chart that makes no Role has fewer rights, not more callers.
  [
    'helm.toolkit.fluxcd.io/v2 HelmRelease',
    'spec: {values: {rbac: {create: true}}}',
    'spec: {values: {rbac: {create: false}}}',
    'low',
  ],
  ['helm.toolkit.fluxcd.io/v2 HelmRelease', 'spec: {values: {tag: "1"}}', 'spec: {values: {tag: "2"}}', 'low'],
  // Times.
  ['cron.example.com/v1 Window', 'spec: {hour: "3"}', 'spec: {hour: "*"}', 'low'],
  ['argoproj.io/v1alpha1 CronWorkflow', 'spec: {schedule: "0 3 * * *"}', 'spec: {schedule: "0 4 * * *"}', 'medium'],
  // Whom it calls, not who calls it.
  [
    'monitoring.coreos.com/v1 Prometheus',
    'spec: {remoteWrite: [{name: a, url: b, basicAuth: {username: {name: s, key: k}}}]}',
    'spec: {remoteWrite: [{name: a, url: b}]}',
    'medium',
  ],
  // More of everything.
  ['rabbitmq.com/v1beta1 RabbitmqCluster', 'spec: {replicas: 1}', 'spec: {replicas: 3}', 'low'],
  ['cassandra.datastax.com/v1beta1 CassandraDatacenter', 'spec: {size: 3}', 'spec: {size: 6}', 'low'],
  ['keycloak.org/v2 Keycloak', 'spec: {hostname: {strict: false}}', 'spec: {hostname: {strict: true}}', 'low'],
  [
    'tempo.grafana.com/v1alpha1 TempoStack',
    'spec: {retention: {global: {traces: 48h}}}',
    'spec: {retention: {global: {traces: 72h}}}',
    'low',
  ],
  [
    'tekton.dev/v1 Task',
    'spec: {params: [{name: version, default: a}]}',
    'spec: {params: [{name: version, default: b}]}',
    'low',
  ],
]
test.each(ordinary)('%s: %s -> %s', (kind, before, after, most) => {
  const above = risksIn(changed('ordinary', kind, before, after)).filter(
    ({ level }) => level !== most && isAtLeast(level, most),
  )
  expect(above.map(({ level, code }) => `${level} ${code}`)).toEqual([])
})

const dangers: readonly (readonly [kind: string, before: string, after: string, risk: string])[] = [
  ['pxc.percona.com/v1 PerconaXtraDBCluster', 'spec: {pxc: {size: 3}}', 'spec: {pxc: {size: 1}}', 'high fewer-members'],
  ['cassandra.datastax.com/v1beta1 CassandraDatacenter', 'spec: {size: 3}', 'spec: {size: 2}', 'medium fewer-members'],
  [
    'flink.apache.org/v1beta1 FlinkDeployment',
    'spec: {flinkVersion: v1_19}',
    'spec: {flinkVersion: v1_18}',
    'high version-moves',
  ],
  [
    'elasticsearch.k8s.elastic.co/v1 Elasticsearch',
    'spec: {version: 8.14.1}',
    'spec: {version: 9.0.0-rc1}',
    'high version-moves',
  ],
  ['apps.example.com/v1 Home', 'spec: {version: 2027.1.0}', 'spec: {version: 2026.12.1}', 'high version-moves'],
  [
    'minio.min.io/v2 Tenant',
    'spec: {pools: [{name: a, volumeSize: 10Gi}]}',
    'spec: {pools: [{name: a, volumeSize: 5Gi}]}',
    'medium storage-shrinks',
  ],
  [
    'traefik.io/v1alpha1 TLSOption',
    'spec: {minVersion: VersionTLS12}',
    'spec: {minVersion: VersionTLS10}',
    'high checks-off',
  ],
  [
    'edge.example.com/v1 Edge',
    'spec: {minProtocolVersion: TLSV1_2}',
    'spec: {minProtocolVersion: TLSV1_0}',
    'high checks-off',
  ],
  [
    'helm.toolkit.fluxcd.io/v2 HelmRelease',
    'spec: {values: {rbac: {enabled: true}}}',
    'spec: {values: {rbac: {enabled: false}}}',
    'high checks-off',
  ],
  ['kafka.example.com/v1 Broker', 'spec: {auth: {basicAuth: {a: b}}, x: y}', 'spec: {x: y}', 'high checks-off'],
]
test.each(dangers)('%s: %s -> %s is %s', (kind, before, after, risk) => {
  expect(risksIn(changed('danger', kind, before, after)).map(({ level, code }) => `${level} ${code}`)).toContain(risk)
})
