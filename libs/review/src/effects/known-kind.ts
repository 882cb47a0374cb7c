import { at, isFields } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'
import { effectRows } from './effect.ts'
import { lifecycleRows } from './lifecycle-rows.ts'

/** Whether an object is of some kinds: `Kind`, `Kind.group`, and `*.group` for every kind of groups that end so; blanks between them. */
export function isKind({ kind, group }: Entity, kinds: string): boolean {
  const whole = `${kind}.${group}`
  return kinds
    .split(' ')
    .some((one) => (one.startsWith('*.') ? `.${group}`.endsWith(one.slice(1)) : one === kind || one === whole))
}

/** Groups whose objects stand for something in a cloud: Crossplane, ACK, Config Connector, Azure's operator, Cluster API, Terraform's. */
const outside =
  '*.upbound.io *.crossplane.io *.services.k8s.aws *.cnrm.cloud.google.com *.azure.com *.cluster.x-k8s.io Terraform Workspace.app.terraform.io'
/** Whether an object stands for something in a cloud that its operator makes and deletes. */
export const isOutside = (entity: Entity): boolean =>
  isKind(entity, outside) || isFields(at(entity.value, 'spec', 'forProvider'))

const known = new Set([...effectRows.flatMap(({ kinds }) => kinds), ...Object.keys(lifecycleRows)])
/** Groups of Kubernetes itself: their objects do nothing outside of the cluster. */
const isOwn = (group: string): boolean =>
  group === '' || !group.includes('.') || (group.endsWith('.k8s.io') && !group.endsWith('.x-k8s.io'))

/** Whether review knows what a controller makes of a kind, or that none acts on it. */
export const isKnownKind = ({ kind, group }: Entity): boolean =>
  known.has(kind) || known.has(`${kind}.${group}`) || group === 'constraints.gatekeeper.sh' || isOwn(group)
