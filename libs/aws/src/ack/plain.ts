import { mapValues } from '@slipway/kube'
import { awsArn, queuesUrl, type AwsPlace } from '@slipway/fleet'
import type { AwsResource, Resources } from '../model/stack.ts'
import { isReference, type Properties, type Reference, type Value } from '../model/value.ts'

/**
 * A value without references: CloudFormation resolves those when it deploys, an object of Kubernetes has to say what
 * they come to.
 */
export type Plain = string | number | boolean | readonly Plain[] | PlainFields
export interface PlainFields {
  readonly [name: string]: Plain
}

/** The properties by which AWS names resources. */
const named = {
  'AWS::S3::Bucket': { by: 'BucketName', arn: (name: string) => `s3:::${name}`, ref: 'name' },
  'AWS::SQS::Queue': { by: 'QueueName', arn: (name: string, at: string) => `sqs:${at}:${name}`, ref: 'url' },
  'AWS::SNS::Topic': { by: 'TopicName', arn: (name: string, at: string) => `sns:${at}:${name}`, ref: 'arn' },
  'AWS::DynamoDB::Table': {
    by: 'TableName',
    arn: (name: string, at: string) => `dynamodb:${at}:table/${name}`,
    ref: 'name',
  },
} as const
type NamedType = keyof typeof named

const isNamed = (type: string): type is NamedType => Object.hasOwn(named, type)

/** The name of a resource in AWS. @throws RangeError where nothing says it */
export function nameOf({ type, properties }: Pick<AwsResource, 'type' | 'properties'>): string {
  const name = isNamed(type) ? properties[named[type].by] : undefined
  if (typeof name !== 'string') throw new RangeError(`a resource of ${type} without a name of its own`)
  return name
}

export function arnOfResource(one: Pick<AwsResource, 'type' | 'properties'>, { region, account }: AwsPlace): string {
  const { type } = one
  if (!isNamed(type)) throw new RangeError(`nobody here knows the ARN of a resource of ${type}`)
  return awsArn({ region }, named[type].arn(nameOf(one), `${region}:${account}`))
}

/** The value of CloudFormation's `Ref`: the "Return values" of each type's page. */
function refOf(one: AwsResource, place: AwsPlace): string {
  const kind = isNamed(one.type) ? named[one.type].ref : 'name'
  if (kind === 'url') return `${queuesUrl(place)}${nameOf(one)}`
  return kind === 'arn' ? arnOfResource(one, place) : nameOf(one)
}

function found(id: string, resources: Resources): AwsResource {
  const one = resources[id]
  if (one === undefined) throw new RangeError(`no resource ${id} in the stack that refers to it`)
  return one
}

function resolvedReference(reference: Reference, resources: Resources, place: AwsPlace): string {
  if ('$arn' in reference) return awsArn(place, reference.$arn)
  if ('$ref' in reference) return refOf(found(reference.$ref, resources), place)
  if ('$attribute' in reference) {
    const [id, attribute] = reference.$attribute
    if (attribute === 'Arn') return arnOfResource(found(id, resources), place)
  }
  throw new RangeError(`only a stack can resolve ${JSON.stringify(reference)}`)
}

/** @throws RangeError for a reference that only a deployment can resolve: the generator made it */
export function plain(value: Value, resources: Resources, place: AwsPlace): Plain {
  if (Array.isArray(value)) return (value as readonly Value[]).map((one) => plain(one, resources, place))
  if (typeof value !== 'object') return value
  if (isReference(value)) return resolvedReference(value, resources, place)
  return mapValues(value as Properties, (one) => plain(one, resources, place))
}
