import type { IPodSpec, IPersistentVolumeClaim, IServiceSpec } from 'kubernetes-models/v1'
import { kindOf } from '@slipway/manifests'

// The fields of ECK's kinds that Slipway writes. All fields:
// https://www.elastic.co/docs/reference/cloud-on-k8s/api-docs

interface Meta {
  readonly name: string
  readonly namespace: string
  readonly labels?: Readonly<Record<string, string>>
}

interface EckObject<K extends string, S> {
  apiVersion: string
  kind: K
  metadata?: Meta
  spec?: S
}

/** ECK lays its own containers over these, by their names. */
interface PodTemplate {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly spec: IPodSpec
}

type Config = Readonly<Record<string, unknown>>
interface Reference {
  readonly name: string
}

interface NodeSet {
  readonly name: string
  readonly count: number
  readonly config: Config
  readonly zoneAwareness?: object
  readonly podTemplate: PodTemplate
  readonly volumeClaimTemplates: readonly Pick<IPersistentVolumeClaim, 'metadata' | 'spec'>[]
}

interface ElasticsearchSpec {
  readonly version: string
  readonly volumeClaimDeletePolicy: 'DeleteOnScaledownOnly'
  readonly updateStrategy: { readonly changeBudget: { readonly maxSurge: number; readonly maxUnavailable: number } }
  readonly auth?: {
    readonly fileRealm: readonly { readonly secretName: string }[]
    readonly roles: readonly { readonly secretName: string }[]
  }
  readonly nodeSets: readonly NodeSet[]
}

interface KibanaSpec {
  readonly version: string
  readonly count: number
  readonly elasticsearchRef: Reference
  readonly http: { readonly tls: { readonly selfSignedCertificate: { readonly disabled: boolean } } }
  readonly config: Config
  readonly podTemplate: PodTemplate
}

interface LogstashSpec {
  readonly version: string
  readonly count: number
  readonly elasticsearchRefs: readonly (Reference & { readonly clusterName: string })[]
  readonly config: Config
  readonly pipelines: readonly Config[]
  readonly services: readonly { readonly name: string; readonly service: { readonly spec: IServiceSpec } }[]
  readonly podTemplate: PodTemplate
  readonly volumeClaimTemplates: readonly Pick<IPersistentVolumeClaim, 'metadata' | 'spec'>[]
}

interface BeatSpec {
  readonly type: 'filebeat'
  readonly version: string
  readonly config: Config
  readonly daemonSet: {
    readonly updateStrategy: object
    readonly podTemplate: PodTemplate
  }
}

export const Elasticsearch = kindOf<EckObject<'Elasticsearch', ElasticsearchSpec>>('Elasticsearch')
export const Kibana = kindOf<EckObject<'Kibana', KibanaSpec>>('Kibana')
export const Logstash = kindOf<EckObject<'Logstash', LogstashSpec>>('Logstash')
export const Beat = kindOf<EckObject<'Beat', BeatSpec>>('Beat')
