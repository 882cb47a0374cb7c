import { at, isFields } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'
import { effectRows } from './effect.ts'
import { lifecycleRows } from './lifecycle-rows.ts'

/** The names, and the ends of groups, that stand in a list of kinds; each list is taken apart once. */
const lists = new Map<string, { readonly names: ReadonlySet<string>; readonly groups: readonly string[] }>()
function listOf(kinds: string) {
  const known = lists.get(kinds)
  if (known !== undefined) return known
  const words = kinds.split(' ')
  const list = {
    names: new Set(words.filter((word) => !word.startsWith('*.'))),
    groups: words.filter((word) => word.startsWith('*.')).map((word) => word.slice(1)),
  }
  lists.set(kinds, list)
  return list
}

/** Whether an object is of some kinds: `Kind`, `Kind.group`, and `*.group` for every kind of groups that end so; blanks between them. */
export function isKind({ kind, group }: Entity, kinds: string): boolean {
  const { names, groups } = listOf(kinds)
  return (
    names.has(kind) ||
    names.has(`${kind}.${group}`) ||
    (groups.length > 0 && groups.some((end) => `.${group}`.endsWith(end)))
  )
}

/** Groups whose objects stand for something in a cloud: Crossplane, ACK, Config Connector, Azure's operator, Cluster API, Terraform's. */
const outside =
  '*.upbound.io *.crossplane.io *.services.k8s.aws *.cnrm.cloud.google.com *.azure.com *.cluster.x-k8s.io Terraform Workspace.app.terraform.io'
/** Whether an object stands for something in a cloud that its operator makes and deletes. */
export const isOutside = (entity: Entity): boolean =>
  isKind(entity, outside) || isFields(at(entity.value, 'spec', 'forProvider'))

const known = new Set([...effectRows.flatMap(({ kinds }) => kinds), ...Object.keys(lifecycleRows)])
/** Groups of Kubernetes itself: their objects do nothing outside of the cluster. Others may end in `.k8s.io`, too. */
const own = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'gateway.networking.k8s.io',
  'internal.apiserver.k8s.io',
  'kustomize.config.k8s.io',
  'metrics.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
])
const isOwn = (group: string): boolean => !group.includes('.') || own.has(group)

/** Whether review knows what a controller makes of a kind, or that none acts on it. */
export const isKnownKind = ({ kind, group }: Entity): boolean =>
  known.has(kind) || known.has(`${kind}.${group}`) || group === 'constraints.gatekeeper.sh' || isOwn(group)
