import { row } from './row.ts'

const crds = (service: string): string =>
  `https://aws-controllers-k8s.github.io/community/reference/${service}/v1alpha1/`
const table = 'Table.dynamodb.services.k8s.aws'

/** Effects of ACK's objects: their controllers set the change in AWS within seconds. */
export const needRows = [
  // "Value is immutable once set", the CRDs; and what AWS cannot change of what is there.
  row('need-fixed', 'Bucket.s3.services.k8s.aws', 'spec.name', 'refused', crds('s3')),
  row('need-fixed', 'Queue.sqs.services.k8s.aws', 'spec.queueName', 'refused', crds('sqs')),
  row('need-fixed', 'Topic.sns.services.k8s.aws', 'spec.name', 'refused', crds('sns')),
  row('need-fixed', 'Subscription.sns.services.k8s.aws', 'spec.endpoint', 'refused', crds('sns')),
  row('need-unchangeable', 'Subscription.sns.services.k8s.aws', 'spec.topicARN|spec.protocol', 'later', crds('sns')),
  row('need-unchangeable', table, 'spec.keySchema.**|spec.attributeDefinitions.**', 'later', crds('dynamodb')),
  row('need-set', table, 'spec.**', 'config', crds('dynamodb')),
  row('need-set', 'Bucket.s3.services.k8s.aws', 'spec.**', 'config', crds('s3')),
  row('need-set', 'Queue.sqs.services.k8s.aws', 'spec.**', 'config', crds('sqs')),
  row('need-set', 'Topic.sns.services.k8s.aws Subscription.sns.services.k8s.aws', 'spec.**', 'config', crds('sns')),
]
