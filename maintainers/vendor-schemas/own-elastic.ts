import type { Schema } from './strict.ts'

/** A kind whose CRD no module registry serves, or nobody may derive a schema from. */
export interface OwnSchema {
  readonly project: string
  readonly group: string
  readonly version: string
  readonly kind: string
  /** Where the facts are from. */
  readonly from: string
  readonly spec: Schema
}

/** Of Elastic, whose licence lets nobody derive a schema: what Slipway says of each kind, in its own words, by Elastic's reference. */
const elastic = (group: string, version: string, kind: string, spec: Schema): OwnSchema => ({
  project: 'Elastic Cloud on Kubernetes',
  group: `${group}.k8s.elastic.co`,
  version,
  kind,
  from: "Elastic's reference, in Slipway's own words",
  spec,
})

export const elasticSchemas: readonly OwnSchema[] = [
  elastic('beat', 'v1beta1', 'Beat', {
    type: 'object',
    properties: {
      type: { type: 'string', enum: ['filebeat'] },
      version: { type: 'string', pattern: '^[89]\\.\\d+\\.\\d+$' },
      config: { type: 'object' },
      daemonSet: {
        type: 'object',
        properties: {
          updateStrategy: { type: 'object' },
          podTemplate: {
            type: 'object',
            properties: { metadata: { type: 'object' }, spec: { type: 'object', required: ['containers'] } },
            required: ['spec'],
            additionalProperties: false,
          },
        },
        additionalProperties: false,
      },
    },
    required: ['type', 'version'],
    additionalProperties: false,
  }),
  elastic('elasticsearch', 'v1', 'Elasticsearch', {
    type: 'object',
    properties: {
      version: { type: 'string', pattern: '^[89]\\.\\d+\\.\\d+$' },
      volumeClaimDeletePolicy: {
        type: 'string',
        enum: ['DeleteOnScaledownOnly', 'DeleteOnScaledownAndClusterDeletion'],
      },
      updateStrategy: {
        type: 'object',
        properties: {
          changeBudget: {
            type: 'object',
            properties: { maxSurge: { type: 'integer' }, maxUnavailable: { type: 'integer' } },
            additionalProperties: false,
          },
        },
        additionalProperties: false,
      },
      auth: {
        type: 'object',
        properties: {
          fileRealm: {
            type: 'array',
            items: {
              type: 'object',
              properties: { secretName: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' } },
              required: ['secretName'],
              additionalProperties: false,
            },
          },
          roles: {
            type: 'array',
            items: {
              type: 'object',
              properties: { secretName: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' } },
              required: ['secretName'],
              additionalProperties: false,
            },
          },
        },
        additionalProperties: false,
      },
      nodeSets: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          properties: {
            name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' },
            count: { type: 'integer', minimum: 0 },
            config: { type: 'object' },
            zoneAwareness: {
              type: 'object',
              properties: { topologyKey: { type: 'string' }, zones: { type: 'array', items: { type: 'string' } } },
              additionalProperties: false,
            },
            podTemplate: {
              type: 'object',
              properties: { metadata: { type: 'object' }, spec: { type: 'object', required: ['containers'] } },
              required: ['spec'],
              additionalProperties: false,
            },
            volumeClaimTemplates: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  metadata: {
                    type: 'object',
                    properties: { name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' } },
                    required: ['name'],
                    additionalProperties: false,
                  },
                  spec: { type: 'object', required: ['accessModes', 'resources'] },
                },
                required: ['metadata', 'spec'],
                additionalProperties: false,
              },
            },
          },
          required: ['name', 'count'],
          additionalProperties: false,
        },
      },
    },
    required: ['version', 'nodeSets'],
    additionalProperties: false,
  }),
  elastic('kibana', 'v1', 'Kibana', {
    type: 'object',
    properties: {
      version: { type: 'string', pattern: '^[89]\\.\\d+\\.\\d+$' },
      count: { type: 'integer', minimum: 0 },
      elasticsearchRef: {
        type: 'object',
        properties: { name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' } },
        required: ['name'],
        additionalProperties: false,
      },
      http: {
        type: 'object',
        properties: {
          tls: {
            type: 'object',
            properties: {
              selfSignedCertificate: {
                type: 'object',
                properties: { disabled: { type: 'boolean' } },
                additionalProperties: false,
              },
            },
            additionalProperties: false,
          },
        },
        additionalProperties: false,
      },
      config: { type: 'object' },
      podTemplate: {
        type: 'object',
        properties: { metadata: { type: 'object' }, spec: { type: 'object', required: ['containers'] } },
        required: ['spec'],
        additionalProperties: false,
      },
    },
    required: ['version'],
    additionalProperties: false,
  }),
  elastic('logstash', 'v1alpha1', 'Logstash', {
    type: 'object',
    properties: {
      version: { type: 'string', pattern: '^[89]\\.\\d+\\.\\d+$' },
      count: { type: 'integer', minimum: 0 },
      elasticsearchRefs: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' },
            clusterName: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' },
          },
          required: ['clusterName'],
          additionalProperties: false,
        },
      },
      config: { type: 'object' },
      pipelines: { type: 'array', items: { type: 'object' } },
      services: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' },
            service: { type: 'object', properties: { spec: { type: 'object' } }, additionalProperties: false },
          },
          required: ['name'],
          additionalProperties: false,
        },
      },
      podTemplate: {
        type: 'object',
        properties: { metadata: { type: 'object' }, spec: { type: 'object', required: ['containers'] } },
        required: ['spec'],
        additionalProperties: false,
      },
      volumeClaimTemplates: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            metadata: {
              type: 'object',
              properties: { name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' } },
              required: ['name'],
              additionalProperties: false,
            },
            spec: { type: 'object', required: ['accessModes', 'resources'] },
          },
          required: ['metadata', 'spec'],
          additionalProperties: false,
        },
      },
    },
    required: ['version'],
    additionalProperties: false,
  }),
]
