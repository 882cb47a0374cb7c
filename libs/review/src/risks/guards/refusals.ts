import { at, fields, list, text, texts } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import type { Entity } from '../../read/entity.ts'
import type { Opening } from '../covers.ts'

/** Kyverno's own policies deny where they say nothing (api/policies.kyverno.io ValidationActions); a binding has to say it. */
const denies = ({ group, value }: Entity): boolean => {
  const actions = texts(at(value, 'spec', 'validationActions'))
  return actions.includes('Deny') || (actions.length === 0 && group === 'policies.kyverno.io')
}
export const bindings = (entity: Entity): readonly Opening[] => {
  const { name, value } = entity
  return denies(entity)
    ? [
        [
          name,
          canonical([
            at(value, 'spec', 'matchResources') ?? at(value, 'spec', 'matchConstraints') ?? {},
            ...['policyName', 'paramRef', 'matchImageReferences'].map((field) => at(value, 'spec', field)),
          ]),
        ],
      ]
    : []
}
export const policies = ({ value }: Entity): readonly Opening[] => {
  const spec = fields(value.spec)
  return [
    ...list(spec.validations).map(({ expression }) => [
      text(expression) ?? '',
      canonical([spec.matchConstraints ?? {}, spec.matchConditions ?? []]),
    ]),
    ...((text(spec.failurePolicy) ?? 'Fail') === 'Fail' ? [['failurePolicy Fail', '']] : []),
  ]
}
/** Rules of Kyverno that refuse; others only report. */
export const kyverno = ({ value }: Entity): readonly Opening[] => {
  const spec = fields(value.spec)
  const refusing = list(spec.rules).filter(({ validate, verifyImages }) =>
    /^enforce$/i.test(
      text(
        at(validate, 'failureAction') ?? at(list(verifyImages)[0], 'failureAction') ?? spec.validationFailureAction,
      ) ?? '',
    ),
  )
  const fails = /^ignore$/i.test(text(spec.failurePolicy ?? at(spec, 'webhookConfiguration', 'failurePolicy')) ?? '')
  return [
    ...refusing.map((rule) => [
      text(rule.name) ?? '',
      canonical([
        rule.match,
        rule.exclude,
        rule.preconditions,
        spec.validationFailureActionOverrides,
        at(rule.validate, 'failureActionOverrides'),
        list(rule.verifyImages).map((one) => [one.imageReferences, one.required]),
      ]),
    ]),
    ...(refusing.length > 0 && !fails ? [['failurePolicy Fail', '']] : []),
  ]
}
/** Constraints of Gatekeeper refuse where they say nothing. */
export const gatekeeper = ({ group, kind, name, value }: Entity): readonly Opening[] =>
  group === 'constraints.gatekeeper.sh' && (text(at(value, 'spec', 'enforcementAction')) ?? 'deny') === 'deny'
    ? [[`${kind} ${name}`, canonical([at(value, 'spec', 'match'), at(value, 'spec', 'parameters')])]]
    : []

/** Kyverno's own policies that refuse. */
export const validating =
  'ValidatingPolicy NamespacedValidatingPolicy ImageValidatingPolicy NamespacedImageValidatingPolicy'
/** Kinds that say by `validationActions` whether they refuse. */
export const binding = `ValidatingAdmissionPolicyBinding ${validating}`

/** By kind, what its policies refuse. */
export const strictness = [
  [binding, bindings],
  ['ClusterPolicy Policy', kyverno],
  ['*', gatekeeper],
] as const
/** Whether a policy refuses, and does not only report; `undefined` for other kinds. */
export function refuses(entity: Entity): boolean | undefined {
  const of = strictness.find(([kinds]) => kinds.split(' ').includes(entity.kind))?.[1]
  if (entity.group === 'constraints.gatekeeper.sh') return gatekeeper(entity).length > 0
  const isPolicy =
    of !== undefined && /^(?:policies\.)?kyverno\.io$|^admissionregistration\.k8s\.io$/.test(entity.group)
  return isPolicy ? of(entity).length > 0 : undefined
}
