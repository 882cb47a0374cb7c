import { tracingOf, type Cluster } from '@slipway/fleet'
import { allow, type Statement } from '../iam/policy.ts'

/**
 * X-Ray knows no resource that is written to
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html).
 */
const sends = (...actions: readonly string[]): Statement => allow('SendTraces', actions, '*')

const isXRay = (cluster: Cluster): boolean => tracingOf(cluster)?.to === 'xray'

/** The collector's rights for traces in AWS. @returns an empty list if its store is outside AWS */
export const traceRights = (cluster: Cluster): readonly (readonly Statement[])[] =>
  isXRay(cluster) ? [[sends('xray:PutTraceSegments')]] : []

/** Lambda sends as the role of the function (https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html). */
export const functionTraceRights = (cluster: Cluster): readonly Statement[] =>
  isXRay(cluster) ? [sends('xray:PutTelemetryRecords', 'xray:PutTraceSegments')] : []

/** The tracing property of `AWS::Lambda::Function`. */
export const functionTracing = (cluster: Cluster): { readonly TracingConfig?: { readonly Mode: 'Active' } } =>
  isXRay(cluster) ? { TracingConfig: { Mode: 'Active' } } : {}
