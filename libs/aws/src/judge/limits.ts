import { emitTemplate } from '@slipway/kube'
import type { Fleet } from '@slipway/fleet'
import { policySize } from './policy-size.ts'
import type { AwsStack } from '../model/stack.ts'
import type { Value } from '../model/value.ts'
import { asCloudFormation } from '../writers/cloudformation.ts'

/** A size beyond AWS's limit: the size, the limit, and the repair. */
interface Excess {
  /** The place in the stack; nothing for all of it. */
  readonly at: string
  readonly code: 'policy-size' | 'stack-size'
  readonly got: string
  readonly want: string
  readonly hint: string
  /** It can be deployed yet, in another way. */
  readonly warning?: true
}

/**
 * The limits of resource policies, in bytes without white space.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-quotas.html (30,720)
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html (20 KB)
 * https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html (32 KB)
 */
const ofResource: Readonly<Record<string, { readonly bytes: number; readonly statements?: number }>> = {
  'AWS::SQS::QueuePolicy': { bytes: 8192, statements: 20 },
  'AWS::SNS::TopicPolicy': { bytes: 30_720 },
  'AWS::S3::BucketPolicy': { bytes: 20_480 },
  'AWS::KMS::Key': { bytes: 32_768 },
}

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html; a body above `direct` goes
 * by a bucket
 */
const ofStack = { resources: 500, parameters: 200, direct: 51_200, bytes: 1_048_576 } as const

const fewer = 'use fewer things in one app, or split it in two'

function ofPolicies({ resources }: AwsStack): readonly Excess[] {
  return Object.entries(resources).flatMap(([id, { type, properties }]): readonly Excess[] => {
    const limit = ofResource[type]
    const name = type === 'AWS::KMS::Key' ? 'KeyPolicy' : 'PolicyDocument'
    const document = properties[name]
    if (limit === undefined || document === undefined) return []
    const excess = (got: number, most: number | undefined, what: string): readonly Excess[] =>
      most === undefined || got <= most
        ? []
        : [
            {
              at: `Resources.${id}.${name}`,
              code: 'policy-size',
              got: `${got} ${what}`,
              want: `at most ${most}, as AWS takes them`,
              hint: fewer,
            },
          ]
    const statements = (document as { readonly Statement?: Value }).Statement
    return [
      ...excess(policySize(document), limit.bytes, 'bytes'),
      ...excess(Array.isArray(statements) ? statements.length : 1, limit.statements, 'statements'),
    ]
  })
}

function ofTemplate(stack: AwsStack): readonly Excess[] {
  const { template } = asCloudFormation(stack)
  if (template === undefined) return []
  const bytes = Buffer.byteLength(emitTemplate({ ...template }))
  const counts = [
    [Object.keys(stack.resources).length, ofStack.resources, 'resources'],
    [Object.keys((template as { Parameters?: object }).Parameters ?? {}).length, ofStack.parameters, 'parameters'],
    [bytes, ofStack.bytes, 'bytes'],
  ] as const
  const all = counts.flatMap(([got, most, what]): readonly Excess[] => {
    const want = `at most ${most}, as CloudFormation takes them in one stack`
    return got <= most ? [] : [{ at: '', code: 'stack-size', got: `${got} ${what}`, want, hint: fewer }]
  })
  if (all.length > 0 || bytes <= ofStack.direct) return all
  const want = `at most ${ofStack.direct}, as CloudFormation takes a template that lies in no bucket`
  const hint = `deploy it with --s3-bucket, or ${fewer}`
  return [{ at: '', code: 'stack-size', got: `${bytes} bytes`, want, hint, warning: true }]
}

/** Sizes of a stack that AWS would refuse. */
export const excesses = (stack: AwsStack, { stacks }: Pick<Fleet, 'stacks'>): readonly Excess[] => [
  ...ofPolicies(stack),
  ...(stacks === 'opentofu' ? [] : ofTemplate(stack)),
]
