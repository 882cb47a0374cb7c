import { policy } from './iam/policy.ts'
import { tlsOnly } from './iam/tls-only.ts'
import { managed, resource, type AwsResource } from './model/stack.ts'
import { ref, type Value } from './model/value.ts'

/** A topic that one service of AWS publishes to; none can use the account's default key of SNS, so it has no key. */
export const serviceTopic = (
  name: string,
  {
    sid,
    service,
    when,
  }: { readonly sid: string; readonly service: string; readonly when: Readonly<Record<string, Value>> },
): { readonly Topic: AwsResource; readonly TopicPolicy: AwsResource } => ({
  Topic: resource('AWS::SNS::Topic', { TopicName: name, Tags: [managed] }),
  TopicPolicy: resource('AWS::SNS::TopicPolicy', {
    Topics: [ref('Topic')],
    PolicyDocument: policy(tlsOnly('sns:Publish', ref('Topic')), {
      Sid: sid,
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sns:Publish',
      Resource: ref('Topic'),
      Condition: { StringEquals: when },
    }),
  }),
})
