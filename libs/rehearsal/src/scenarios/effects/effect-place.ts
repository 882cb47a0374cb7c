import { inputOf, review, type EffectKind } from '@slipway/review'
import type { EffectCase } from '@slipway/review/effect-cases'
import { objectsIn, refOf, type Files, type KubeObject, type Ref } from '../shared/kit.ts'

export interface Subject {
  readonly ref: Ref
  readonly before: KubeObject | undefined
  readonly after: KubeObject | undefined
}

export interface PlacedCase {
  readonly what: string
  readonly space: string
  readonly before: Files
  readonly after: Files
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
function place({ what, before, after, beside }: EffectCase, index: number): PlacedCase {
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
  const [old, next, others] = [objectsIn(was), objectsIn(is), objectsIn(also)]
  return {
    what,
    space,
    before: first,
    after: second,
    subjects: subjectsOf(old, next),
    objects: [...old, ...next, ...others],
    predicted: new Set(review(inputOf(first, second)).groups.flatMap(({ effects }) => effects.map(({ kind }) => kind))),
  }
}

const groupSize = 12

export const placed = (cases: readonly EffectCase[]): readonly PlacedCase[] => cases.map(place)

/** One Application per case is too much for two cores. Refused cases are apart: their syncs do not end. */
export function grouped(cases: readonly PlacedCase[], root: string): readonly CaseGroup[] {
  const refused = (each: PlacedCase) => each.predicted.has('refused')
  const halves = [cases.filter((each) => !refused(each)), cases.filter(refused)]
  return halves
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

export const filesOf = (groups: readonly CaseGroup[], side: 'before' | 'after', now: string): Files =>
  new Map(
    groups.flatMap(({ folder, cases }) =>
      cases.flatMap((each) =>
        [...each[side]].map(([file, text]) => [`${folder}/${file}`, text.replaceAll('<now>', now)] as const),
      ),
    ),
  )
