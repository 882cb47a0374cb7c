import { at, fields, list } from '@slipway/kube'
import { referred, typeOf, type Sides } from './aws-delta.ts'
import { newGrants } from './aws-rules.ts'
import { turned, type Around, type FileFound } from './file-risk.ts'
import { policyFindings } from './iam-policy.ts'

const all = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

const isAssuming = (action: unknown): boolean => action === 'sts:AssumeRole' || action === 'sts:TagSession'

/** The services that alone may take a role; `undefined` where a trust names anybody else. */
function servicesOf(role: unknown): readonly string[] | undefined {
  const statements = list(at(role, 'Properties', 'AssumeRolePolicyDocument', 'Statement'))
  const named = statements.map((one) => {
    const { Service, ...others } = fields(one.Principal)
    const isPlain = one.Effect === 'Allow' && one.NotPrincipal === undefined && all(one.Action).every(isAssuming)
    const services = all(Service).filter(
      (name) => typeof name === 'string' && /^[a-z-]+(?:\.[a-z]+)*\.amazonaws\.com$/.test(name),
    )
    return isPlain && Object.keys(others).length === 0 && services.length > 0 && services.length === all(Service).length
      ? services
      : undefined
  })
  return named.length === 0 || named.includes(undefined) ? undefined : named.flatMap((one) => (one ?? []) as string[])
}

/** The one ServiceAccount whose pods alone may take a role: `shop/orders`. */
function podsOf(role: unknown): string | undefined {
  const statements = list(at(role, 'Properties', 'AssumeRolePolicyDocument', 'Statement'))
  if (statements.length !== 1 || servicesOf(role)?.join() !== 'pods.eks.amazonaws.com') return undefined
  const equals = fields(at(statements[0], 'Condition', 'StringEquals'))
  const [namespace, account] = ['namespace', 'service-account'].map((tag) => equals[`aws:RequestTag/kubernetes-${tag}`])
  return typeof namespace === 'string' && typeof account === 'string' ? `${namespace}/${account}` : undefined
}

const isNewAppOf = (pods: string, { isOfNewApp }: Around): boolean =>
  isOfNewApp(`apps/${pods.slice(pods.indexOf('/') + 1)}/app.ts`)

/** A role that nobody had before: who may take it is no widening, and its rights are all that it can do. */
function role(id: string, resource: unknown, around: Around): readonly FileFound[] | undefined {
  const services = servicesOf(resource)
  if (services === undefined) return undefined
  const { AssumeRolePolicyDocument: _, ...rights } = fields(at(resource, 'Properties'))
  const found = [
    ...newGrants(id, typeOf(resource), resource),
    ...policyFindings(id, undefined, { ...fields(resource), Properties: rights }),
  ]
  const pods = podsOf(resource)
  if (pods !== undefined && isNewAppOf(pods, around)) {
    // Its boundary holds whatever the rights say.
    const isBounded = rights['PermissionsBoundary'] !== undefined
    return found.map((one): FileFound => (isBounded && one[0] === 'medium' ? eased(one) : one))
  }
  const who = pods === undefined ? services.join(', ') : `pods of ${pods}`
  return [['medium', 'trust-widened', turned(id, undefined, who)], ...found]
}

const eased = ([, ...reason]: FileFound): FileFound => ['low', ...reason] as FileFound

const isNewHere = (id: string | undefined, { old, now }: Sides): boolean =>
  id !== undefined && now.has(id) && !old.has(id)

/** A role's association with pods. Their rights are judged at a role that comes with it. */
function association(id: string, resource: unknown, around: Around, sides: Sides): readonly FileFound[] | undefined {
  const roleId = referred(at(resource, 'Properties', 'RoleArn'))
  const pods = ['Namespace', 'ServiceAccount'].map((name) => String(at(resource, 'Properties', name))).join('/')
  if (!isNewHere(roleId, sides) || podsOf(sides.now.get(roleId ?? '')) !== pods) return undefined
  return isNewAppOf(pods, around) ? [] : [['medium', 'grant-added', { at: id, what: `a role for pods of ${pods}` }]]
}

/** Whether AWS' own services are let in, each for named resources or an account. */
const isForNamed = (statement: unknown): boolean => {
  const { Service, ...others } = fields(at(statement, 'Principal'))
  const keys = Object.values(fields(at(statement, 'Condition'))).flatMap((one) => Object.keys(fields(one)))
  return (
    Service !== undefined &&
    Object.keys(others).length === 0 &&
    keys.some((key) => /^aws:Source(?:Arn|Account)$/i.test(key))
  )
}

/** The policy of a queue, topic or bucket that comes with it. */
function ownPolicy(id: string, resource: unknown, sides: Sides): readonly FileFound[] | undefined {
  const { Queues, Queue, Topics, Bucket } = fields(at(resource, 'Properties'))
  const subjects = [Queues, Queue, Topics, Bucket].flatMap(all).map(referred)
  const statements = list(at(resource, 'Properties', 'PolicyDocument', 'Statement'))
  const allowed = statements.filter((one) => one.Effect !== 'Deny')
  if (subjects.length === 0 || !subjects.every((one) => isNewHere(one, sides)) || !allowed.every(isForNamed))
    return undefined
  return policyFindings(id, undefined, resource).map((one) => (one[1] === 'grant-to-all' ? one : eased(one)))
}

/** Openings and grants of a new resource of a known type; `undefined` if the general rules judge it. */
export function newResource(
  id: string,
  resource: unknown,
  around: Around,
  sides: Sides,
): readonly FileFound[] | undefined {
  const type = typeOf(resource)
  if (type === 'AWS::IAM::Role') return role(id, resource, around)
  if (type === 'AWS::EKS::PodIdentityAssociation') return association(id, resource, around, sides)
  if (/^AWS::(?:SQS|SNS|S3)::\w+Policy$/.test(type)) return ownPolicy(id, resource, sides)
  const end = type === 'AWS::SNS::Subscription' ? referred(at(resource, 'Properties', 'Endpoint')) : undefined
  return isNewHere(end, sides) ? newGrants(id, type, resource).map(eased) : undefined
}
