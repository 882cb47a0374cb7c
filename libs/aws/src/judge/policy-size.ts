import { mapValues } from '@slipway/kube'
import { isReference, type Properties, type Value } from '../model/value.ts'

/** As long as an ARN of a queue or topic with the longest name is, which only AWS knows. */
const unknownLength = 'arn:aws:sqs:ap-southeast-1:111122223333:'.length + 80

const texts = (value: Value): unknown => {
  if (Array.isArray(value)) return (value as readonly Value[]).map(texts)
  if (typeof value !== 'object') return value
  if (isReference(value)) return '$arn' in value ? `arn:aws:${value.$arn}` : 'x'.repeat(unknownLength)
  return mapValues(value as Properties, texts)
}

/** Bytes of a policy without white space, as AWS counts them; a little more where only AWS knows a name. */
export const policySize = (document: Value): number => Buffer.byteLength(JSON.stringify(texts(document)))
