import { posix } from 'node:path'
import { at, isFields } from '@slipway/kube'
import { isLocal, jobsOf, stepsOf, triggersOf, type Job, type Step, type Workflow } from '@slipway/kube/workflow'
import { inputsOf, withInputs } from './inputs.ts'
import { isGuarded, isGuardedFromTags, triggersThatPass } from './power.ts'

/** A YAML file of the repository, parsed; `undefined` if there is none, or it cannot be read. */
export type ReadYamlFile = (path: string) => unknown

/** As deep as GitHub nests them (docs.github.com, "Reusing workflow configurations"). */
const deepest = 10

/** `./.github/actions/x` and `$/.github/actions/x` are a folder of the repository; one that leads out of it is none. */
function localPath(uses: unknown): string | undefined {
  if (!isLocal({ uses })) return undefined
  const normal = posix.normalize(String(uses).slice(2)).replace(/\/$/, '')
  return normal.startsWith('..') ? undefined : normal
}

/** The steps of an action, with the caller's inputs; `undefined` if they are not known. */
function stepsOfAction(folder: string, caller: Step, read: ReadYamlFile): readonly Step[] | undefined {
  const file = ['action.yml', 'action.yaml'].map((name) => read(posix.join(folder, name))).find(isFields)
  const runs = file?.['runs']
  if (!isFields(runs)) return undefined
  if (runs['using'] === 'composite')
    return stepsOf({ steps: runs['steps'] }).map((step) => withInputs(step, inputsOf(file?.['inputs'], caller.with)))
  const { image } = runs
  if (runs['using'] === 'docker')
    return String(image).startsWith('docker://')
      ? [{ uses: image }]
      : [{ run: `docker build --file ./${posix.join(folder, String(image))} ./${folder}` }]
  return ['pre', 'main', 'post'].flatMap((key) =>
    typeof runs[key] === 'string' ? [{ run: `node ./${posix.join(folder, runs[key])}` }] : [],
  )
}

/** Actions that name each other twice would double with each level. */
const mostSteps = 1000

/** With the steps of local actions in their place; one that cannot be read stays. */
export function withLocalActions(job: Job, read: ReadYamlFile): Job {
  let count = 0
  const expand = (step: Step, above: readonly string[]): readonly Step[] => {
    const folder = localPath(step.uses)
    const isLast = above.length >= deepest || ++count > mostSteps
    if (folder === undefined || above.includes(folder) || isLast) return [step]
    const steps = stepsOfAction(folder, step, read)
    return steps === undefined ? [step] : steps.flatMap((one) => expand(one, [...above, folder]))
  }
  return Array.isArray(job.steps) ? { ...job, steps: stepsOf(job).flatMap((step) => expand(step, [])) } : job
}

/** A job as it runs: its own, or one of a workflow that another one calls. */
export interface RunJob {
  /** `jobs.call: .github/workflows/called.yml: jobs.test` */
  readonly at: string
  /** The file in which it is written. */
  readonly file: string
  readonly name: string
  readonly written: Job
  /** With the steps of local actions, and with what a caller gives. */
  readonly job: Job
  /** Started by the events alone that the conditions of the job and of its callers let pass. */
  readonly workflow: Workflow
  /** As `isGuarded` says it, of the job or of one that calls it. */
  readonly isGuarded: boolean
  readonly isGuardedFromTags: boolean
  /** Calls a workflow of this repository, whose jobs are judged in its place. */
  readonly isCall: boolean
}

/**
 * Jobs of a workflow, and of those of this repository that it calls: these run by the caller's triggers, and without
 * rights of their own have the caller's.
 */
export function runJobs(top: string, workflow: Workflow, read: ReadYamlFile): readonly RunJob[] {
  let count = 0
  const within = (file: string, one: Workflow, above: readonly string[], caller?: RunJob): readonly RunJob[] => {
    const starts = triggersOf(one)
    // Inputs of a workflow that is only called are its callers', where they are judged.
    const isGiven = caller !== undefined || (starts.has('workflow_call') && !starts.has('workflow_dispatch'))
    const given = isGiven ? inputsOf(at(starts.get('workflow_call'), 'inputs'), caller?.job.with) : undefined
    return jobsOf(one).flatMap(([name, said]): readonly RunJob[] => {
      const written = given === undefined ? said : withInputs(said, given)
      const path = localPath(written.uses)
      const isLast = above.length >= deepest || ++count > mostSteps
      const called = path === undefined || above.includes(path) || isLast ? undefined : read(path)
      const { on: started } = caller?.workflow ?? workflow
      const asStarted = { ...one, on: started }
      const own: RunJob = {
        at: `${caller === undefined ? '' : `${caller.at}: ${file}: `}jobs.${name}`,
        file,
        name,
        written,
        job: withLocalActions(written, read),
        workflow: { ...one, on: triggersThatPass(asStarted, written.if) },
        isGuarded: caller?.isGuarded === true || isGuarded(written, asStarted),
        isGuardedFromTags: caller?.isGuardedFromTags === true || isGuardedFromTags(written, asStarted),
        isCall: isFields(called),
      }
      if (path === undefined || !isFields(called)) return [own]
      const permissions = called['permissions'] ?? written.permissions ?? one.permissions
      return [own, ...within(path, { ...called, permissions }, [...above, path], own)]
    })
  }
  return within(top, workflow, [])
}
