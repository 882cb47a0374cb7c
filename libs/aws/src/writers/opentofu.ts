import type { Rendered } from '@slipway/core'
import { attributeName } from '@slipway/fleet'
import { stackId, type AwsResource, type AwsStack } from '../model/stack.ts'
import { isReference, parametersIn, type Properties, type Reference, type Value } from '../model/value.ts'
import { stackFile } from '../stack-file.ts'

/**
 * The provider whose resources are those of the CloudFormation registry, made from its schemas, and the one that reads
 * parameters. No other provider takes the model without a table of what each property is called there.
 * https://registry.terraform.io/providers/hashicorp/awscc/latest/docs
 */
const providers = {
  aws: { source: 'hashicorp/aws', version: '~> 6.0' },
  awscc: { source: 'hashicorp/awscc', version: '~> 1.0' },
} as const

/** Properties that are JSON texts there, as their schema says no more than that they are objects. */
const documents: ReadonlySet<string> = new Set([
  'AccessPolicy',
  'AssumeRolePolicyDocument',
  'EventPattern',
  'KeyPolicy',
  'PolicyDocument',
  'RepositoryPolicyText',
  'RedrivePolicy',
  'RedriveAllowPolicy',
])

/** Maps, whose keys are no names of properties. */
const maps: ReadonlySet<string> = new Set([
  // The environment variables of a function.
  '.Variables',
  'AWS::ApiGatewayV2::Api.Tags',
  'AWS::ApiGatewayV2::DomainName.Tags',
  'AWS::ApiGatewayV2::Stage.Tags',
  'AWS::Backup::BackupPlan.BackupPlanTags',
  'AWS::Backup::BackupVault.BackupVaultTags',
  'AWS::EKS::Nodegroup.Labels',
  'AWS::EKS::Nodegroup.Tags',
  'AWS::SSM::Parameter.Tags',
])

const typeName = (type: AwsResource['type']): string => {
  const [, service = '', kind = ''] = type.split('::')
  return `awscc_${service.toLowerCase()}_${attributeName(kind)}`
}

/** The provider has policies of queues one by one alone. */
function known(one: AwsResource): AwsResource {
  if (one.type !== 'AWS::SQS::QueuePolicy') return one
  const { Queues, ...rest } = one.properties
  const [Queue = ''] = Array.isArray(Queues) ? (Queues as readonly Value[]) : []
  return { ...one, type: 'AWS::SQS::QueueInlinePolicy', properties: { Queue, ...rest } }
}

/** Text outside of templates: `${` and `%{` would begin one. */
const literal = (text: string): string => text.replace(/([$%])\{/g, '$1$1{')

class Writer {
  readonly #stack: AwsStack

  constructor(stack: AwsStack) {
    this.#stack = stack
  }

  #address(id: string): string {
    const found = this.#stack.resources[id]
    if (found === undefined) throw new RangeError(`no resource ${id} in ${stackId(this.#stack)}`)
    return `${typeName(known(found).type)}.${attributeName(id)}`
  }

  /** Text with what it refers to inside of `${}`. */
  #template(reference: Reference): string {
    if ('$arn' in reference) return `arn:\${data.aws_partition.here.partition}:${literal(reference.$arn)}`
    if ('$ref' in reference) return `\${${this.#address(reference.$ref)}.id}`
    if ('$attribute' in reference) {
      const [id, name] = reference.$attribute
      return `\${${this.#address(id)}.${attributeName(name)}}`
    }
    if ('$parameter' in reference) return `\${data.aws_ssm_parameter.${parameterName(reference.$parameter)}.value}`
    if ('$base64' in reference) return `\${base64encode(${this.#expression(reference.$base64)})}`
    return reference.$join.map((one) => this.#text(one)).join('')
  }

  #text(value: Value): string {
    if (typeof value === 'object' && !Array.isArray(value) && isReference(value)) return this.#template(value)
    return typeof value === 'string' ? literal(value) : String(value)
  }

  /** A text inside of an expression. */
  #expression(value: Value): string {
    return `"${this.#text(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
  }

  value(value: Value): unknown {
    if (Array.isArray(value)) return (value as readonly Value[]).map((one) => this.value(one))
    if (typeof value === 'string') return literal(value)
    if (typeof value !== 'object') return value
    return isReference(value) ? this.#template(value) : this.properties(value as Properties)
  }

  /** Keys as they are. */
  map(value: Value): unknown {
    if (Array.isArray(value)) return (value as readonly Value[]).map((one) => this.map(one))
    if (typeof value !== 'object' || isReference(value)) return this.value(value)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [literal(key), this.map(one)]))
  }

  properties(properties: Properties, type?: string): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.entries(properties).map(([name, value]) => {
        if (documents.has(name)) return [attributeName(name), JSON.stringify(this.map(value))]
        if (maps.has(`${type ?? ''}.${name}`)) return [attributeName(name), this.map(value)]
        return [attributeName(name), this.value(value)]
      }),
    )
  }

  resource({ type, properties, retained, after }: AwsResource): Readonly<Record<string, unknown>> {
    return {
      ...this.properties(properties, type),
      ...(retained ? { lifecycle: { prevent_destroy: true } } : {}),
      ...(after.length === 0 ? {} : { depends_on: after.map((id) => this.#address(id)) }),
    }
  }
}

const parameterName = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '')

function parametersOf({ resources }: AwsStack): Readonly<Record<string, unknown>> {
  const names = Object.values(resources).flatMap(({ properties }) => parametersIn(properties))
  return Object.fromEntries([...new Set(names)].sort().map((name) => [parameterName(name), { name }]))
}

/** @throws RangeError where another has the name: one of the two would be lost */
function put(all: Record<string, unknown>, name: string, value: unknown, at: string): void {
  if (Object.hasOwn(all, name))
    throw new RangeError(`${at} would be called ${name} in OpenTofu, as another of its stack is: rename one of the two`)
  all[name] = value
}

/**
 * A root module for OpenTofu or Terraform, `aws/<account>/[<region>/]<stack>/main.tf.json`. Where its state lies is the
 * estate's own: a `backend.tf` beside it, which nobody here writes.
 */
export function asOpenTofu(stack: AwsStack): Rendered {
  const writer = new Writer(stack)
  const resources: Record<string, Record<string, unknown>> = {}
  for (const [id, one] of Object.entries(stack.resources).map(([key, of]) => [key, known(of)] as const))
    put((resources[typeName(one.type)] ??= {}), attributeName(id), writer.resource(one), `${stackId(stack)}: ${id}`)
  const parameters = parametersOf(stack)
  const region = stack.region === null ? {} : { region: stack.region }
  return {
    path: stackFile(stack, { stacks: 'opentofu' }),
    source: stack.source,
    objects: [],
    json: {
      terraform: { required_providers: providers },
      provider: { aws: { ...region, allowed_account_ids: [stack.account] }, awscc: region },
      data: {
        aws_partition: { here: {} },
        ...(Object.keys(parameters).length === 0 ? {} : { aws_ssm_parameter: parameters }),
      },
      resource: resources,
    },
  }
}
