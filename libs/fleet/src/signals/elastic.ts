import { z } from 'zod'
import { matching } from '@slipway/core'

/** The version in the samples of ECK 3.5.0. ECK takes others, and upgrades node by node if it is raised. */
const elasticVersion = '9.4.3'

/** An Elasticsearch of the cluster's own, with Kibana and what ships logs into it. */
export const elasticCluster = z
  .strictObject({
    nodes: z
      .int()
      .min(1)
      .max(9)
      .describe('nodes of Elasticsearch, such as 3 or 5; 3 by default, 1 where alerts page nobody')
      .optional(),
    volume: matching(/^[1-9]\d*(Gi|Ti)$/, 'the size of a volume such as "100Gi"')
      .describe('the volume of each node in Gi or Ti; "100Gi" by default. It can grow and never shrink')
      .optional(),
    memory: matching(/^[1-9]\d*Gi$/, 'memory such as "4Gi"')
      .describe('the memory of each node in Gi, half of which is its heap; "4Gi" by default')
      .optional(),
    // The lifecycle of data streams, by which `retention` is kept, is there since 8.14.
    version: matching(/^(8\.(1[4-9]|[2-9]\d)|9\.\d{1,2})\.\d{1,2}$/, 'a version of the Elastic Stack such as "9.4.3"')
      .describe(
        `the version of Elasticsearch, Kibana, Filebeat and Logstash, from 8.14.0; "${elasticVersion}" by default`,
      )
      .optional(),
    by: z
      .enum(['beats', 'collector'])
      .describe(
        'who ships: "beats", Filebeat on each node and Logstash (the default), or "collector", the OpenTelemetry Collector that all other stores have',
      )
      .optional(),
    kibana: z
      .enum(['inside', 'internal', 'public'])
      .describe(
        'who reaches Kibana: "inside" by kubectl port-forward alone (the default), at kibana.<internalDomain> from the VPC ("internal"), or at kibana.<domain> for everybody who has a password ("public")',
      )
      .optional(),
  })
  .describe('an Elasticsearch that the cluster runs itself, by its operator, instead of an address: {} or { nodes: 5 }')
type ElasticData = z.output<typeof elasticCluster>

/** Complete: nothing is left out. */
export interface ElasticCluster {
  readonly nodes: number
  /** A quantity of Kubernetes. */
  readonly volume: string
  readonly memory: string
  readonly version: string
  readonly by: 'beats' | 'collector'
  readonly kibana: 'inside' | 'internal' | 'public'
}

/** @param quiet one node is enough where nobody is paged: its logs are away while it is replaced */
export const elasticOf = (data: ElasticData, quiet: boolean): ElasticCluster => ({
  nodes: data.nodes ?? (quiet ? 1 : 3),
  volume: data.volume ?? '100Gi',
  memory: data.memory ?? (quiet ? '2Gi' : '4Gi'),
  version: data.version ?? elasticVersion,
  by: data.by ?? 'beats',
  kibana: data.kibana ?? 'inside',
})
