import { at, isFields } from '@slipway/kube'
import type { Entity } from '../read/entity.ts'
import { effectRows } from './effect.ts'
import { isKind, isMeant } from '../read/kind.ts'
import { lifecycleRows } from './lifecycle-rows.ts'

/**
 * Groups whose objects stand for something in a cloud: Crossplane, ACK, Config Connector, Azure's operator, Cluster
 * API, Terraform's.
 */
const outside =
  '*.upbound.io *.crossplane.io *.services.k8s.aws *.cnrm.cloud.google.com *.azure.com *.cluster.x-k8s.io Terraform Workspace.app.terraform.io'
/** Of the same groups, and nothing in a cloud: what these say counts for objects that are made later. */
const settings =
  'EnvironmentConfig Composition CompositionRevision Function FunctionRevision DeploymentRuntimeConfig ControllerConfig ProviderConfig ClusterProviderConfig StoreConfig Usage ClusterUsage'
/** Whether an object stands for something in a cloud that its operator makes and deletes. */
export const isOutside = (entity: Entity): boolean =>
  (isKind(entity, outside) && !isKind(entity, settings)) || isFields(at(entity.value, 'spec', 'forProvider'))

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

/** Review reads the closings of its policies as Kubernetes' own. */
const calico = '*.projectcalico.org'

/** Whether review knows what a controller makes of a kind, or that none acts on it. */
export const isKnownKind = (entity: Entity): boolean => {
  const { kind, group } = entity
  const isInTables = (known.has(kind) && (isMeant(entity) || isKind(entity, calico))) || known.has(`${kind}.${group}`)
  return isInTables || group === 'constraints.gatekeeper.sh' || isOwn(group)
}
