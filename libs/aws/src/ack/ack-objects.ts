import type { KubeObject } from '@slipway/core'
import { queuesUrl, shortened, type AwsPlace } from '@slipway/fleet'
import { ackNamespace } from '@slipway/platform'
import type { AwsResource, Resources } from '../model/stack.ts'
import { isReference, referencesIn, type Value } from '../model/value.ts'
import { said } from './fields.ts'
import { ackKinds, isAckType, isPolicyType, policyTypes, type AckType } from './kinds.ts'
import { arnOfResource, nameOf, plain, type PlainFields } from './plain.ts'

type AckResource = AwsResource & { readonly type: AckType }

/** Whether a controller makes it, and no stack. */
export const isAcks = ({ type }: Pick<AwsResource, 'type'>): boolean => isAckType(type) || isPolicyType(type)

/** Resources that stay in the stack. @throws RangeError if one refers to a resource that does not stay */
export function leftInStack(resources: Resources): Resources {
  const left = Object.entries(resources).filter(([, one]) => !isAcks(one))
  for (const [id, { properties }] of left)
    for (const one of referencesIn(properties)) {
      const to = '$ref' in one ? one.$ref : '$attribute' in one ? one.$attribute[0] : undefined
      if (to !== undefined && resources[to] !== undefined && isAcks(resources[to]))
        throw new RangeError(`${id} refers to ${to}, which is in no stack where ACK makes it`)
    }
  return Object.fromEntries(left)
}

/** The policy of a resource, which CloudFormation has as one of its own. */
function policyOf(id: string, resources: Resources): Value | undefined {
  const found = Object.values(resources).find(({ type, properties }) => {
    if (!isPolicyType(type)) return false
    const given = properties[policyTypes[type]]
    const about = Array.isArray(given) ? (given as readonly Value[]) : [given as Value]
    return about.some((one) => typeof one === 'object' && isReference(one) && '$ref' in one && one.$ref === id)
  })
  return found?.properties['PolicyDocument']
}

/**
 * The fields by which a controller adopts an existing resource: `adoption-fields` of each kind
 * (PopulateResourceFromAnnotation).
 */
function foundBy(one: AckResource, place: AwsPlace): PlainFields | undefined {
  switch (one.type) {
    case 'AWS::S3::Bucket':
      return { name: nameOf(one) }
    case 'AWS::DynamoDB::Table':
      return { tableName: nameOf(one) }
    case 'AWS::SQS::Queue':
      return { queueURL: `${queuesUrl(place)}${nameOf(one)}` }
    case 'AWS::SNS::Topic':
      return { arn: arnOfResource(one, place) }
    case 'AWS::SNS::Subscription':
      // Its ARN ends with what SNS chose. It answers a second `Subscribe` of the same with the one that is there.
      return undefined
  }
}

/**
 * Resources with data outlive their objects, whoever deletes those: Argo CD does not prune them, and calls nothing out
 * of sync for it; the controller lets go of them in AWS. A subscription goes with its spec, as it does with its stack.
 */
function annotationsOf(one: AckResource, place: AwsPlace): Readonly<Record<string, string>> {
  const fields = foundBy(one, place)
  // SQS refuses a queue whose dead-letter queue is not there, and the controller does not try again what it takes for a
  // wrong value.
  const wave = one.type === 'AWS::SNS::Subscription' ? 2 : 'RedrivePolicy' in one.properties ? 1 : 0
  return {
    ...(wave === 0 ? {} : { 'argocd.argoproj.io/sync-wave': String(wave) }),
    'argocd.argoproj.io/sync-options': one.retained ? 'Prune=false,Delete=false' : 'Delete=false',
    ...(one.retained ? { 'argocd.argoproj.io/compare-options': 'IgnoreExtraneous' } : {}),
    ...(fields === undefined
      ? {}
      : {
          'services.k8s.aws/adoption-policy': 'adopt-or-create',
          'services.k8s.aws/adoption-fields': JSON.stringify(fields),
        }),
    'services.k8s.aws/deletion-policy': one.retained ? 'retain' : 'delete',
  }
}

const lastOfArn = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1)

/** By its name in AWS, so that an object that another app takes over is the same object. */
function objectName({ type, properties }: AckResource, spec: PlainFields): string {
  if (type !== 'AWS::SNS::Subscription') return nameOf({ type, properties })
  return shortened(`${lastOfArn(String(spec['endpoint']))}.${lastOfArn(String(spec['topicARN']))}`, 200)
}

/** The resources of an app as ACK's kinds; stacks are written from the same resources. */
export const ackObjects = (
  resources: Resources,
  place: AwsPlace,
  labels: Readonly<Record<string, string>>,
): readonly KubeObject[] =>
  Object.entries(resources).flatMap(([id, one]): readonly KubeObject[] => {
    const { type } = one
    if (!isAckType(type)) return []
    const { apiVersion, kind, fields } = ackKinds[type]
    const policy = policyOf(id, resources)
    const spec: PlainFields = {
      ...said(plain(one.properties, resources, place), fields, type),
      ...(policy === undefined ? {} : { policy: JSON.stringify(plain(policy, resources, place)) }),
    }
    const own: AckResource = { ...one, type }
    const metadata = {
      name: objectName(own, spec),
      namespace: ackNamespace,
      labels,
      annotations: annotationsOf(own, place),
    }
    return [{ apiVersion, kind, metadata, spec }]
  })
