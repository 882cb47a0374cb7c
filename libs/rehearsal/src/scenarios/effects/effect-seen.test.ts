import { describe, expect, it } from 'vitest'
import type { Live } from '../../cluster/kube.ts'
import type { Subject } from './effect-place.ts'
import { seenOf, seenWords, type Snapshot } from './effect-seen.ts'

const object = (more: object = {}, uid = 'a', labels = {}): Live => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web', uid, labels },
  ...more,
})
const subject: Subject = {
  ref: { apiVersion: 'v1', kind: 'ConfigMap', name: 'web' },
  before: object(),
  after: object({}, 'a', { said: 'x' }),
}
const gone: Subject = { ...subject, after: undefined }
const has = (live: Live | undefined, pods: readonly string[] = [], resting = false): Snapshot => ({
  objects: [live],
  pods: new Set(pods),
  resting,
  endpoints: '',
})

describe('what became of an object', () => {
  it.each([
    ['came', subject, undefined, object()],
    ['missing', subject, undefined, undefined],
    ['went', gone, object(), undefined],
    ['kept', gone, object(), object()],
    ['anew', subject, object(), object({}, 'b')],
    ['changed', subject, object({ data: { a: 'x' } }), object({ data: { a: 'y' } })],
    ['metadata', subject, object(), object({}, 'a', { said: 'x' })],
    ['same', subject, object({ status: 1 }), object({ status: 2 })],
    // Labels that git says nothing about are the controllers' own.
    ['same', subject, object(), object({}, 'a', { other: 'x' })],
    // `affinity: {}` is not nothing: it makes new pods.
    ['changed', subject, object(), object({ spec: { affinity: {} } })],
  ] as const)('%s', (fate, of, was, is) => {
    expect(seenOf([of], has(was), has(is), undefined).fates.map((each) => each.fate)).toEqual([fate])
  })

  it('names the first field that changed', () => {
    expect(
      seenWords(
        seenOf(
          [subject],
          has(object({ data: { a: 'x', b: 'x' } })),
          has(object({ data: { a: 'x', b: 'y' } })),
          undefined,
        ),
      ).text,
    ).toContain('is changed (data.b)')
  })
})

describe('what became of the pods', () => {
  it.each([
    ['same', ['a', 'b'], ['b', 'a'], false],
    ['replaced', ['a', 'b'], ['c'], false],
    ['partly', ['a', 'b'], ['b', 'c'], false],
    ['canary', ['a', 'b'], ['b', 'c'], true],
    ['canary', ['a', 'b'], ['a', 'b', 'c'], true],
    ['replaced', ['a'], ['b'], true],
    ['more', ['a'], ['a', 'b'], false],
    ['fewer', ['a', 'b'], ['a'], false],
  ] as const)('%s', (fate, was, is, resting) => {
    expect(seenOf([], has(undefined, was), has(undefined, is, resting), undefined).pods.fate).toBe(fate)
  })
})
