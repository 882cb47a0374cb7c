import type { Item } from './item.ts'
import { type Labels, labelsOf } from './label-selector.ts'
import { at, type Fields, fields, list, table, text } from './value.ts'

export interface Workload {
  readonly item: Item
  readonly at: string
  readonly template: Fields
  readonly labels: Labels
  readonly pod: Fields
  readonly podAt: string
  readonly containers: readonly Container[]
}

export interface Container {
  readonly name: string
  readonly spec: Fields
  readonly at: string
  /** `sidecar`: also an init container that stays. */
  readonly role: 'main' | 'sidecar' | 'init'
}

const templates = table<readonly string[]>({
  Deployment: ['spec', 'template'],
  Rollout: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  DeploymentConfig: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  ScaledJob: ['spec', 'jobTargetRef', 'template'],
  Pod: [],
})

export const scalable: readonly string[] = ['Deployment', 'Rollout', 'StatefulSet']
/** Pods run without an end. */
export const serving: readonly string[] = [...scalable, 'DaemonSet', 'ReplicaSet']

export function workloadOf(item: Item): Workload | undefined {
  const where = templates[item.kind]
  if (where === undefined) return undefined
  const template = fields(at(item.object, ...where))
  const pod = fields(template.spec)
  const podAt = [...where, 'spec'].join('.')
  const all = list(pod.containers)
  // The one named `app` (FIELD-NOTES A12), else the first.
  const main = all.find(({ name }) => name === 'app') ?? all[0]
  const container = (field: string, role: (spec: Fields) => Container['role']) =>
    list(pod[field]).map(
      (spec, i): Container => ({
        name: text(spec.name) ?? '',
        spec,
        at: `${podAt}.${field}[${i}]`,
        role: role(spec),
      }),
    )
  return {
    item,
    at: where.join('.'),
    template,
    labels: labelsOf(at(template, 'metadata', 'labels')),
    pod,
    podAt,
    containers: [
      ...container('containers', (spec) => (spec === main ? 'main' : 'sidecar')),
      ...container('initContainers', ({ restartPolicy }) => (restartPolicy === 'Always' ? 'sidecar' : 'init')),
    ],
  }
}

export const portNames = (workload: Workload): ReadonlySet<string> =>
  new Set(
    workload.containers
      .filter((c) => c.role !== 'init')
      .flatMap((c) => list(c.spec.ports).map((p) => text(p.name) ?? '')),
  )
