import { readJson } from '@slipway/core'
import { fields, type Fields } from '@slipway/kube'

interface PlayedStep {
  readonly job: string
  /** Values of its matrix, by name: `catalog`. */
  readonly of: string
  readonly step: string
  readonly result: string
  /** Its output. */
  readonly said: string
}

export interface PlayedLog {
  readonly steps: readonly PlayedStep[]
  /** Results by job, and by `job of`, such as `push catalog`; of several the worst. */
  readonly jobs: ReadonlyMap<string, string>
  /** Outputs of steps, by `job name`. */
  readonly outputs: ReadonlyMap<string, string>
}

interface Line {
  readonly jobID?: string
  readonly matrix?: Fields
  readonly step?: string
  readonly stepID?: readonly string[]
  readonly stage?: string
  readonly stepResult?: string
  readonly jobResult?: string
  readonly raw_output?: boolean
  readonly level?: string
  readonly msg?: string
  readonly command?: string
  readonly name?: string
  readonly arg?: string
}

/** Names come before objects, whose own name is enough: `{ architecture, runner }`. */
const matrixText = (matrix: Line['matrix'] = {}): string =>
  Object.values(matrix)
    .map((value) => (typeof value === 'object' && value !== null ? Object.values(value)[0] : value))
    .map(String)
    .join(' ')

const linesOf = (log: string): readonly Line[] => log.split('\n').map((text) => fields(readJson(text)))

/** A step of a job, by the beginning of what it runs. */
export interface StepStart {
  readonly job: string
  readonly run: string
}

/** @param log of `act --json`, so far */
export const hasBegun = (log: string, { job, run }: StepStart): boolean =>
  linesOf(log).some(({ jobID, stage, step = '' }) => jobID === job && stage === 'Main' && step.startsWith(run))

export function readLog(log: string): PlayedLog {
  const steps: PlayedStep[] = []
  const jobs = new Map<string, string>()
  const outputs = new Map<string, string>()
  const said = new Map<string, string[]>()
  const lines = linesOf(log)
  for (const line of lines) {
    if (line.jobID === undefined) continue
    const of = matrixText(line.matrix)
    const key = `${line.jobID} ${of} ${line.stepID?.[0] ?? ''}`
    if (line.raw_output === true) said.set(key, [...(said.get(key) ?? []), line.msg ?? ''])
    if (line.stage === 'Main' && line.stepID?.length === 1 && line.stepResult !== undefined) {
      const text = (said.get(key) ?? []).join('').trim()
      steps.push({ job: line.jobID, of, step: line.step ?? '', result: line.stepResult, said: text })
    }
    if (line.command === 'set-output') outputs.set(`${line.jobID} ${line.name ?? ''}`, line.arg ?? '')
    if (line.jobResult !== undefined) {
      // act gives every job of a matrix the result of the worst, so each one's own is that of its steps.
      const hasFailed = steps.some((step) => step.job === line.jobID && step.of === of && step.result === 'failure')
      if (of !== '') jobs.set(`${line.jobID} ${of}`, hasFailed ? 'failure' : 'success')
      const before = jobs.get(line.jobID)
      jobs.set(line.jobID, before === undefined || before === 'success' ? line.jobResult : before)
    }
  }
  return { steps: withReasons(steps, lines), jobs, outputs }
}

/**
 * Why a step that printed nothing failed: act says that after the step's result, be it its exit code or what act could
 * not do.
 */
function withReasons(steps: readonly PlayedStep[], lines: readonly Line[]): readonly PlayedStep[] {
  const reasons = lines.filter(
    ({ level, stepResult, stage }) => level === 'error' && stepResult === undefined && stage === 'Main',
  )
  return steps.map((one) => {
    if (one.result !== 'failure' || one.said !== '') return one
    const own = reasons.find(
      ({ jobID, matrix, step }) => jobID === one.job && matrixText(matrix) === one.of && step === one.step,
    )
    return own === undefined ? one : { ...one, said: `act: ${own.msg ?? ''}` }
  })
}

/** The steps that failed, in their own words. */
export const failures = ({ steps }: PlayedLog): string =>
  steps
    .filter(({ result }) => result === 'failure')
    .map(({ job, of, step, said }) => `${job}${of === '' ? '' : ` ${of}`}, ${step.split('\n')[0] ?? ''}: ${said}`)
    .join('\n')
