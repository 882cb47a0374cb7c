import { at, list, number } from '@slipway/kube'
import { isKind } from '../read/kind.ts'
import type { Entity } from '../read/entity.ts'

export interface PodSet {
  readonly pods: number
  /** The pod's spec. */
  readonly spec: unknown
}

const kinds = 'Elasticsearch.elasticsearch.k8s.elastic.co Kibana.kibana.k8s.elastic.co Logstash.logstash.k8s.elastic.co'

export const isEck = (entity: Entity): boolean => isKind(entity, kinds)

/** The pods that Elastic's operator makes of an object; one where no number is said (of a Kibana or Logstash). */
export function eckPods({ value }: Pick<Entity, 'value'>): readonly PodSet[] {
  const set = (of: unknown): PodSet => ({ pods: number(at(of, 'count')) ?? 1, spec: at(of, 'podTemplate', 'spec') })
  const nodeSets = list(at(value, 'spec', 'nodeSets'))
  return nodeSets.length > 0 ? nodeSets.map(set) : [set(at(value, 'spec'))]
}
