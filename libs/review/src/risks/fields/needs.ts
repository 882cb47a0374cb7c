import { readJson } from '@slipway/core'
import { at, fields, list, number, text, type Fields } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import { end, endRule, field, fieldRule, unsaid } from './field-rule.ts'

const bucket = 'Bucket.s3.services.k8s.aws'
const queue = 'Queue.sqs.services.k8s.aws'
const topic = 'Topic.sns.services.k8s.aws'
const table = 'Table.dynamodb.services.k8s.aws'
const subscription = 'Subscription.sns.services.k8s.aws'

/** Statements of a policy that is a text; what cannot be read has none. */
const statements = (policy: unknown): readonly Fields[] => list(at(readJson(text(policy) ?? ''), 'Statement'))
const withEffect = (policy: unknown, effect: string) =>
  statements(policy).filter(({ Effect }) => (Effect ?? 'Allow') === effect)
/** Statements of the second policy that the first lacks. */
const fresh = (was: unknown, is: unknown, effect: string) => {
  const known = new Set(withEffect(was, effect).map((one) => canonical(one)))
  return withEffect(is, effect).filter((one) => !known.has(canonical(one)))
}

const refusesLess = (was: unknown, is: unknown): boolean => fresh(is, was, 'Deny').length > 0
/** Anybody, or another account; a service of AWS comes with a condition that says for whom. */
const letsIn = (was: unknown, is: unknown): boolean =>
  fresh(was, is, 'Allow').some(({ Principal, Condition }) => {
    const { Service, ...others } = fields(Principal)
    return Principal === '*' || Object.keys(others).length > 0 || (Service !== undefined && Condition === undefined)
  })
const letsServiceIn = (was: unknown, is: unknown): boolean => fresh(was, is, 'Allow').length > 0

/** Days after which rules of a lifecycle delete objects, the fewest; never is infinite. */
const days = (rules: unknown, field: string): number =>
  Math.min(
    Infinity,
    ...list(rules)
      .filter(({ status }) => status !== 'Disabled')
      .flatMap((rule) => number(at(rule, field, 'days') ?? at(rule, field, 'noncurrentDays')) ?? []),
  )
const deletesSooner = (was: unknown, is: unknown): boolean =>
  ['expiration', 'noncurrentVersionExpiration'].some((name) => days(is, name) < days(was, name))

/** Some that were on are not any more. */
const lessClosed = (was: unknown, is: unknown): boolean =>
  Object.entries(fields(was)).some(([key, value]) => value === true && fields(is)[key] !== true)
const isOff = (was: unknown, is: unknown): boolean => String(was) === 'true' && String(is) !== 'true'
const ownedByWriters = (_: unknown, is: unknown): boolean =>
  !list(is).some(({ objectOwnership }) => objectOwnership === 'BucketOwnerEnforced')

const policies = [
  [`${bucket} ${queue} ${topic}`, 'spec.policy'],
  [table, 'spec.resourcePolicy'],
] as const

/** Resources of ACK's controllers in AWS: as for stacks, openings, losses and replacements. */
export const needRisks = [
  fieldRule('needs-open', 'exposure', 'who may reach what an app keeps in AWS', [
    ...policies.map(([kinds, path]) => field('need-refuses-less', 'high', kinds, path, refusesLess)),
    ...policies.map(([kinds, path]) => field('need-opened', 'high', kinds, path, letsIn)),
    ...policies.map(([kinds, path]) => field('need-granted', 'medium', kinds, path, letsServiceIn)),
    field('need-opened', 'high', bucket, 'spec.publicAccessBlock', lessClosed),
    field(
      'need-opened',
      'high',
      bucket,
      'spec.acl',
      (_, is) => /^(?:public-read|authenticated-read)/.test(String(is)),
      true,
    ),
    field('need-opened', 'high', bucket, 'spec.ownershipControls.rules', ownedByWriters),
    field('need-unencrypted', 'high', bucket, 'spec.encryption', unsaid),
    field('need-unencrypted', 'medium', bucket, 'spec.encryption'),
    field('need-unencrypted', 'high', queue, 'spec.sqsManagedSSEEnabled', isOff),
    field('need-unencrypted', 'high', topic, 'spec.kmsMasterKeyID', unsaid),
    field('need-unencrypted', 'high', table, 'spec.sseSpecification.enabled', isOff),
  ]),
  fieldRule('needs-kept', 'data', 'how long what an app keeps in AWS stays', [
    field('need-deleted-sooner', 'high', bucket, 'spec.lifecycle.rules', deletesSooner),
    field('need-deleted-sooner', 'medium', table, 'spec.timeToLive', (_, is) => is !== undefined),
    field('need-unrestorable', 'high', bucket, 'spec.versioning.status', (_, is) => is !== 'Enabled'),
    field('need-unrestorable', 'high', table, 'spec.continuousBackups.pointInTimeRecoveryEnabled', isOff),
    field('need-lost-messages', 'high', queue, 'spec.messageRetentionPeriod', (was, is) => Number(is) < Number(was)),
    field('need-lost-messages', 'high', queue, 'spec.redrivePolicy', unsaid),
    field('need-lost-messages', 'medium', queue, 'spec.redrivePolicy'),
    field('need-other', 'medium', table, 'spec.keySchema'),
    field('need-other', 'medium', subscription, 'spec.topicARN'),
    field('need-lost-messages', 'medium', subscription, 'spec.rawMessageDelivery'),
  ]),
  endRule('needs-end', 'data', 'topics that a queue hears of', [end('need-lost-messages', 'high', subscription)]),
]
