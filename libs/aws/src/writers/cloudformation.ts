import { mapValues, type Fields } from '@slipway/kube'
import type { Rendered, Template } from '@slipway/core'
import { pascal } from '@slipway/fleet'
import type { AwsResource, AwsStack } from '../model/stack.ts'
import { isReference, parametersIn, type Properties, type Reference, type Value } from '../model/value.ts'
import { stackFile } from '../stack-file.ts'

type Resource = Template['Resources'][string]

/** Where CloudFormation resolves a `{{resolve}}` too late, the template takes the value as a parameter of its own. */
const parameterId = pascal

function encoded(value: Value): unknown {
  if (typeof value === 'object' && !Array.isArray(value) && '$parameter' in value)
    return { Ref: parameterId(String(value.$parameter)) }
  if (typeof value === 'object' && !Array.isArray(value) && '$join' in value)
    return { 'Fn::Join': ['', (value.$join as readonly Value[]).map(encoded)] }
  return valueOf(value)
}

function encodedParameters(value: Value): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(encodedParameters)
  if (typeof value !== 'object') return []
  if ('$base64' in value) return parametersIn(value.$base64 as Value)
  return Object.values(value).flatMap(encodedParameters)
}

function referenceOf(reference: Reference): unknown {
  if ('$base64' in reference) return { 'Fn::Base64': encoded(reference.$base64) }
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

const propertiesOf = (properties: Properties): Fields => mapValues(properties, valueOf)

const resourceOf = ({ type, properties, retained, after, shifts }: AwsResource): Resource => ({
  Type: type,
  ...(retained ? { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } : {}),
  ...(after.length > 0 ? { DependsOn: [...after] } : {}),
  ...(shifts === undefined
    ? {}
    : {
        UpdatePolicy: {
          CodeDeployLambdaAliasUpdate: {
            ApplicationName: { Ref: shifts.application },
            DeploymentGroupName: { Ref: shifts.group },
          },
        },
      }),
  Properties: propertiesOf(properties),
})

function parametersOf({ resources }: AwsStack): { readonly Parameters?: Fields } {
  const names = [...new Set(Object.values(resources).flatMap(({ properties }) => encodedParameters(properties)))].sort()
  if (names.length === 0) return {}
  return {
    Parameters: Object.fromEntries(
      names.map((name) => [parameterId(name), { Type: 'AWS::SSM::Parameter::Value<String>', Default: name }]),
    ),
  }
}

/** The template of a stack: `aws/<account>/[<region>/]<stack>.yaml`. */
export const asCloudFormation = (stack: AwsStack): Rendered => ({
  path: stackFile(stack, { stacks: 'cloudformation' }),
  source: stack.source,
  objects: [],
  template: {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: stack.description,
    ...parametersOf(stack),
    Resources: mapValues(stack.resources, resourceOf),
  },
})
