import { script, stepsOf, textOf, triggersOf, type Workflow } from '@slipway/kube/workflow'
import { usesCache } from './commands.ts'
import { runJobs, type ReadYamlFile } from './local-actions.ts'
import { hasPower } from './power.ts'

/**
 * Judges drift as the gate needs it: on pull requests and in the queue, by code that is not theirs, without a right.
 */
function judgesDrift(file: string, workflow: Workflow, read: ReadYamlFile): boolean {
  const isAsked = ['pull_request', 'merge_group'].every((name) => triggersOf(workflow).has(name))
  return (
    isAsked &&
    runJobs(file, workflow, read).some(({ job, workflow: own }) => {
      const steps = stepsOf(job).map(script)
      const base = steps.findIndex((run) => /git checkout [^\n]*--detach "\$BASE"/.test(run))
      const check = steps.findIndex((run) => /\bslipway check\b[^\n]*--commit/.test(run))
      const isMeant = !/"continue-on-error":(?!false)/.test(textOf(job))
      return base >= 0 && check > base && isMeant && !hasPower(job, own) && !stepsOf(job).slice(base).some(usesCache)
    })
  )
}

/** Paths of the workflows that judge drift, or call one that does. */
export const driftJudges = (workflows: ReadonlyMap<string, Workflow>, read: ReadYamlFile): readonly string[] =>
  [...workflows].flatMap(([file, workflow]) =>
    judgesDrift(file, workflow, (path) => workflows.get(path) ?? read(path)) ? [file] : [],
  )
