import type { PodPart, SpecPart } from './app.ts'
import { calledApp } from './call.ts'
import { storedNeeds, type Needs, type StoredNeed } from './needs.ts'
import { isStored, usedThing, type UsedThing, type Uses } from './uses.ts'

const constant = (name: string): string => name.toUpperCase().replaceAll('-', '_')

export const urlVariable = (app: string): string => `${constant(app)}_URL`
export const queueVariable = (queue: string): string => `${constant(queue)}_QUEUE_URL`

/** Needs that AWS reaches by one name alone. */
type NamedNeed = Exclude<keyof Needs, StoredNeed>

/** The variable that tells an app where a thing is that it needs. */
export const needVariable = (kind: NamedNeed, name: string): string =>
  ({
    bucket: `${constant(name)}_BUCKET`,
    table: `${constant(name)}_TABLE`,
    queue: queueVariable(name),
    topic: `${constant(name)}_TOPIC_ARN`,
  })[kind]

/** The variables that tell an app how to reach a database or a cache. */
export const storeVariables = (kind: StoredNeed, name: string) => {
  const start = `${constant(name)}_${constant(kind)}`
  return { host: `${start}_HOST`, port: `${start}_PORT`, name: `${start}_NAME`, user: `${start}_USER` } as const
}

/** The variable that tells an app where a thing is that it uses. */
export const useVariable = (kind: UsedThing['kind'], name: string): string =>
  isStored(kind)
    ? storeVariables(kind, name).host
    : kind === 'secret' || kind === 'role'
      ? `${constant(name)}_${constant(kind)}_ARN`
      : needVariable(kind, name)
export const regionVariable = (name: string): string => `${constant(name)}_REGION`

const usedVariables = (uses: Uses = {}): readonly string[] =>
  Object.entries(uses).flatMap(([name, use]) => {
    const thing = usedThing(use)
    if (thing === undefined) return []
    return isStored(thing.kind)
      ? Object.values(storeVariables(thing.kind, name))
      : [useVariable(thing.kind, name), regionVariable(name)]
  })

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)]

/** The queue whose messages it is started for: of a worker or a function. */
export const ownQueue = (spec: SpecPart): readonly string[] =>
  (spec.kind === 'worker' || spec.kind === 'function') && spec.queue !== undefined ? [spec.queue] : []

/** Queues that it takes messages from: a worker's, and those that it needs and does not only send to. */
export function worksOn(spec: SpecPart): readonly string[] {
  const sends = spec.sends ?? []
  const owned = Object.keys(spec.needs?.queue ?? {}).filter((name) => !sends.includes(name))
  return unique([...ownQueue(spec), ...owned])
}

export const queuesOf = (spec: SpecPart): readonly string[] => unique([...(spec.sends ?? []), ...worksOn(spec)])

/** Variables that the platform sets in every container of the app. */
export const platformVariables = (spec: PodPart): readonly string[] => [
  ...('port' in spec && spec.port !== undefined ? ['PORT'] : []),
  ...['APP_NAME', 'APP_VERSION', 'APP_ENV', 'POD_NAME', 'POD_IP', 'DRAIN_SECONDS'],
  ...('peers' in spec && spec.peers === true ? ['PEERS_HOST'] : []),
]

/** Variables that the platform sets for calls, queues and needs. */
export function givenVariables(spec: SpecPart): readonly string[] {
  const of = (kind: 'bucket' | 'table' | 'topic') =>
    Object.keys(spec.needs?.[kind] ?? {}).map((name) => needVariable(kind, name))
  const stores = storedNeeds.flatMap((kind) =>
    Object.keys(spec.needs?.[kind] ?? {}).flatMap((name) => Object.values(storeVariables(kind, name))),
  )
  const ofAws = [
    ...queuesOf(spec).map(queueVariable),
    ...of('bucket'),
    ...of('table'),
    ...of('topic'),
    ...stores,
    ...usedVariables(spec.uses),
  ]
  const called = (spec.calls ?? []).flatMap((call) => calledApp(call) ?? [])
  return [...called.map(urlVariable), ...ofAws, ...(ofAws.length > 0 ? ['AWS_REGION'] : [])]
}
