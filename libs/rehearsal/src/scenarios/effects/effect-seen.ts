import { isDeepStrictEqual } from 'node:util'
import { cause, joined, shortened, type KubeObject, type Live, type Said, type Words } from '../shared/kit.ts'
import type { Subject } from './effect-place.ts'

/** `anew`: deleted and created again. */
export type Fate = 'came' | 'went' | 'kept' | 'anew' | 'same' | 'metadata' | 'changed' | 'missing'
export type PodFate = 'same' | 'replaced' | 'canary' | 'more' | 'fewer' | 'partly'

export interface Snapshot {
  readonly objects: readonly (Live | undefined)[]
  readonly pods: ReadonlySet<string>
  readonly resting: boolean
  readonly endpoints: string
}

export interface Seen {
  readonly refused: string | undefined
  readonly fates: readonly {
    readonly name: string
    readonly kind: string
    readonly custom: boolean
    readonly fate: Fate
    readonly at: string
    readonly expected?: Subject['expected']
  }[]
  readonly pods: { readonly fate: PodFate; readonly was: number; readonly is: number }
  readonly endpoints: 'same' | 'changed'
}

const content = (object: Live) => ({
  ...object,
  metadata: undefined,
  status: undefined,
  apiVersion: undefined,
})

/** The path of the first difference. */
function firstOf(was: unknown, is: unknown, path = ''): string | undefined {
  if (isDeepStrictEqual(was, is)) return undefined
  const maps = [was, is].every((each) => typeof each === 'object' && each !== null)
  if (!maps) return path
  const [a, b] = [was, is] as readonly [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>]
  return (
    [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap(
      (key) => firstOf(a[key], b[key], path === '' ? key : `${path}.${key}`) ?? [],
    )[0] ?? path
  )
}

/** Labels and annotations that git knows on either side. */
function said(live: Live, { before, after }: Subject): unknown {
  const keys = (of: (metadata: KubeObject['metadata']) => Readonly<Record<string, string>> | undefined) =>
    [before, after].flatMap((object) => Object.keys(object === undefined ? {} : (of(object.metadata) ?? {})))
  const { labels = {}, annotations = {} } = live.metadata
  return [
    keys((metadata) => metadata.labels).map((key) => labels[key]),
    keys((metadata) => metadata.annotations).map((key) => annotations[key]),
  ]
}

function fateOf(subject: Subject, was: Live | undefined, is: Live | undefined): Fate {
  if (was === undefined) return is === undefined ? 'missing' : 'came'
  if (is === undefined) return 'went'
  if (was.metadata.uid !== is.metadata.uid) return 'anew'
  if (subject.after === undefined) return 'kept'
  if (!isDeepStrictEqual(content(was), content(is))) return 'changed'
  return isDeepStrictEqual(said(was, subject), said(is, subject)) ? 'same' : 'metadata'
}

const fieldOf = (was: Live | undefined, is: Live | undefined) =>
  was === undefined || is === undefined ? '' : (firstOf(content(was), content(is)) ?? '')

function podFate(was: ReadonlySet<string>, is: ReadonlySet<string>, resting: boolean): PodFate {
  const gone = [...was].filter((uid) => !is.has(uid)).length
  const come = [...is].filter((uid) => !was.has(uid)).length
  if (gone === 0 && come === 0) return 'same'
  if (resting && come > 0 && gone < was.size) return 'canary'
  if (gone === 0) return 'more'
  if (come === 0) return 'fewer'
  return gone === was.size ? 'replaced' : 'partly'
}

/** Groups with a dot, except `.k8s.io`: predictions about defaults hold only for Kubernetes' own kinds. */
const isCustom = (apiVersion: string) => /\.[^/]*\//.test(apiVersion) && !/\.k8s\.io\//.test(apiVersion)

export const seenOf = (
  subjects: readonly Subject[],
  was: Snapshot,
  is: Snapshot,
  refused: string | undefined,
): Seen => ({
  refused,
  fates: subjects.map((subject, i) => ({
    name: `${subject.ref.kind} ${subject.ref.name}`,
    kind: subject.ref.kind,
    custom: isCustom(subject.ref.apiVersion),
    fate: fateOf(subject, was.objects[i], is.objects[i]),
    at: fieldOf(was.objects[i], is.objects[i]),
    ...(subject.expected === undefined ? {} : { expected: subject.expected }),
  })),
  pods: { fate: podFate(was.pods, is.pods, is.resting), was: was.pods.size, is: is.pods.size },
  endpoints: was.endpoints === is.endpoints ? 'same' : 'changed',
})

const fateWords: Readonly<Record<Fate, string>> = {
  came: 'came',
  went: 'is gone',
  kept: 'stays, though git has it no more',
  anew: 'was deleted and made anew',
  same: 'is as it was',
  metadata: 'has other labels or annotations',
  changed: 'is changed',
  missing: 'is not there',
}
const podWords: Readonly<Record<PodFate, (was: number, is: number) => Said>> = {
  same: (was) => (was === 0 ? 'no pods' : `the same ${was} pods`),
  replaced: (was, is) => cause('pods-replaced', { all: was, by: is }),
  canary: (was, is) => `a canary beside the old pods (${was}, now ${is})`,
  more: (was, is) => `more pods (${was}, now ${is})`,
  fewer: (was, is) => `fewer pods (${was}, now ${is})`,
  partly: (was, is) => `some pods replaced (${was}, now ${is})`,
}

export const seenWords = ({ refused, fates, pods, endpoints }: Seen): Words =>
  shortened(
    joined([
      refused === undefined ? undefined : `refused: ${refused}`,
      ...fates.map(({ name, fate, at }) => `${name} ${fateWords[fate]}${fate === 'changed' ? ` (${at})` : ''}`),
      podWords[pods.fate](pods.was, pods.is),
      endpoints === 'changed' ? 'other addresses or ports behind it' : undefined,
    ]),
    500,
  )
