import { table } from '@slipway/kube'
import type { RiskLevel } from '../risks/level.ts'
import { annotationRows, type AnnotationRow } from './annotation-rows.ts'
import { annotationSwitches, type SwitchRow } from './annotation-switches.ts'
import type { AnnotationTopic } from './annotation-topics.ts'

/** The program that reads an annotation. */
export type AnnotationReader = keyof typeof annotationRows | keyof typeof annotationSwitches

interface KnownAnnotation {
  readonly key: string
  readonly reader: AnnotationReader
  readonly topic: AnnotationTopic
  readonly level: RiskLevel | undefined
  readonly dangerous: RegExp | undefined
  /** When it stops somebody, and what it is about while it does not. */
  readonly off?: { readonly on: RegExp | undefined; readonly topic: AnnotationTopic; readonly level: RiskLevel }
}

export const knownAnnotations: readonly KnownAnnotation[] = [
  ...Object.entries(annotationSwitches).flatMap(([reader, all]) =>
    (all as readonly SwitchRow[]).map(([key, on, topic, level, offTopic, offLevel, dangerous]) => ({
      key,
      reader: reader as AnnotationReader,
      topic,
      level,
      dangerous,
      off: { on, topic: offTopic, level: offLevel },
    })),
  ),
  ...Object.entries(annotationRows).flatMap(([reader, all]) =>
    (all as readonly AnnotationRow[]).map(([key, topic, level, dangerous]) => ({
      key,
      reader: reader as AnnotationReader,
      topic,
      level,
      dangerous,
    })),
  ),
]

/** The meaning of an annotation's value. */
interface AnnotationMeaning {
  readonly topic: AnnotationTopic
  readonly level: RiskLevel | undefined
  readonly dangerous: boolean
}

/** Lists of what goes past the proxy: with fewer entries, less does. */
const exclusions = 'traffic.sidecar.istio.io/exclude'
const isPart = (list: string | undefined, whole: string | undefined): boolean => {
  const entries = (whole ?? '').split(',').map((one) => one.trim())
  return (list ?? '').split(',').every((one) => one.trim() === '' || entries.includes(one.trim()))
}

/** The meaning of a change of an annotation. A switch that stays off is a note. */
export function meaningOf(known: KnownAnnotation, before: unknown, after: unknown): AnnotationMeaning {
  const { off, topic, level, dangerous } = known
  const word = (value: unknown) => (value === undefined ? undefined : String(value))
  const isOff = (value: string | undefined) =>
    off !== undefined && (off.on === undefined ? value === undefined : !off.on.test(value ?? ''))
  if (off !== undefined && isOff(word(after)))
    return isOff(word(before))
      ? { topic: 'note', level: undefined, dangerous: false }
      : { topic: off.topic, level: off.level, dangerous: false }
  const isFewer = known.key.startsWith(exclusions) && isPart(word(after), word(before))
  const isDangerous = !isFewer && dangerous?.test(word(after) ?? '') === true
  return { topic, level: isDangerous ? 'high' : level, dangerous: isDangerous }
}

const exact = table(Object.fromEntries(knownAnnotations.map((one) => [one.key, one])))
const patterns = knownAnnotations
  .filter(({ key }) => key.includes('*'))
  .map((one) => ({ one, fits: new RegExp(`^${one.key.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 's') }))

/**
 * Who obeys an annotation; the first row that fits, so a special one stands above a general one. `undefined` where
 * nobody here knows.
 */
export const annotationOf = (key: string): KnownAnnotation | undefined =>
  exact[key] ?? patterns.find(({ fits }) => fits.test(key))?.one

/** The key of an annotation that a path ends in. */
export const annotationKey = (steps: readonly string[]): string | undefined =>
  steps.length >= 3 && steps.at(-2) === 'annotations' && steps.at(-3) === 'metadata' ? steps.at(-1) : undefined
