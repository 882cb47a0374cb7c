import type { Rendered, Template } from '@slipway/core'
import { stackId, type AwsResource, type AwsStack } from '../model/stack.ts'
import { isReference, type Properties, type Reference, type Value } from '../model/value.ts'

type Resource = Template['Resources'][string]

function referenceOf(reference: Reference): unknown {
  if ('$arn' in reference) return { 'Fn::Sub': `arn:\${AWS::Partition}:${reference.$arn}` }
  if ('$ref' in reference) return { Ref: reference.$ref }
  if ('$attribute' in reference) return { 'Fn::GetAtt': [...reference.$attribute] }
  if ('$parameter' in reference) return `{{resolve:ssm:${reference.$parameter}}}`
  return { 'Fn::Join': ['', reference.$join.map(valueOf)] }
}

function valueOf(value: Value): unknown {
  if (Array.isArray(value)) return (value as readonly Value[]).map(valueOf)
  if (typeof value !== 'object') return value
  return isReference(value) ? referenceOf(value) : propertiesOf(value as Properties)
}

const propertiesOf = (properties: Properties): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, valueOf(value)]))

const resourceOf = ({ type, properties, retained, after }: AwsResource): Resource => ({
  Type: type,
  ...(retained ? { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } : {}),
  ...(after.length > 0 ? { DependsOn: [...after] } : {}),
  Properties: propertiesOf(properties),
})

/** The template of a stack: `aws/<account>/[<region>/]<stack>.yaml`. */
export const asCloudFormation = (stack: AwsStack): Rendered => ({
  path: `aws/${stackId(stack)}.yaml`,
  source: stack.source,
  objects: [],
  template: {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: stack.description,
    Resources: Object.fromEntries(Object.entries(stack.resources).map(([id, one]) => [id, resourceOf(one)])),
  },
})
