import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRecording, type Recording, writeRecording } from './recording.ts'

const name = fc.string({ minLength: 1, maxLength: 12 })
const series = fc.record({
  labels: fc.dictionary(
    name.filter((key) => key !== '__proto__'),
    name,
    { maxKeys: 3, noNullPrototype: true },
  ),
  points: fc.array(fc.tuple(fc.integer({ min: 0, max: 2e9 }), fc.integer({ min: -99_999, max: 99_999 })), {
    maxLength: 4,
  }),
})
const recording: fc.Arbitrary<Recording> = fc
  .record({
    of: name,
    team: name,
    app: name,
    cluster: name,
    from: fc.integer({ min: 0, max: 1e9 }),
    seconds: fc.integer({ min: 1, max: 1e5 }),
    answers: fc.array(fc.tuple(name, fc.array(series, { maxLength: 3 })), { maxLength: 4 }),
  })
  .map(({ seconds, answers, ...rest }) => ({ ...rest, to: rest.from + seconds, answers: new Map(answers) }))

describe('a recording', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(recording, (one) => {
        expect(parseRecording(writeRecording(one), 'r.json')).toEqual({ ok: true, value: one })
      }),
      { numRuns: 50 },
    )
  })

  it('keeps six figures', () => {
    const one = { of: 'x', team: 't', app: 'a', cluster: 'c', from: 0, to: 1 }
    const answers = new Map([['up', [{ labels: {}, points: [[0, 0.123456789]] as const }]]])
    expect(writeRecording({ ...one, answers })).toContain('[[0,0.123457]]')
  })

  const sound = {
    format: 'slipway-recording/1',
    of: 'x',
    team: 't',
    app: 'a',
    cluster: 'c',
    from: 5,
    to: 9,
    answers: [],
  }
  it.each([
    ['text that is no JSON', 'up 1', 'not-json', ''],
    ['another format', JSON.stringify({ ...sound, format: 'slipway-recording/2' }), 'invalid-value', 'format'],
    ['an end before the beginning', JSON.stringify({ ...sound, to: 5 }), 'no-time', ''],
    ['a time that no calendar has', JSON.stringify({ ...sound, to: 1e20 }), 'invalid-value', 'to'],
    ['a value that is text', JSON.stringify({ ...sound, from: '5' }), 'invalid-value', 'from'],
    ['a field that nobody knows', JSON.stringify({ ...sound, until: 9 }), 'unknown-field', 'until'],
  ])('is refused with %s', (_, text, code, at) => {
    const read = parseRecording(text, 'r.json')
    expect(read.ok ? [] : read.issues.map((one) => [one.file, one.code, one.at])).toEqual([['r.json', code, at]])
  })
})
