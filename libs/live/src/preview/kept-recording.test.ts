import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { orThrow } from '@slipway/core'
import { dashboards } from '@slipway/platform'
import { parseRecording } from './recording.ts'

const file = path.join(import.meta.dirname, '../../recordings/rehearsal.json')
const { answers } = orThrow(parseRecording(readFileSync(file, 'utf8'), file))
const questions = dashboards.flatMap(({ panels }) =>
  panels.flatMap(({ title, questions }) => questions.map(({ expr }) => ({ title, expr }))),
)

/** Of one app, which has no volume; a rehearsal asks it of another app that has one. */
const empty = ['Volumes']

it('the recording that previews fall back to has an answer to every question: npx slipway rehearse dashboards leaves it', () => {
  const without = questions.filter(({ expr }) => (answers.get(expr) ?? []).every(({ points }) => points.length === 0))
  expect(without.map(({ title }) => title)).toEqual(empty)
})
