import { at, fields, text } from '@slipway/kube'
import type { Entity } from '../../read/entity.ts'
import { everywhere, type Opening } from '../covers.ts'
import type { RiskLevel } from '../level.ts'

export type Annotations = Readonly<Record<string, unknown>>
export const annotationsOf = ({ value }: Entity): Annotations => fields(at(value, 'metadata', 'annotations'))
/** Ranges that stand in one text, with commas between them. */
export const split = (value: unknown): readonly string[] =>
  (text(value) ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
/** Ranges, or everywhere if there is none. */
export const orEverywhere = (ranges: readonly string[]): readonly string[] =>
  ranges.length === 0 ? ['*'] : ranges.map(everywhere)

/** A limit that went is high wherever the caller stands; a way in that is new, when it is one for the world. */
export const byReach = (now: readonly Opening[], before: readonly Opening[]): RiskLevel =>
  before.length > 0 || now.some(([, through]) => through !== 'inside') ? 'high' : 'medium'
