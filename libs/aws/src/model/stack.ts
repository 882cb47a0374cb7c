import type { Properties, Value } from './value.ts'

export interface AwsResource {
  /** Its name in the CloudFormation registry: `AWS::SQS::Queue`. */
  readonly type: `AWS::${string}::${string}`
  readonly properties: Properties
  /** Whether it outlives its stack and its replacement. */
  readonly retained: boolean
  /** Ids of resources of the stack that have to be there first, beside those that it refers to. */
  readonly after: readonly string[]
  /**
   * Set for an alias of Lambda: ids of the CodeDeploy resources that move its weight to another version step by step.
   */
  readonly shifts?: { readonly application: string; readonly group: string }
}

/** Resources of one stack by their logical ids. */
export type Resources = Readonly<Record<string, AwsResource>>

/** Resources that are deployed together, in one account and one region (none if all are global, as in IAM). */
export interface AwsStack {
  readonly account: string
  /** `null`: in any. */
  readonly region: string | null
  /** Names of the clusters that it is made for; `all` for what the whole account and region have in common. */
  readonly clusters: readonly string[] | 'all'
  /** Unique in its account and region: `role-images`. */
  readonly name: string
  /** The file that people edit to change it. */
  readonly source: string
  readonly description: string
  readonly resources: Resources
  /** Ids (`stackId`) of stacks that have to be there first, beside those that write the parameters that it reads. */
  readonly after: readonly string[]
}

/** `111122223333/eu-west-1/repository-catalog`: its file below `aws/`, without the ending. */
export const stackId = ({ account, region, name }: Pick<AwsStack, 'account' | 'region' | 'name'>): string =>
  [account, ...(region === null ? [] : [region]), name].join('/')

/** CloudFormation names a stack by letters, digits and dashes, at most 128. */
export const stackName = (fleet: { readonly name: string }, { name }: Pick<AwsStack, 'name'>): string =>
  `${fleet.name}-${name}`.slice(0, 128)

export const resource = (
  type: AwsResource['type'],
  properties: Properties,
  { retained = false, after = [], ...more }: Partial<Pick<AwsResource, 'retained' | 'after' | 'shifts'>> = {},
): AwsResource => ({ type, properties, retained, after, ...more })

export const stack = (given: Omit<AwsStack, 'after'> & Partial<Pick<AwsStack, 'after'>>): AwsStack => ({
  after: [],
  ...given,
})

/** Whether a cluster needs it, of those in its account and region. */
export const isFor = ({ clusters }: Pick<AwsStack, 'clusters'>, cluster: string): boolean =>
  clusters === 'all' || clusters.includes(cluster)

export const fleetFile = 'fleet/fleet.ts'

/** The image role may push where this tag is (image-role.ts). */
export const managed = { Key: 'managed-by', Value: 'slipway' } as const

/** The same for types whose tags are a map. */
export const managedMap = { [managed.Key]: managed.Value } as const

/** The tags of what people find by a name in the console. */
export const named = (name: string, more: Readonly<Record<string, string>> = {}): readonly Value[] => [
  { Key: 'Name', Value: name },
  managed,
  ...Object.entries(more).map(([Key, value]) => ({ Key, Value: value })),
]
