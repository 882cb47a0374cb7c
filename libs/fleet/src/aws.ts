import { z } from 'zod'
import { matching, nameForms } from '@slipway/core'

const cidr = z.cidrv4().describe('an IPv4 range such as "203.0.113.0/24"')
const id = (kind: string) =>
  matching(new RegExp(`^${kind}-[0-9a-f]{8,17}$`), `an id such as "${kind}-0a1b2c3d4e5f60718"`)

/** Services that a VPC reaches without a NAT gateway; S3 and DynamoDB by a gateway, which costs nothing. */
const endpointServices = [
  's3',
  'dynamodb',
  'autoscaling',
  'ec2',
  'ec2messages',
  'ecr.api',
  'ecr.dkr',
  'eks',
  'eks-auth',
  'elasticloadbalancing',
  'kms',
  'logs',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'ssmmessages',
  'sts',
] as const
export type EndpointService = (typeof endpointServices)[number]

/** https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html */
const controlPlaneLogs = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'] as const

const defaultKinds: readonly (typeof controlPlaneLogs)[number][] = ['api', 'audit', 'authenticator']
const defaultDays = 90

/** Days that CloudWatch Logs can keep: `RetentionInDays` of AWS::Logs::LogGroup. */
export const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const

/** The makers of the network, the cluster and its nodes. */
const clusterMakers = ['stacks', 'eksctl'] as const

/** The formats of `aws/`. */
export const stackFormats = ['cloudformation', 'opentofu'] as const

export const awsCluster = z
  .strictObject({
    by: z
      .enum(clusterMakers)
      .default('stacks')
      .describe('who makes the network, the cluster and its nodes: "stacks" of aws/, or "eksctl" by a ClusterConfig'),
    vpc: z
      .strictObject({
        id: id('vpc'),
        subnets: z
          .record(
            z.string(),
            z.strictObject({
              nodes: id('subnet').describe('the subnet of nodes, which reaches the internet or endpoints'),
              pods: id('subnet').describe('the subnet of pods, in the range network.pods').optional(),
            }),
          )
          .describe('by zone, such as { "eu-west-1a": { nodes: "subnet-0a1b2c3d4e5f60718" } }'),
      })
      .describe('a VPC that is there already; a new one by default')
      .optional(),
    nat: z
      .enum(['each-zone', 'one', 'none'])
      .describe('NAT gateways of a new VPC: "each-zone", "one" or "none"; "each-zone" by default')
      .optional(),
    endpoints: z
      .array(z.enum(endpointServices))
      .describe('AWS services that a new VPC reaches without NAT, such as ["s3", "ecr.api"]; ["s3"] by default')
      .optional(),
    admins: z
      .array(
        matching(
          /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/,
          'the ARN of a role or user, such as "arn:aws:iam::111122223333:role/platform"',
        ),
      )
      .min(1)
      .describe('who administers the cluster: ARNs of roles or users; whoever makes it is not among them by itself'),
    api: z
      .strictObject({ from: z.array(cidr).min(1).describe('ranges of addresses that may reach the API server') })
      .describe('who reaches the API server from outside of the VPC; nobody by default')
      .optional(),
    logs: z
      .strictObject({
        kinds: z
          .array(z.enum(controlPlaneLogs))
          .min(1)
          .default([...defaultKinds])
          .describe(`logs of the control plane: ${controlPlaneLogs.join(', ')}`),
        days: z
          .union(retentionDays.map((n) => z.literal(n)))
          .default(defaultDays)
          .describe(`how long they are kept, in days: ${retentionDays.join(', ')}`),
      })
      .describe('logs of the control plane; api, audit and authenticator for 90 days by default')
      .optional(),
    bastion: z
      .strictObject({
        from: z.array(cidr).min(1).describe('ranges of addresses that may reach it on port 22'),
        key: z.string().min(1).describe('the name of an EC2 key pair'),
      })
      .describe(
        'a machine with SSH into the VPC; none by default, as Session Manager reaches every node without a port',
      )
      .optional(),
    fargate: z
      .array(matching(nameForms.label, 'a namespace'))
      .min(1)
      .describe('namespaces whose pods run on Fargate; none by default')
      .optional(),
    zones: z
      .boolean()
      .default(true)
      .describe("false where the Route 53 zones of the cluster's domains are there already"),
  })
  .describe(
    'the AWS side of the cluster, to be made from this file; what is there already stays by hand where it is left out',
  )
export type AwsCluster = z.output<typeof awsCluster>

/** Which logs of the control plane are kept, and for how many days. */
export const logsOf = ({ logs }: Pick<AwsCluster, 'logs'>) => logs ?? { kinds: defaultKinds, days: defaultDays }

/**
 * Whether pods have subnets of their own: those of a new VPC that stacks make, or named ones. False without `aws`,
 * where nobody says.
 */
export const hasPodSubnets = ({ aws }: { readonly aws?: AwsCluster | undefined }): boolean =>
  aws !== undefined &&
  (aws.vpc === undefined ? aws.by === 'stacks' : Object.values(aws.vpc.subnets).every(({ pods }) => pods !== undefined))
