import { at, fields, list, number, text } from '@slipway/kube'
import { withOneVersion } from './lambda.ts'
import { canonical, diff, pathText, type Delta } from '../compare/diff.ts'
import { typeOf, type AwsDelta, type Sides } from './aws-delta.ts'
import { newResource } from './aws-new.ts'
import { awsRule, isReplaced, newGrants } from './aws-rules.ts'
import type { Around, FileFound, FileJudge } from './file-risk.ts'
import { turned } from './file-risk.ts'
import { policyFindings } from './iam-policy.ts'
import { isSecretProperty, secretFindings, secretLiterals } from './secret-literals.ts'
import { alarmsOf } from './alarms.ts'
import { nameTaken, ownName } from './aws-names.ts'
import { readTemplate } from './aws-template.ts'
import { storeShared } from './stores.ts'
import { newOutsider } from './outsiders.ts'

/** Properties that CloudFormation cannot change in place (the pages of its resource types: "Update requires: Replacement"). */
const fixed = /(?:Name|Identifier|KmsKeyId|AvailabilityZone|CidrBlock|Engine|Path|Url)$|^EncryptionConfiguration$/
const encryption = /encrypt|kms|sse|tls|ssl/i
const keeping = /^(?:DeletionPolicy|UpdateReplacePolicy)$/
const retention = /retention|backup|versioning|deletionprotection|terminationprotection|lifecycle|finalsnapshot/i
const guards =
  /ScanOnPush|ImageTagMutability|PermissionsBoundary|PublicAccess|BlockPublic|IgnorePublic|RestrictPublic|Mfa|Logging|Monitoring|Thumbprint|Enforce|MetadataOptions|HttpTokens/
const everywhere = /^(?:0\.0\.0\.0\/0|::\/0)$/
/** Where a range says who may come in, and not where something may go. */
const leaves = /Egress|^Destination/
const opensByTrue = /^(?:PubliclyAccessible|EndpointPublicAccess|MapPublicIpOnLaunch|AssociatePublicIpAddress)$/
const opensByFalse = /^(?:BlockPublic(?:Acls|Policy)|IgnorePublicAcls|RestrictPublicBuckets)$/

const isOff = (value: unknown): boolean =>
  value === undefined || value === false || /^(?:false|disabled|suspended|none|optional)$/i.test(String(value))

/** Whether a value at a path lets everybody in. An API server that names ranges is as open as those are. */
function opens(names: readonly string[], value: unknown): boolean {
  const name = names.at(-1) ?? ''
  if (Array.isArray(value)) return value.some((one) => opens(names, one))
  if (typeof value === 'object' && value !== null) {
    const named = fields(value)
    const ranged = list(named['PublicAccessCidrs']).length > 0
    return Object.entries(named).some(
      ([key, inner]) => !(ranged && key === 'EndpointPublicAccess') && opens([...names, key], inner),
    )
  }
  if (names.some((one) => leaves.test(one))) return false
  if (value === true) return opensByTrue.test(name)
  if (value === false) return opensByFalse.test(name)
  const said = String(value)
  return (
    everywhere.test(said) ||
    (name === 'Scheme' && said === 'internet-facing') ||
    (/AccessControl$/.test(name) && /^public/i.test(said))
  )
}

/** Deeper than any template. */
const deepest = 60

/** Whether a delta is a part of a policy's statements, which policyFindings judges. */
const isStatement = ({ steps }: Delta): boolean => steps.includes('Statement')

/** CloudFormation makes nothing anew whose name a template fixes and keeps: the old one has it. */
function keepsName({ type, before, after }: AwsDelta): boolean {
  const [was, is] = [before, after].map((one) => ownName(one, type))
  return was !== undefined && was === is
}

/** The consequence of a resource that CloudFormation replaces. */
function replacement(one: AwsDelta): 'resource-replaced' | 'resource-anew' | 'store-refused' {
  const isLeft = [one.before, one.after].every((side) => text(at(side, 'UpdateReplacePolicy')) === 'Retain')
  if (!isLeft) return 'resource-replaced'
  return keepsName(one) ? 'store-refused' : 'resource-anew'
}

/** Nobody reads here what a secret is or was: that it is there is told beside it. */
const shown = (name: string, value: unknown): unknown =>
  value === undefined || secretLiterals(value, '', name).size === 0 ? value : 'a secret in the template'

function ofDelta({ delta: given, ...rest }: AwsDelta): FileFound | undefined {
  const [key = ''] = given.names.slice(-1)
  const name = key.startsWith('[') ? (given.names.at(-2) ?? '') : key
  const delta = { ...given, before: shown(name, given.before), after: shown(name, given.after) }
  const one = { ...rest, delta }
  const { id, type } = one
  const { steps, names, before, after, op } = delta
  // secretFindings has told it.
  if (isSecretProperty(name) && given.after !== after) return undefined
  const where = `${id}.${pathText(names)}`
  const path = names.join('.')
  const change = turned(where, before, after)
  const isLess = op === 'remove' || (isOff(after) && !isOff(before))
  if (keeping.test(steps[0] ?? ''))
    return after === 'Retain' || after === 'Snapshot' ? undefined : ['high', 'retention-lost', change]
  if (op !== 'order' && opens(names, after) && !opens(names, before)) return ['high', 'made-public', change]
  const known = awsRule(one)
  if (known !== undefined) return known
  if (isReplaced(type, delta) && op !== 'order') return ['high', replacement(one), change]
  if (steps.includes('ManagedPolicyArns') && op !== 'remove')
    return /Administrator|FullAccess|\*/.test(canonical(after))
      ? ['high', 'grant-to-all', { at: where, what: change.after }]
      : ['high', 'grant-added', { at: where, what: change.after }]
  if (/ClientIdList/.test(path) && op !== 'remove') return ['high', 'trust-widened', change]
  if (encryption.test(path) && (isLess || (op === 'set' && /kms/i.test(canonical(before)))))
    return ['high', 'encryption-lost', change]
  if (guards.test(path) && op !== 'order') {
    const isMore = op === 'add' && !/Exclusion/.test(path) && !isOff(after)
    if (!isMore && !(isOff(before) && op === 'set')) return ['high', 'guard-lost', change]
  }
  if (retention.test(path)) {
    const isFewer = (number(before) ?? 0) > (number(after) ?? Infinity)
    if (isLess || isFewer) return ['high', 'retention-lost', change]
    return ['medium', 'property-changed', change]
  }
  if (/Duration/.test(path) && (number(after) ?? 0) > (number(before) ?? Infinity))
    return ['medium', 'guard-lost', change]
  if (steps[0] === 'Properties' && steps.length === 2 && fixed.test(steps[1] ?? '') && op !== 'order')
    return ['high', replacement(one), change]
  // Whoever reads it goes by the new value: functions, machines, other stacks.
  if (type === 'AWS::SSM::Parameter' && steps[1] === 'Value') return ['medium', 'property-changed', change]
  return ['low', 'property-changed', change]
}

/** Whether AWS keeps a resource that its stack no longer has. */
const isKept = (resource: unknown): boolean => /^(?:Retain|Snapshot)$/.test(text(at(resource, 'DeletionPolicy')) ?? '')

const pulls = new Set(['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'])
const accountOf = (name: string): string => /:iam::(\d{12}):root"?\}?$/.exec(name)?.[1] ?? ''

/** Whether a new repository of images lets the fleet's own accounts pull, and nobody else anything. */
function isPulledByFleet(resource: unknown, { accounts }: Around): boolean {
  if (typeOf(resource) !== 'AWS::ECR::Repository') return false
  const statements = list(at(resource, 'Properties', 'RepositoryPolicyText', 'Statement')).map(fields)
  return statements.every((one) => {
    const { Principal, Action, Effect, ...rest } = one
    const { AWS, ...others } = fields(Principal)
    const names = (Array.isArray(AWS) ? AWS : [AWS]).map((name) => canonical(name))
    return (
      Effect === 'Allow' &&
      Object.keys(rest).every((key) => key === 'Sid') &&
      Object.keys(others).length === 0 &&
      names.every((name) => accounts.has(accountOf(name))) &&
      (Array.isArray(Action) ? Action : [Action]).every((action) => pulls.has(String(action)))
    )
  })
}

/** Macros that rewrite a template when it is deployed: their result is not in the tree. */
function macrosIn(value: unknown, depth = 0): readonly string[] {
  if (depth > deepest || typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'Fn::Transform' ? [canonical(inner)] : macrosIn(inner, depth + 1),
  )
}

function ofResource(id: string, before: unknown, after: unknown, around: Around, sides: Sides): readonly FileFound[] {
  // Among the resources it is a macro that makes some.
  if (id === 'Fn::Transform' && after !== undefined)
    return canonical(before) === canonical(after) ? [] : [['high', 'macro-added', canonical(after)]]
  const isMacro = id === 'Transform' && after !== undefined
  if (isMacro && canonical(before) !== canonical(after))
    return [['high', 'macro-added', canonical(at(after, 'Properties'))]]
  const had = new Set(macrosIn(before))
  const macros = macrosIn(after).filter((one) => !had.has(one))
  return [...macros.map((one) => ['high', 'macro-added', one] as const), ...ofOther(id, before, after, around, sides)]
}

function ofOther(id: string, before: unknown, after: unknown, around: Around, sides: Sides): readonly FileFound[] {
  if (before === undefined && isPulledByFleet(after, around))
    return [['low', 'resource-added', `${id} (${typeOf(after)})`]]
  const policies = policyFindings(id, before, after)
  if (after === undefined) {
    if (sides.withTheirs.has(id)) return []
    const alarms = [...sides.withTheirs].filter(([, watched]) => watched === id).map(([alarm]) => alarm)
    const gone = { what: `${id} (${typeOf(before)})`, alarms }
    const shared = storeShared(id, before, after, around)
    if (isKept(before)) return [['medium', 'resource-left', gone], ...shared]
    // Its policies go with the stack, and what they denied with them.
    return [['high', 'resource-removed', gone], ...shared, ...policies]
  }
  if (before === undefined) {
    const isOpen = !/Egress$/.test(typeOf(after)) && opens([], after)
    return [
      ['low', 'resource-added', `${id} (${typeOf(after)})`],
      ...secretFindings(id, before, after),
      ...(isOpen ? [['high', 'made-public', turned(id, undefined, typeOf(after))] as const] : []),
      ...newOutsider(id, after, sides),
      ...nameTaken(id, after, around, sides),
      ...(newResource(id, after, around, sides) ?? [...newGrants(id, typeOf(after), after), ...policies]),
    ]
  }
  if (typeOf(before) !== typeOf(after))
    return [['high', 'resource-replaced', turned(id, typeOf(before), typeOf(after))] as const, ...policies]
  const deltas = diff('', before, after).filter((delta) => !isStatement(delta))
  return [
    ...policies,
    ...secretFindings(id, before, after),
    ...(deltas.length === 0 ? [] : storeShared(id, before, after, around)),
    ...deltas
      .map((delta) => ofDelta({ id, type: typeOf(after), delta, before, after, accounts: around.accounts, sides }))
      .filter((found) => found !== undefined),
  ]
}

/** Reviews AWS' templates by meaning: trust, rights and losses. */
export const judgeAws: FileJudge = ({ around, ...texts }) => {
  const template = readTemplate(texts, around.documents)
  if (template === undefined) return [['high', 'unreadable', 'a template']]
  const { old, now: given, foreign } = template
  const now = withOneVersion(old, given)
  const sides = { path: texts.path, old, now, withTheirs: alarmsOf(old, now) }
  const found = [...new Set([...old.keys(), ...now.keys()])].flatMap((id) =>
    ofResource(id, old.get(id), now.get(id), around, sides),
  )
  return [...foreign, ...found]
}
