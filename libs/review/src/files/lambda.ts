import { mapDeep, number } from '@slipway/kube'
import type { AwsDelta } from './aws-delta.ts'
import { turned, type FileFound } from './file-risk.ts'

type Resources = ReadonlyMap<string, unknown>

const published = /^Version[0-9a-f]{8}$/

function versionOf(all: Resources): string | undefined {
  const ids = [...all.keys()].filter((id) => published.test(id))
  return ids.length === 1 ? ids[0] : undefined
}

/**
 * Each release of a function has a version of its own by another id (libs/aws), and nothing is lost with the last one:
 * callers name the alias. So both sides call it the same, and what a release changes is told of the function.
 */
export function withOneVersion(old: Resources, now: Resources): Resources {
  const [before, after] = [versionOf(old), versionOf(now)]
  if (before === undefined || after === undefined) return now
  const text = (one: string): string => (one === after ? before : one)
  return new Map([...now].map(([id, one]) => [text(id), mapDeep(one, { text })]))
}

/** Less of these ends or refuses calls that worked before. */
const least =
  /^(MemorySize|Timeout|ReservedConcurrentExecutions|MaximumConcurrency|Size|ThrottlingRateLimit|ThrottlingBurstLimit)$/
/** More of these lets more through, or none of them all. */
const guards = /^(ReservedConcurrentExecutions|ThrottlingRateLimit|ThrottlingBurstLimit)$/

/** More of these is taken from all functions of the account, or paid for while nobody calls. */
const kept = /^(ReservedConcurrentExecutions|ProvisionedConcurrentExecutions|ProvisionedConcurrencyConfig)$/

const imageOf = (value: unknown) => (typeof value === 'string' ? /^([^/]+)([^]*?)(?=@|$)/.exec(value) : null)

/** A release changes the digest alone; the code of another repository is somebody else's. */
function source({ id, delta: { names, before, after } }: AwsDelta): FileFound | undefined {
  const [old, now] = [imageOf(before), imageOf(after)]
  if (old === null || now === null || old[0] === now[0]) return undefined
  const found = turned(`${id}.${names.join('.')}`, before, after)
  return [old[1] === now[1] ? 'medium' : 'high', 'property-changed', found]
}

/**
 * Changes of a function's queue or stream, and of the fate of messages that it fails on
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html).
 */
function events({ id, type, delta: { names, before, after } }: AwsDelta): FileFound | undefined {
  if (type !== 'AWS::Lambda::EventSourceMapping') return undefined
  const found = turned(`${id}.${names.join('.')}`, before, after)
  const name = names[1] ?? ''
  // Nothing is taken from the queue any more.
  if (name === 'Enabled' && String(after) === 'false') return ['high', 'property-changed', found]
  // Other messages, another function, or failed ones that count as done.
  return /^(?:EventSourceArn|FunctionName|FilterCriteria|FunctionResponseTypes|DestinationConfig|StartingPosition\w*|Maximum(?:RetryAttempts|RecordAgeInSeconds))$/.test(
    name,
  )
    ? ['medium', 'property-changed', found]
    : undefined
}

/** Limits of functions and of their APIs, and whose code they run. */
export function functionLimits(one: AwsDelta): FileFound | undefined {
  const { id, type, delta } = one
  const { names, before, after } = delta
  const name = names.at(-1) ?? ''
  if (!/^AWS::(Lambda|ApiGatewayV2)::/.test(type)) return undefined
  if (name === 'ImageUri') return source(one)
  const changed = events(one)
  if (changed !== undefined) return changed
  if (!least.test(name) && !kept.test(name)) return undefined
  const found = turned(`${id}.${names.join('.')}`, before, after)
  const [had, has] = [number(before), number(after)]
  if (guards.test(name) && had !== undefined && (has === undefined || has > had)) return ['medium', 'guard-lost', found]
  if (kept.test(name) && after !== undefined && (has === undefined || has > (had ?? 0)))
    return ['medium', 'property-changed', found]
  return least.test(name) && had !== undefined && has !== undefined && has < had
    ? ['medium', 'property-changed', found]
    : undefined
}
