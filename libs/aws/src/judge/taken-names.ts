import { compareBy } from '@slipway/core'
import { stackId, type AwsResource, type AwsStack } from '../model/stack.ts'

/** The property by which AWS tells things of a type apart, where Slipway gives the name. */
const nameOf: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::DomainName': 'DomainName',
  'AWS::Backup::BackupVault': 'BackupVaultName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CodeDeploy::Application': 'ApplicationName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
}

interface TakenName {
  readonly stack: AwsStack
  readonly at: string
  readonly name: string
  readonly first: { readonly stack: AwsStack; readonly id: string }
}

/** IAM has one list of names for all regions of an account. */
const placeOf = ({ account, region }: AwsStack, { type }: AwsResource): string =>
  type.startsWith('AWS::IAM::') || region === null ? account : `${account}/${region}`

/**
 * Names that a resource before has: AWS would refuse the second, or have it replace the first, whose alarms then reach
 * nobody.
 */
export function takenNames(stacks: readonly AwsStack[]): readonly TakenName[] {
  const owners = new Map<string, TakenName['first']>()
  return stacks.toSorted(compareBy(stackId)).flatMap((stack) =>
    Object.entries(stack.resources).flatMap(([id, one]): readonly TakenName[] => {
      const field = nameOf[one.type]
      const name = field === undefined ? undefined : one.properties[field]
      if (field === undefined || typeof name !== 'string') return []
      const key = `${placeOf(stack, one)} ${one.type} ${name}`
      const first = owners.get(key)
      if (first === undefined) owners.set(key, { stack, id })
      return first === undefined ? [] : [{ stack, at: `Resources.${id}.${field}`, name, first }]
    }),
  )
}
