import type { Cluster } from '../fleet.ts'
import { awsArn, awsDomain } from './aws-partition.ts'
import { shortHash, shortened } from './shortened.ts'

/** Names in AWS of what apps use, made once: for the variables of containers, for resources and for rights. */

/** Environment, account and region of a resource. */
export type AwsPlace = Pick<Cluster, 'environment' | 'account' | 'region'>

/** The beginning of the URLs of an account's queues; a name follows. */
export const queuesUrl = ({ region, account }: Pick<AwsPlace, 'account' | 'region'>): string =>
  `https://sqs.${region}.${awsDomain(region)}/${account}/`

/** Without the team: apps of all teams name one queue by one word. SQS ends names at 80 characters. */
export const queueName = (queue: string, { environment }: Pick<AwsPlace, 'environment'>): string =>
  shortened(`${environment}-${queue}`, 80)
/** The dead-letter queue: messages that nobody could work on. */
export const deadQueueName = (queue: string, { environment }: Pick<AwsPlace, 'environment'>): string =>
  shortened(`${environment}-${queue}-dead`, 80)

/** DynamoDB ends names of tables at 255 characters. */
export const tableName = (name: string, team: string, { environment }: Pick<AwsPlace, 'environment'>): string =>
  shortened(`${environment}-${team}-${name}`, 200)

/**
 * Unique in the world: with the account, so that nobody else has it first, and the region. S3 ends names at 63
 * characters (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
 */
export function bucketName(name: string, team: string, { environment, account, region }: AwsPlace): string {
  const end = `-${account}-${region}`
  return `${shortened(`${environment}-${team}-${name}`, 63 - end.length)}${end}`
}

/** RDS and ElastiCache take no two dashes after each other: where there are, a hash tells what they were. */
function singleDashed(whole: string, most: number): string {
  const short = whole.replaceAll(/-{2,}/g, '-')
  if (short === whole && whole.length <= most) return whole
  return `${short.slice(0, most - 9).replace(/-$/, '')}-${shortHash(whole)}`
}

/** RDS ends identifiers at 63 characters. */
export const databaseName = (name: string, team: string, { environment }: Pick<AwsPlace, 'environment'>): string =>
  singleDashed(`${environment}-${team}-${name}`, 63)

/** As whom an app signs in, by IAM: MySQL ends names at 32 characters, and PostgreSQL wants quotes around dashes. */
export const databaseUser = (name: string, team: string, { environment }: Pick<AwsPlace, 'environment'>): string =>
  shortened(`${environment}-${team}-${name}`, 32).replaceAll('-', '_')

/** The first database of each instance: names of apps may be words of SQL. */
export const databaseSchema = 'app'

/** Names the replication group and the user that the app signs in as. ElastiCache limits both to 40 characters. */
export const cacheName = (name: string, team: string, { environment }: Pick<AwsPlace, 'environment'>): string =>
  singleDashed(`${environment}-${team}-${name}`, 40)

export const cachePort = 6379
export const databasePort = (engine: string): number => (engine.startsWith('mysql') ? 3306 : 5432)

/** SNS ends names at 256 characters. Without the team, as queues: other teams' queues name it by one word. */
export const topicName = (topic: string, { environment }: Pick<AwsPlace, 'environment'>): string =>
  shortened(`${environment}-${topic}`, 200)
export const topicArn = (topic: string, place: AwsPlace): string =>
  awsArn(place, `sns:${place.region}:${place.account}:${topicName(topic, place)}`)

/** The most that any app of a cluster may be given: the name of a managed policy in its account. */
export const boundaryName = ({ name }: Pick<Cluster, 'name'>): string => shortened(`${name}-apps`, 128)

/** The role of an app in a cluster. IAM ends names at 64 characters. */
export const appRoleName = ({ name }: Pick<Cluster, 'name'>, app: string): string => shortened(`${name}-app-${app}`, 64)

/** A function, its log group and its stack. Lambda ends names at 64 characters. */
export const functionName = ({ name }: Pick<Cluster, 'name'>, app: string): string => shortened(`${name}-${app}`, 64)

/** The role as which a function runs. */
export const functionRoleName = ({ name }: Pick<Cluster, 'name'>, app: string): string =>
  shortened(`${name}-function-${app}`, 64)

/** The most that any function beside a cluster may be given. */
export const functionBoundaryName = ({ name }: Pick<Cluster, 'name'>): string => shortened(`${name}-functions`, 128)

/** The vault of an app's snapshots, and the role that takes them. AWS Backup ends names at 50 characters. */
export const snapshotsName = ({ name }: Pick<Cluster, 'name'>, app: string): string =>
  shortened(`${name}-snapshots-${app}`, 50)

/** The role of an add-on's ServiceAccount in a cluster. */
export const addonRoleName = ({ name }: Pick<Cluster, 'name'>, addon: string): string =>
  shortened(`${name}-addon-${addon}`, 64)

/** The topic of a cluster's pages, which the fleet makes. */
export const alertTopicName = ({ name }: Pick<Cluster, 'name'>): string => `${name}-alerts`

/** The user whose key signs in at SES for e-mails of alerts, which the fleet makes. */
export const smtpUserName = ({ name }: Pick<Cluster, 'name'>): string => `${name}-pages`

/** The queue where a cluster's Karpenter hears of spot interruptions, which the fleet makes. */
export const interruptionQueueName = ({ name }: Pick<Cluster, 'name'>): string => `karpenter-${name}`
