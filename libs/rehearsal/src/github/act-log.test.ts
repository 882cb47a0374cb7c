import { describe, expect, it } from 'vitest'
import { failures, hasBegun, readLog } from './act-log.ts'

const plan = { jobID: 'plan', matrix: {} }
const push = { jobID: 'push', matrix: { app: 'web' } }
const build = { jobID: 'build', matrix: { app: 'web', machine: { architecture: 'arm64', runner: 'x' } } }
const step = { stage: 'Main', step: 'npx slipway images\nmore', stepID: ['images'] }
const log = (...lines: readonly object[]) =>
  [...lines.map((line) => JSON.stringify(line)), 'Error: in words', '{ no JSON', ''].join('\n')

describe('readLog', () => {
  it('has a step with what it printed, and none for its parts, what comes before and after', () => {
    const { steps } = readLog(
      log(
        { ...push, ...step, raw_output: true, msg: 'one\n' },
        { ...plan, ...step, raw_output: true, msg: 'of another job\n' },
        { ...push, ...step, stepID: ['images', 'stand-in'], raw_output: true, msg: 'two\n' },
        { ...push, ...step, stepID: ['images', 'stand-in'], stepResult: 'success' },
        { ...push, ...step, stage: 'Post', stepResult: 'success' },
        { ...push, ...step, stepResult: 'failure' },
      ),
    )
    expect(steps).toEqual([{ job: 'push', of: 'web', step: step.step, result: 'failure', said: 'one\ntwo' }])
  })

  it('has the reason that act gives of a step that printed nothing, and of no other', () => {
    const reason = { level: 'error', msg: 'exit status 137' }
    const { steps } = readLog(
      log(
        { ...push, ...step, level: 'error', stepResult: 'failure', msg: 'Failure - Main' },
        { ...push, ...step, ...reason },
        { ...plan, ...step, raw_output: true, msg: 'in its own words\n' },
        { ...plan, ...step, stepResult: 'failure' },
        { ...plan, ...step, ...reason },
      ),
    )
    expect(steps.map(({ said }) => said)).toEqual(['act: exit status 137', 'in its own words'])
  })

  it('has a result for each job of a matrix, by its own steps, and the worst for all of them', () => {
    const { jobs } = readLog(
      log(
        { ...build, ...step, stepResult: 'failure' },
        { ...build, jobResult: 'failure' },
        { ...build, matrix: { app: 'web', machine: { architecture: 'amd64' } }, jobResult: 'failure' },
        { ...plan, jobResult: 'success' },
      ),
    )
    expect(Object.fromEntries(jobs)).toEqual({
      'build web arm64': 'failure',
      'build web amd64': 'success',
      build: 'failure',
      plan: 'success',
    })
  })

  it('has what steps have put out', () => {
    const { outputs } = readLog(log({ ...plan, command: 'set-output', name: 'apps', arg: '["web"]' }))
    expect(Object.fromEntries(outputs)).toEqual({ 'plan apps': '["web"]' })
  })
})

describe('hasBegun', () => {
  // As act 0.2.89 writes it.
  const run = 'mkdir "$RUNNER_TEMP/pulls"\n'
  const begun = { jobID: 'prepare', matrix: {}, msg: `⭐ Run Main ${run}`, stage: 'Main', step: run, stepID: ['3'] }
  it.each([
    ['its step runs', [begun], true],
    ['another step runs', [{ ...begun, step: 'npm ci', msg: `npm ci, then ${run}` }], false],
    ['a step of another job runs', [{ ...begun, jobID: 'publish' }], false],
    ['nothing runs', [], false],
  ])('when %s', (_, lines, is) => {
    expect(hasBegun(log(...lines), { job: 'prepare', run: 'mkdir' })).toBe(is)
  })

  it('not by a line that is not yet whole', () => {
    const whole = JSON.stringify(begun)
    expect(hasBegun(whole.slice(0, -1), { job: 'prepare', run: 'mkdir' })).toBe(false)
  })
})

describe('failures', () => {
  it('tells failed steps alone, in their own words', () => {
    const one = { of: '', step: 'a\nb', said: 'no such image' }
    const steps = [
      { ...one, job: 'push', of: 'web', result: 'failure' },
      { ...one, job: 'plan', result: 'success' },
    ]
    expect(failures({ steps, jobs: new Map(), outputs: new Map() })).toBe('push web, a: no such image')
  })
})
