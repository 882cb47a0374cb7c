import { inputOf, review, type EffectKind } from '@slipway/review'
import type { EffectCase } from '@slipway/review/effect-cases'
import { objectsIn, refOf, type Files, type KubeObject, type Ref } from '../shared/kit.ts'

export interface Subject {
  readonly ref: Ref
  readonly before: KubeObject | undefined
  readonly after: KubeObject | undefined
  /** The expected fate of an Application of the case. */
  readonly expected?: 'same' | 'went'
}

export interface PlacedCase {
  readonly what: string
  readonly space: string
  readonly before: Files
  readonly after: Files
  readonly child: string
  readonly subjects: readonly Subject[]
  readonly objects: readonly KubeObject[]
  readonly predicted: ReadonlySet<EffectKind>
}

export interface CaseGroup {
  readonly application: string
  readonly folder: string
  readonly cases: readonly PlacedCase[]
}

// The API version does not identify an object.
const keyOf = ({ apiVersion, kind, metadata: { name } }: KubeObject) =>
  `${apiVersion.split('/').slice(0, -1).join('')}/${kind}/${name}`

function subjectsOf(before: readonly KubeObject[], after: readonly KubeObject[]): readonly Subject[] {
  const [was, is] = [
    new Map(before.map((object) => [keyOf(object), object])),
    new Map(after.map((object) => [keyOf(object), object])),
  ]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const object = is.get(key) ?? was.get(key)
    return object === undefined ? [] : [{ ref: refOf(object), before: was.get(key), after: is.get(key) }]
  })
}

/** Cases say `shop` for the namespace and in cluster-wide names. */
function place({ what, before, after, beside, child = '' }: EffectCase, index: number): PlacedCase {
  const space = `effect-${String(index + 1).padStart(3, '0')}`
  const put = (text: string) => text.replaceAll(/\bshop\b/g, space)
  const [was, is, also] = [put(before), put(after), put(beside)]
  const side = (text: string) =>
    new Map(
      Object.entries({ beside: also, case: text })
        .filter(([, each]) => each !== '')
        .map(([name, each]) => [`${space}-${name}.yaml`, each]),
    )
  const [first, second] = [side(was), side(is)]
  const done = review(inputOf(first, second))
  const fates = done.groups.flatMap(({ risks }) =>
    risks.flatMap((risk) => {
      if (risk.code === 'application-gone') return risk.data.objects
      return risk.code === 'applications' && risk.data.fate === 'objects-deleted' ? 'deleted' : []
    }),
  )
  const made = objectsIn(put(child)).map(
    (object): Subject => ({
      ref: refOf(object),
      before: object,
      after: object,
      expected: fates.includes('deleted') ? 'went' : 'same',
    }),
  )
  const [old, next, others] = [objectsIn(was), objectsIn(is), objectsIn(also)]
  return {
    what,
    space,
    before: first,
    after: second,
    child: put(child),
    subjects: [...subjectsOf(old, next), ...made],
    objects: [...old, ...next, ...others],
    predicted: new Set(done.groups.flatMap(({ effects }) => effects.map(({ kind }) => kind))),
  }
}

const groupSize = 12

export const placed = (cases: readonly EffectCase[]): readonly PlacedCase[] => cases.map(place)

/** Argo CD tries these on the server before it applies anything; a refusal then keeps all others of the sync back. */
const isTriedFirst = ({ after }: PlacedCase): boolean =>
  [...after.values()].some(
    (text) => /(?:Replace|ServerSideApply)=true/.test(text) && !/^kind: RoleBinding$/m.test(text),
  )

/** One Application per case is too much for two cores. Refused cases are apart: their syncs do not end. */
export function grouped(cases: readonly PlacedCase[], root: string): readonly CaseGroup[] {
  const parts = Map.groupBy(cases, (each) =>
    each.predicted.has('refused') ? (isTriedFirst(each) ? 'refused at first' : 'refused') : 'taken',
  )
  return [...parts.values()]
    .flatMap((half) =>
      Array.from({ length: Math.ceil(half.length / groupSize) }, (_, i) =>
        half.slice(i * groupSize, (i + 1) * groupSize),
      ),
    )
    .map((members, index) => {
      const application = `effects-${String(index + 1).padStart(2, '0')}`
      return { application, folder: `${root}/${application}`, cases: members }
    })
}

/** @param source where Applications find this repository */
export const filesOf = (groups: readonly CaseGroup[], side: 'before' | 'after', now: string, source: object): Files =>
  new Map(
    groups.flatMap(({ folder, cases }) => {
      const put = (text: string) =>
        text
          .replaceAll('<now>', now)
          .replaceAll(/"<source of ([\w-]+)>"/g, (_, name: string) =>
            JSON.stringify({ ...source, path: `${folder}/${name}` }),
          )
      return cases.flatMap((each) => [
        ...[...each[side]].map(([file, text]) => [`${folder}/${file}`, put(text)] as const),
        // Argo CD reads subfolders only with `directory.recurse`.
        ...(each.child === '' ? [] : [[`${folder}/${each.space}-child/child.yaml`, each.child] as const]),
      ])
    }),
  )
