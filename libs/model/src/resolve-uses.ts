import {
  awsArn,
  awsDomain,
  bucketName,
  kindOfArn,
  queueName,
  queuesUrl,
  tableName,
  type AwsPlace,
  type Fleet,
  type SharedKind,
  type SharedRight,
} from '@slipway/fleet'
import {
  isOfOwnPlace,
  isOwnKind,
  isStored,
  regionVariable,
  usedThing,
  useVariable,
  type OwnKind,
  type StoredNeed,
  type Uses,
} from '@slipway/spec'

/** An AWS resource that an app uses, of another account or region, or from outside of the fleet. */
export interface UsedThing {
  /** As the app writes it. */
  readonly name: string
  readonly kind: SharedKind
  readonly may: SharedRight
  /** Whole. */
  readonly arn: string
  /** Null where nobody says it, and of a role, which is of none. */
  readonly region: string | null
  /** The key of KMS that it is encrypted with, where that is not the service's. */
  readonly key: string | null
  /** Whether an app of the fleet owns it. */
  readonly isOwn: boolean
}

/** The ARN of what an app needs in a place. */
function arnOf(kind: Exclude<OwnKind, StoredNeed>, name: string, place: AwsPlace): string {
  const { region, account } = place
  const [team = '', own = ''] = name.split('/')
  switch (kind) {
    case 'bucket':
      return awsArn(place, `s3:::${bucketName(own, team, place)}`)
    case 'table':
      return awsArn(place, `dynamodb:${region}:${account}:table/${tableName(own, team, place)}`)
    case 'queue':
      return awsArn(place, `sqs:${region}:${account}:${queueName(name, place)}`)
  }
}

const regionOf = (arn: string): string | null => arn.split(':')[3] || null

/**
 * Complete, without databases and caches, which are no single ARN (`storesOf`); `loadEstate` has refused what names
 * nothing.
 * @param here where the app runs
 */
export const resolveUses = (
  uses: Uses | undefined,
  { clusters, external = {} }: Pick<Fleet, 'clusters' | 'external'>,
  here: AwsPlace,
) =>
  Object.entries(uses ?? {}).flatMap(([name, use]): readonly UsedThing[] => {
    const thing = usedThing(use)
    if (thing === undefined || isStored(thing.kind)) return []
    const { kind } = thing
    const common = { name, kind, may: use.may }
    const isHere = isOfOwnPlace(thing, use.in)
    if (use.in === undefined && !isHere) {
      const found = external[thing.name]
      if (found === undefined || kindOfArn(found.arn) !== kind) return []
      return [
        {
          ...common,
          arn: found.arn,
          region: found.region ?? regionOf(found.arn),
          key: found.key ?? null,
          isOwn: false,
        },
      ]
    }
    const place = isHere ? here : clusters.find((cluster) => cluster.name === use.in)
    if (place === undefined || !isOwnKind(kind)) return []
    return [{ ...common, arn: arnOf(kind, thing.name, place), region: place.region, key: null, isOwn: true }]
  })

/**
 * The value that SDKs take: the name of a bucket, the address of a queue, else the ARN, since a bare name means the own
 * account.
 */
function valueOf({ kind, arn, region }: UsedThing): string {
  const parts = arn.split(':')
  if (kind === 'bucket') return parts[5] ?? ''
  if (kind !== 'queue') return arn
  return `${queuesUrl({ region: region ?? '', account: parts[4] ?? '' })}${parts[5] ?? ''}`
}

/** The variables with the addresses of all that an app uses. */
export const usedVariables = (
  used: readonly UsedThing[],
): readonly { readonly name: string; readonly value: string }[] =>
  used.flatMap((one) => [
    { name: useVariable(one.kind, one.name), value: valueOf(one) },
    ...(one.region === null ? [] : [{ name: regionVariable(one.name), value: one.region }]),
  ])

/** Hosts that SDKs call for it. @param region of the app, whose STS gives the credentials of a role */
export const usedHosts = (used: readonly UsedThing[], region: string): readonly string[] => [
  ...new Set(
    used.flatMap((one): readonly string[] => {
      const place = one.region ?? region
      const at = (service: string) => `${service}.${place}.${awsDomain(place)}`
      const parts = one.arn.split(':')
      switch (one.kind) {
        case 'bucket':
          return [at('s3'), at(`${parts[5] ?? ''}.s3`)]
        case 'table':
          return [at('dynamodb'), at(`${parts[4] ?? ''}.ddb`)]
        case 'queue':
          return [at('sqs')]
        case 'topic':
          return [at('sns')]
        case 'secret':
          return [at('secretsmanager')]
        case 'role':
          return [at('sts')]
      }
    }),
  ),
]
