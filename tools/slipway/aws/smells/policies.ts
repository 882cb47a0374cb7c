import { mapValues } from '@slipway/kube'
import { isReference, stackId, type AwsResource, type AwsStack, type Reference, type Value } from '@slipway/aws'

/** The attachment of a policy decides how it is read: a boundary grants nothing, a trust policy belongs to its role. */
type PolicyKind = 'identity' | 'boundary' | 'trust' | 'resource'

/** A policy of a stack, as AWS would read it. */
export interface StackPolicy {
  readonly stack: string
  /** The place in the stack: `Role.Policies.0.PolicyDocument`. */
  readonly at: string
  readonly kind: PolicyKind
  readonly document: object
}

type Place = Pick<AwsStack, 'account' | 'region' | 'resources'>

/** The ARN suffix of the attribute `Arn` by type, with `R` for the region, `A` for the account and `N` for a name. */
const arns: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'cloudwatch:R:A:alarm:N',
  'AWS::DynamoDB::Table': 'dynamodb:R:A:table/N',
  'AWS::ECR::Repository': 'ecr:R:A:repository/N',
  'AWS::EKS::Cluster': 'eks:R:A:cluster/N',
  'AWS::Events::Rule': 'events:R:A:rule/N',
  'AWS::IAM::ManagedPolicy': 'iam::A:policy/N',
  'AWS::IAM::OIDCProvider': 'iam::A:oidc-provider/N',
  'AWS::IAM::Role': 'iam::A:role/N',
  'AWS::KMS::Key': 'kms:R:A:key/N',
  'AWS::Lambda::Alias': 'lambda:R:A:function:N:live',
  'AWS::Lambda::Function': 'lambda:R:A:function:N',
  'AWS::Logs::LogGroup': 'logs:R:A:log-group:N:*',
  'AWS::S3::Bucket': 's3:::N',
  'AWS::SNS::Topic': 'sns:R:A:N',
  'AWS::SQS::Queue': 'sqs:R:A:N',
}
/** Types whose `Ref` is the ARN. */
const refIsArn = new Set(['AWS::SNS::Topic', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::OIDCProvider', 'AWS::Lambda::Alias'])

const sampleArn = (id: string, { account, region, resources }: Place): string => {
  const form = arns[resources[id]?.type ?? ''] ?? `unknown-type-of-${id}`
  const parts: Readonly<Record<string, string>> = {
    R: region ?? 'us-east-1',
    A: account,
    N: `sample-${id.toLowerCase()}`,
  }
  return `arn:aws:${form.replaceAll(/\b[RAN]\b/g, (letter) => parts[letter] ?? letter)}`
}

function sampleOf(reference: Reference, place: Place): string {
  if ('$arn' in reference) return `arn:aws:${reference.$arn}`
  if ('$attribute' in reference)
    return /Arn$/.test(reference.$attribute[1])
      ? sampleArn(reference.$attribute[0], place)
      : `sample-${reference.$attribute[1]}`
  if ('$ref' in reference)
    return refIsArn.has(place.resources[reference.$ref]?.type ?? '')
      ? sampleArn(reference.$ref, place)
      : `sample-${reference.$ref.toLowerCase()}`
  if ('$parameter' in reference) return `sample-${reference.$parameter.split('/').at(-1) ?? ''}`
  if ('$join' in reference) return reference.$join.map((one) => String(sampled(one, place))).join('')
  return String(sampled(reference.$base64, place))
}

const isMap = (value: Value): value is Exclude<Value, string | number | boolean | readonly Value[]> =>
  typeof value === 'object' && !Array.isArray(value)

/** With a sample of the right form in place of all that only AWS knows. */
function sampled(value: Value, place: Place): unknown {
  if (Array.isArray(value)) return (value as readonly Value[]).map((one) => sampled(one, place))
  if (!isMap(value)) return value
  if (isReference(value)) return sampleOf(value, place)
  return mapValues(value, (one) => sampled(one as Value, place))
}

function documentsIn(value: Value, at: string): readonly (readonly [at: string, document: Value])[] {
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap((one, i) => documentsIn(one, `${at}.${i}`))
  if (!isMap(value)) return []
  if ('Statement' in value) return [[at, value]]
  return Object.entries(value).flatMap(([name, one]) => documentsIn(one as Value, `${at}.${name}`))
}

const kindOf = ({ type }: AwsResource, at: string): PolicyKind => {
  if (at.endsWith('.AssumeRolePolicyDocument')) return 'trust'
  if (type === 'AWS::IAM::ManagedPolicy') return 'boundary'
  return type.startsWith('AWS::IAM::') ? 'identity' : 'resource'
}

/** Every policy that the stacks hold, wherever a property has one. */
export const policiesOf = (stacks: readonly AwsStack[]): readonly StackPolicy[] =>
  stacks.flatMap((stack) =>
    Object.entries(stack.resources).flatMap(([id, resource]) =>
      documentsIn(resource.properties, id).map(([at, document]) => ({
        stack: stackId(stack),
        at,
        kind: kindOf(resource, at),
        document: sampled(document, stack) as object,
      })),
    ),
  )
