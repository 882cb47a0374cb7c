import { at, fields, list, text, texts } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import type { Entity } from '../../read/entity.ts'
import { wordsPart, type Opening } from '../covers.ts'
import { bindings } from './admission-policies.ts'

/** Members of `any` each for itself; a block in another form as a whole. */
const anyOf = (block: unknown): readonly unknown[] => {
  const any = at(block, 'any')
  return block == null
    ? []
    : Array.isArray(any) && any.length > 0 && Object.keys(fields(block)).length === 1
      ? any
      : [block]
}
/** The subjects of a rule, kind by kind. */
const subjectsOf = (match: unknown): readonly string[] =>
  anyOf(match ?? {}).flatMap((one) => {
    const kinds = texts(at(one, 'resources', 'kinds'))
    return kinds.length === 0
      ? [canonical(one)]
      : kinds.map((kinds) => canonical({ ...fields(one), resources: { ...fields(at(one, 'resources')), kinds } }))
  })
/** A policy's exceptions as demands; a field without words is left out. */
const without = (words: Readonly<Record<string, readonly unknown[]>>): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(words).flatMap(([field, all]) => (all.length === 0 ? [] : [[`not ${field}`, all.map(canonical)]])),
  )
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
    ...refusing.flatMap((rule) => {
      const exempt = without({
        exclude: anyOf(rule.exclude),
        when: rule.preconditions == null ? [] : [rule.preconditions],
        overridden: [
          ...list(spec.validationFailureActionOverrides),
          ...list(at(rule.validate, 'failureActionOverrides')),
        ],
      })
      const images = list(rule.verifyImages).flatMap(({ imageReferences, required }) =>
        (texts(imageReferences).length === 0 ? ['*'] : texts(imageReferences)).map((image) => ({
          image: [image],
          ...without({ asked: required === false ? [false] : [] }),
        })),
      )
      const asked = images.length === 0 ? [{}] : images
      return subjectsOf(rule.match).flatMap((subject) =>
        asked.map((image) => [text(rule.name) ?? '', wordsPart({ subject: [subject], ...exempt, ...image })]),
      )
    }),
    ...(refusing.length > 0 && !fails ? [['failurePolicy Fail', '']] : []),
  ]
}
/** Constraints of Gatekeeper refuse where they say nothing. */
export const gatekeeper = ({ group, kind, name, value }: Entity): readonly Opening[] => {
  if (group !== 'constraints.gatekeeper.sh' || (text(at(value, 'spec', 'enforcementAction')) ?? 'deny') !== 'deny')
    return []
  const { excludedNamespaces, ...match } = fields(at(value, 'spec', 'match'))
  const parameters = canonical(at(value, 'spec', 'parameters') ?? {})
  return [
    [
      `${kind} ${name}`,
      wordsPart({
        match: [canonical(match)],
        parameters: [parameters],
        ...without({ namespaces: texts(excludedNamespaces) }),
      }),
    ],
  ]
}

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
