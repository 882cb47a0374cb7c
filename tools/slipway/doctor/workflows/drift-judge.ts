import { usesCache } from './commands.ts'
import { hasPower } from './power.ts'
import { jobsOf, script, stepsOf, textOf, triggersOf, type Workflow } from './workflow.ts'

/** Judges drift as the gate needs it: on pull requests and in the queue, by code that is not theirs, without a right. */
function judgesDrift(workflow: Workflow): boolean {
  const isAsked = ['pull_request', 'merge_group'].every((name) => triggersOf(workflow).has(name))
  return (
    isAsked &&
    jobsOf(workflow).some(([, job]) => {
      const steps = stepsOf(job).map(script)
      const base = steps.findIndex((run) => /git checkout [^\n]*--detach "\$BASE"/.test(run))
      const check = steps.findIndex((run) => /\bslipway check\b[^\n]*--commit/.test(run))
      const isMeant = !/"continue-on-error":(?!false)/.test(textOf(job))
      return (
        base >= 0 && check > base && isMeant && !hasPower(job, workflow) && !stepsOf(job).slice(base).some(usesCache)
      )
    })
  )
}

/** Paths of the workflows that judge drift. */
export const driftJudges = (workflows: ReadonlyMap<string, Workflow>): readonly string[] =>
  [...workflows].flatMap(([file, workflow]) => (judgesDrift(workflow) ? [file] : []))
