import { at, text } from '@slipway/kube'
import { canonical } from '../compare/diff.ts'
import type { ReadDocuments } from '../read/documents.ts'
import { typeOf, type Sides } from './aws-delta.ts'
import { readTemplate } from './aws-template.ts'
import type { Around, FileFound, LeftName, Texts } from './file-risk.ts'

/** The property that has the whole name of a resource, and how far no other may have it. */
const named: Readonly<Record<string, readonly [property: string, within: 'world' | 'account' | 'region']>> = {
  'AWS::DynamoDB::Table': ['TableName', 'region'],
  'AWS::ECR::Repository': ['RepositoryName', 'region'],
  'AWS::ElastiCache::ReplicationGroup': ['ReplicationGroupId', 'region'],
  'AWS::IAM::ManagedPolicy': ['ManagedPolicyName', 'account'],
  'AWS::IAM::Role': ['RoleName', 'account'],
  'AWS::Lambda::Function': ['FunctionName', 'region'],
  'AWS::Logs::LogGroup': ['LogGroupName', 'region'],
  'AWS::RDS::DBInstance': ['DBInstanceIdentifier', 'region'],
  'AWS::S3::Bucket': ['BucketName', 'world'],
  'AWS::SNS::Topic': ['TopicName', 'region'],
  'AWS::SQS::Queue': ['QueueName', 'region'],
  'AWS::SecretsManager::Secret': ['Name', 'region'],
}

/** The name that a template fixes, as it stands there; `undefined` where AWS makes one up. */
export function ownName(resource: unknown, type: string): string | undefined {
  const [property] = named[type] ?? []
  const name = property === undefined ? undefined : at(resource, 'Properties', property)
  return name === undefined ? undefined : canonical(name)
}

/** Equal for resources that cannot both be there: `aws/<account>/<region>/...` says where. */
function placeOf(path: string, resource: unknown): string | undefined {
  const type = typeOf(resource)
  const name = ownName(resource, type)
  const [, within] = named[type] ?? []
  if (name === undefined || within === undefined) return undefined
  const parts = path.split('/').slice(1, within === 'world' ? 1 : within === 'account' ? 2 : 3)
  return [type, ...parts, name].join('\0')
}

/** Names of resources that no template has after a change. */
export function namesLeft(files: readonly Omit<Texts, 'around'>[], read: ReadDocuments): ReadonlyMap<string, LeftName> {
  const found = new Map<string, LeftName>()
  for (const file of files) {
    const { path } = file
    const { old = new Map<string, unknown>(), now } = readTemplate(file, read) ?? {}
    for (const [id, resource] of old) {
      const place = placeOf(path, resource)
      if (place === undefined || now?.has(id) === true) continue
      found.set(place, { path, id, isKept: text(at(resource, 'DeletionPolicy')) === 'Retain' })
    }
  }
  return found
}

/**
 * A new resource whose name another has that leaves its template: CloudFormation makes before it deletes, keeps what is
 * to be kept, and knows no order of two stacks that do not name each other.
 */
export function nameTaken(id: string, resource: unknown, around: Around, { path }: Sides): readonly FileFound[] {
  const place = placeOf(path, resource)
  const left = place === undefined ? undefined : around.namesLeft().get(place)
  if (left === undefined) return []
  const by = left.isKept ? 'kept' : left.path === path ? 'same-stack' : 'other-stack'
  const what = `${id} (${typeOf(resource)})`
  return [[by === 'other-stack' ? 'medium' : 'high', 'name-taken', { what, by, other: `${left.path} ${left.id}` }]]
}
