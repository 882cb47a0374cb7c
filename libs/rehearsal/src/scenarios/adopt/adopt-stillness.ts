import {
  cause,
  joined,
  kinds,
  namesOfObjects,
  objectsIn,
  objectsUnder,
  say,
  statusOf,
  words,
  written,
  type Files,
  type Kind,
  type Kube,
  type Live,
  type Said,
  type Words,
} from '../shared/kit.ts'

export function expectedApplications(files: Files, cluster: string): readonly string[] {
  const given = objectsUnder(files, `argocd/${cluster}`).filter(({ kind }) => kind === 'Application')
  const folders = [...files.keys()]
    .map((file) => file.split('/'))
    .filter(([top, of]) => top === 'clusters' && of === cluster)
    .map(([, , team = '', folder = '']) => `${team}-${folder}`)
  return [...new Set([...namesOfObjects(given), ...folders])].sort()
}

interface Movement {
  readonly at: number
  readonly found: Words
}

export interface Stillness {
  since(at: number): readonly Words[]
  failedSyncs(): ReadonlyMap<string, string>
  watched(): number
}

const volatile = new Set(['metadata', 'status'])
// Everything but metadata and status.
const meaning = (object: Live) => ({
  ...Object.fromEntries(Object.entries(object).filter(([key]) => !volatile.has(key))),
  labels: object.metadata.labels ?? {},
})

/** Such as `spec.replicas: 3 -> 2`. */
export function differences(before: unknown, after: unknown, at = ''): readonly Words[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const inner = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null
  if (!inner(before) || !inner(after)) {
    const [from, to] = [JSON.stringify(before) ?? 'nothing', JSON.stringify(after) ?? 'nothing']
    const numbers = typeof before === 'number' && typeof after === 'number'
    return [cause('field-changed', { field: at, from, to, numbers })]
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => differences(before[key], after[key], at === '' ? key : `${at}.${key}`))
}

/** The managers that wrote between two looks, by managed fields. */
export function writer(before: Live, after: Live): string {
  const fresh = written(before, after).filter(({ subresource }) => subresource !== 'status')
  // An entry that only lost fields keeps its time.
  const newest = fresh
    .map(({ time = '' }) => time)
    .sort()
    .at(-1)
  return (
    [...new Set(fresh.filter(({ time = '' }) => time === newest).map(({ manager }) => manager))].join(' or ') ||
    'somebody'
  )
}

/** Watches every object of a tree and every Application; a status may change. */
export function watchStillness(kube: Kube, files: Files, at: () => number): Stillness {
  const watched = new Map<string, Kind>()
  const wanted = new Set<string>()
  for (const [, text] of files) {
    for (const { apiVersion, kind, metadata } of objectsIn(text)) {
      watched.set(`${apiVersion}/${kind}`, { apiVersion, kind })
      wanted.add(`${kind}/${metadata.namespace ?? ''}/${metadata.name}`)
    }
  }
  watched.set('argoproj.io/v1alpha1/Application', kinds.application)
  const known = new Map<string, Live>()
  const moved: Movement[] = []
  const failed = new Map<string, string>()
  const note = (found: Said) => moved.push({ at: at(), found: words(found) })
  const sync = (before: Live | undefined, after: Live) => {
    const [was, is] = [statusOf(before), statusOf(after)]
    const [old, now] = [was.operationState, is.operationState]
    const { name } = after.metadata
    if ((now?.retryCount ?? 0) > 0 || now?.phase === 'Failed' || now?.phase === 'Error') {
      // "Retrying operation with latest revisions" lost the reason; the message before has it.
      const message =
        now?.phase === 'Succeeded' ? '' : (now?.message ?? '').replace(/ ?Retrying (attempt|operation).*$/, '')
      if (message !== '' || !failed.has(name))
        failed.set(name, `${name}, ${Math.round(at())} s: ${message === '' ? 'it had to be tried again' : message}`)
    }
    if (was.sync?.status === 'Synced' && is.sync?.status === 'OutOfSync') {
      const out = (is.resources ?? [])
        .filter(({ status }) => status === 'OutOfSync')
        .map((each) => `${each.kind}/${each.name}`)
      note(`${name} fell out of sync by ${out.slice(0, 3).join(', ')}`)
    }
    if (now?.startedAt === undefined || now.startedAt === old?.startedAt) return
    const heal = now.operation?.sync?.autoHealAttemptsCount
    note(
      `Argo CD synced ${name} again${heal === undefined ? '' : `, to undo what somebody else wrote (self-heal ${heal})`}`,
    )
  }
  for (const kind of watched.values())
    kube.watch(kind, ({ type, object }) => {
      const key = `${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`
      const before = known.get(key)
      if (object.kind === 'Application') {
        known.set(key, object)
        sync(before, object)
      }
      if (!wanted.has(key)) return
      const name = `${object.kind} ${object.metadata.namespace === undefined ? '' : `${object.metadata.namespace}/`}${object.metadata.name}`
      if (type === 'DELETED') {
        known.delete(key)
        note(`${name} was deleted`)
        return
      }
      known.set(key, object)
      if (before === undefined) return void note(`${name} came to be`)
      const changes = differences(meaning(before), meaning(object))
      if (changes.length > 0)
        note(say`${name} was changed by ${writer(before, object)}: ${joined(changes.slice(0, 3), ', ')}`)
      // An Application has no status subresource: each look of Argo CD is a generation.
      else if (object.kind !== 'Application' && before.metadata.generation !== object.metadata.generation)
        note(`${name} was written to by ${writer(before, object)}`)
    })
  return {
    since: (from) => [
      ...new Map(moved.filter(({ at: when }) => when > from).map(({ found }) => [found.text, found])).values(),
    ],
    failedSyncs: () => failed,
    watched: () => [...known.keys()].filter((key) => wanted.has(key)).length,
  }
}
