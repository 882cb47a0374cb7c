import { fields, type OwnSchema } from './own-schema.ts'
import type { Schema } from './strict.ts'

/**
 * Schemas of Elastic's kinds in our own words, by Elastic's reference, since its licence allows no derived ones: the
 * fields that Slipway writes.
 */
const elastic = (group: string, version: string, kind: string, spec: Schema): OwnSchema => ({
  project: 'Elastic Cloud on Kubernetes',
  group: `${group}.k8s.elastic.co`,
  version,
  kind,
  from: "Elastic's reference, in Slipway's own words",
  spec,
})

const text: Schema = { type: 'string' }
const name: Schema = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' }
const version: Schema = { type: 'string', pattern: String.raw`^[89]\.\d+\.\d+$` }
const whole: Schema = { type: 'integer' }
const count: Schema = { type: 'integer', minimum: 0 }
/** A mapping with any fields. */
const anything: Schema = { type: 'object' }
const list = (items: Schema): Schema => ({ type: 'array', items })
/** Fields of which each may be left out. */
const optional = (properties: Readonly<Record<string, Schema>>): Schema => fields(properties, [])

const podTemplate = fields({ metadata: anything, spec: { type: 'object', required: ['containers'] } }, ['spec'])
const volumeClaimTemplates = list(
  fields({ metadata: fields({ name }), spec: { type: 'object', required: ['accessModes', 'resources'] } }),
)
const secrets = list(fields({ secretName: name }))

export const elasticSchemas: readonly OwnSchema[] = [
  elastic(
    'beat',
    'v1beta1',
    'Beat',
    fields(
      {
        type: { type: 'string', enum: ['filebeat'] },
        version,
        config: anything,
        daemonSet: optional({ updateStrategy: anything, podTemplate }),
      },
      ['type', 'version'],
    ),
  ),
  elastic(
    'elasticsearch',
    'v1',
    'Elasticsearch',
    fields(
      {
        version,
        volumeClaimDeletePolicy: {
          type: 'string',
          enum: ['DeleteOnScaledownOnly', 'DeleteOnScaledownAndClusterDeletion'],
        },
        updateStrategy: optional({ changeBudget: optional({ maxSurge: whole, maxUnavailable: whole }) }),
        auth: optional({ fileRealm: secrets, roles: secrets }),
        nodeSets: {
          type: 'array',
          minItems: 1,
          items: fields(
            {
              name,
              count,
              config: anything,
              zoneAwareness: optional({ topologyKey: text, zones: list(text) }),
              podTemplate,
              volumeClaimTemplates,
            },
            ['name', 'count'],
          ),
        },
      },
      ['version', 'nodeSets'],
    ),
  ),
  elastic(
    'kibana',
    'v1',
    'Kibana',
    fields(
      {
        version,
        count,
        elasticsearchRef: fields({ name }),
        http: optional({ tls: optional({ selfSignedCertificate: optional({ disabled: { type: 'boolean' } }) }) }),
        config: anything,
        podTemplate,
      },
      ['version'],
    ),
  ),
  elastic(
    'logstash',
    'v1alpha1',
    'Logstash',
    fields(
      {
        version,
        count,
        elasticsearchRefs: list(fields({ name, clusterName: name }, ['clusterName'])),
        config: anything,
        pipelines: list(anything),
        services: list(fields({ name, service: optional({ spec: anything }) }, ['name'])),
        podTemplate,
        volumeClaimTemplates,
      },
      ['version'],
    ),
  ),
]
