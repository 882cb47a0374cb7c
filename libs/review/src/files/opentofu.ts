import { at, fields, isFields } from '@slipway/kube'
import { canonical } from '../compare/diff.ts'
import type { FileFound } from './file-risk.ts'

/** Services and words that the CloudFormation registry does not write with one capital. */
const services: Readonly<Record<string, string>> = {
  apigatewayv2: 'ApiGatewayV2',
  autoscaling: 'AutoScaling',
  cloudwatch: 'CloudWatch',
  dynamodb: 'DynamoDB',
  elasticache: 'ElastiCache',
  ...Object.fromEntries(
    ['ec2', 'ecr', 'efs', 'eks', 'iam', 'kms', 'ram', 'rds', 's3', 'sns', 'sqs', 'ssm', 'sso'].map((one) => [
      one,
      one.toUpperCase(),
    ]),
  ),
}
const words: Readonly<Record<string, string>> = { vpc: 'VPC', db: 'DB', eip: 'EIP', oidc: 'OIDC', saml: 'SAML' }

/** Properties of databases and caches that the registry writes with more capitals. */
const properties: Readonly<Record<string, string>> = {
  db_instance_class: 'DBInstanceClass',
  db_instance_identifier: 'DBInstanceIdentifier',
  db_name: 'DBName',
  db_parameter_group_name: 'DBParameterGroupName',
  enable_iam_database_authentication: 'EnableIAMDatabaseAuthentication',
  multi_az: 'MultiAZ',
  multi_az_enabled: 'MultiAZEnabled',
}
/** A map whose keys are no properties, such as those of a parameter group. */
const plainMap = 'parameters'

const pascal = (name: string, special: Readonly<Record<string, string>> = {}): string =>
  name
    .split('_')
    .map((word) => special[word] ?? word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')

/**
 * `AWS::IAM::Role` of `awscc_iam_role`: the provider is made from that registry. Other providers' types stay as they
 * are.
 */
function typeOf(name: string): string {
  const [, service = '', kind = ''] = /^awscc_([a-z0-9]+)_(.+)$/.exec(name) ?? []
  return kind === '' ? name : `AWS::${services[service] ?? pascal(service)}::${pascal(kind, words)}`
}

const partition = '${data.aws_partition.here.partition}'

/** A reference to another resource of the file, as a template writes it. */
function reference(text: string): unknown {
  const [, type = '', id = '', name = ''] = /^\$\{(awscc_\w+)\.(\w+)\.(\w+)\}$/.exec(text) ?? []
  if (type === '') return text.replaceAll(partition, 'aws')
  return name === 'id' ? { Ref: pascal(id) } : { 'Fn::GetAtt': [pascal(id), pascal(name)] }
}

function valueOf(value: unknown): unknown {
  if (typeof value === 'string') return reference(value)
  if (Array.isArray(value)) return value.map(valueOf)
  if (!isFields(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      properties[key] ?? pascal(key),
      key === plainMap ? inner : valueOf(inner),
    ]),
  )
}

function resourceOf(type: string, given: unknown): unknown {
  const { lifecycle, depends_on: _, ...rest } = fields(given)
  return {
    Type: type,
    // It keeps from being replaced, not from being deleted with its block:
    // https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
    ...(at(lifecycle, 'prevent_destroy') === true ? { UpdateReplacePolicy: 'Retain' } : {}),
    Properties: valueOf(rest),
  }
}

/** Parts of every module of ours: its providers, their region, and its inputs. */
const usual: Readonly<Record<string, (value: unknown) => boolean>> = {
  '//': () => true,
  terraform: (value) =>
    Object.keys(fields(value)).every((key) => key === 'required_providers') &&
    Object.values(fields(at(value, 'required_providers'))).every((one) =>
      ['hashicorp/aws', 'hashicorp/awscc'].includes(String(at(one, 'source'))),
    ),
  provider: (value) =>
    Object.entries(fields(value)).every(
      ([name, one]) =>
        ['aws', 'awscc'].includes(name) &&
        Object.keys(fields(one)).every((key) => key === 'region' || key === 'allowed_account_ids'),
    ),
  data: (value) => Object.keys(fields(value)).every((name) => name === 'aws_partition' || name === 'aws_ssm_parameter'),
}

/** Fields of a resource that run a program, or take another provider than its type says. */
const running = ['provisioner', 'connection', 'provider']
/** Of a value, in characters: who it is shows in the file. */
const longest = 200
const blocks = (given: unknown): readonly unknown[] => (Array.isArray(given) ? given : [given])

/**
 * Parts of a module beside AWS' own providers and resources that run or fetch code when it is planned, by place.
 * https://opentofu.org/docs/language/syntax/json/
 */
function foreignParts(module: unknown): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>()
  if (!isFields(module)) return module === undefined ? found : found.set('the whole file', module)
  for (const [key, value] of Object.entries(module)) {
    if (key !== 'resource' && usual[key]?.(value) !== true) found.set(key, value)
    if (key !== 'resource') continue
    // The syntax allows lists of blocks at any level, which our writer has nowhere.
    if (!isFields(value)) found.set(key, value)
    for (const [type, all] of Object.entries(fields(value))) {
      if (!/^(aws|awscc)_/.test(type) || !isFields(all)) found.set(`${key}.${type}`, all)
      for (const [id, given] of Object.entries(fields(all)))
        for (const one of blocks(given).map(fields))
          for (const name of running) if (name in one) found.set(`${key}.${type}.${id}.${name}`, one[name])
    }
  }
  return found
}

/** Such parts that a change adds or alters. */
export function foreignFindings(before: unknown, after: unknown): readonly FileFound[] {
  const had = foreignParts(before)
  return [...foreignParts(after)]
    .filter(([place, value]) => !had.has(place) || canonical(had.get(place)) !== canonical(value))
    .map(([place, value]) => ['high', 'provider-added', `${place} ${canonical(value).slice(0, longest)}`])
}

/**
 * A root module in JSON as CloudFormation would say it, so that the same rules judge both.
 * @param isNew whether the file comes with the change: then what every module says is not told
 */
export function templateOf(module: unknown, isNew: boolean): Readonly<Record<string, unknown>> {
  const { resource, ...rest } = fields(module)
  const resources = Object.entries(fields(resource)).flatMap(([type, all]) =>
    Object.entries(fields(all)).map(([id, one]): [string, unknown] =>
      type.startsWith('awscc_')
        ? [pascal(id), resourceOf(typeOf(type), one)]
        : [`${type}.${id}`, { Type: type, Properties: one }],
    ),
  )
  const others = Object.entries(rest).filter(([key, value]) => !(isNew && usual[key]?.(value) === true))
  return { Resources: Object.fromEntries(resources), ...Object.fromEntries(others.filter(([key]) => key !== '//')) }
}
