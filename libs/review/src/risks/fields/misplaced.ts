import { isFields, type Fields } from '@slipway/kube'
import { isKind } from '../../effects/known-kind.ts'
import { rule } from '../risk.ts'
import { loses } from './parts.ts'

/**
 * Kinds that have nothing at their top but these (the schemas of libs/checks/schemas). `operation` is Argo CD's own; SOPS' part goes when Flux
 * decrypts the object, and kustomize obeys `$patch`.
 */
const whole = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status', 'operation', 'sops', '$patch'])
const withSpec =
  '*.argoproj.io *.istio.io *.keda.sh *.cert-manager.io *.external-secrets.io *.monitoring.coreos.com *.toolkit.fluxcd.io *.karpenter.sh *.gateway.networking.k8s.io Deployment.apps StatefulSet.apps DaemonSet.apps Job.batch CronJob.batch HorizontalPodAutoscaler.autoscaling PodDisruptionBudget.policy Ingress.networking.k8s.io NetworkPolicy.networking.k8s.io'
const misplaced = (value: Fields = {}): readonly string[] =>
  Object.keys(value).filter((key) => !whole.has(key) && value[key] !== null)

/** Fields that stand where nobody reads them. */
export const misplacedRisks = [
  rule(
    'misplaced',
    'outage',
    'fields that stand where nobody reads them',
    ({ entity, delta, change: { before, after } }) => {
      if (after === undefined || !isKind(entity, withSpec) || !isFields(after.value['spec'])) return undefined
      const odd = misplaced(after.value)
      const isHere = delta === undefined ? before === undefined : odd.includes(delta.steps[0] ?? '')
      return isHere && loses(odd, misplaced(before?.value)) && ['medium', 'misplaced-field']
    },
  ),
]
