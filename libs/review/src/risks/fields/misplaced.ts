import { fields, isFields, list } from '@slipway/kube'
import { isKind } from '../../read/kind.ts'
import type { Entity } from '../../read/entity.ts'
import { rule } from '../risk.ts'
import { loses } from './parts.ts'

/**
 * Kinds that have nothing at their top but these (the schemas of libs/checks/schemas). `operation` is Argo CD's own;
 * SOPS' part goes when Flux decrypts the object, and kustomize obeys `$patch`.
 */
const whole = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status', 'operation', 'sops', '$patch'])
const withSpec =
  '*.argoproj.io *.istio.io *.keda.sh *.cert-manager.io *.external-secrets.io *.monitoring.coreos.com *.toolkit.fluxcd.io *.karpenter.sh *.gateway.networking.k8s.io Deployment.apps StatefulSet.apps DaemonSet.apps Job.batch CronJob.batch HorizontalPodAutoscaler.autoscaling PodDisruptionBudget.policy Ingress.networking.k8s.io NetworkPolicy.networking.k8s.io'
/** The fields of ObjectMeta in Kubernetes' apimachinery. */
const ofMetadata = new Set(
  'name generateName namespace labels annotations finalizers ownerReferences uid resourceVersion generation selfLink managedFields creationTimestamp deletionTimestamp deletionGracePeriodSeconds'.split(
    ' ',
  ),
)
const ofSubject = new Set(['kind', 'apiGroup', 'name', 'namespace'])
const bindings = 'RoleBinding.rbac.authorization.k8s.io ClusterRoleBinding.rbac.authorization.k8s.io'
const roles = `${bindings} Role.rbac.authorization.k8s.io ClusterRole.rbac.authorization.k8s.io`
const odd = (value: unknown, known: ReadonlySet<string>, place: string): readonly string[] =>
  Object.entries(fields(value)).flatMap(([key, one]) => (known.has(key) || one === null ? [] : [`${place} ${key}`]))

/** The first step to each, and its name. */
const misplaced = (entity: Entity | undefined): readonly string[] =>
  entity === undefined
    ? []
    : [
        ...(isKind(entity, withSpec) && isFields(entity.value['spec']) ? odd(entity.value, whole, '') : []),
        ...(isKind(entity, `${withSpec} ${roles}`) ? odd(entity.value['metadata'], ofMetadata, 'metadata') : []),
        ...(isKind(entity, bindings)
          ? list(entity.value['subjects']).flatMap((one) => odd(one, ofSubject, 'subjects'))
          : []),
      ]

/** Fields that stand where nobody reads them. */
export const misplacedRisks = [
  rule('misplaced', 'outage', 'fields that stand where nobody reads them', ({ delta, change: { before, after } }) => {
    if (after === undefined) return undefined
    const now = misplaced(after)
    const [first = '', second = ''] = delta?.steps ?? []
    const isHere =
      delta === undefined
        ? before === undefined
        : now.some(
            (one) =>
              one === ` ${first}` || one === `${first} ${second}` || (first === 'subjects' && one.startsWith(first)),
          )
    return isHere && loses(now, misplaced(before)) && ['medium', 'misplaced-field']
  }),
]
