import { at, isFields } from '@slipway/kube'
import { expressionsIn, textOf, type Job } from '@slipway/kube/workflow'

/**
 * Labels of GitHub's own machines (docs.github.com, "GitHub-hosted runners reference"). Scale sets and larger ones have
 * any.
 */
const hosted = /^(?:ubuntu|windows|macos)-(?:latest|slim|\d[\w.]*)(?:-[\w.]+)*$/i

const labelsIn = ({ 'runs-on': machine }: Job): readonly string[] =>
  [isFields(machine) ? (machine['labels'] ?? []) : (machine ?? [])].flat().map(String)
/** The values of an expression, as far as the workflow has them. */
function valuesOf(expression: string, { strategy }: Job): readonly string[] {
  const matrix = at(strategy, 'matrix')
  const named = [...expression.matchAll(/\bmatrix\.(\w+)(?![\w.])/g)].flatMap(([, name = '']) => {
    const included = [at(matrix, 'include') ?? []].flat().map((one) => at(one, name))
    return [at(matrix, name) ?? [], included].flat(2).filter((one) => typeof one === 'string')
  })
  const chosen = [...expression.matchAll(/(?:&&|\|\|)\s*'([^']*)'/g)].map(([, value = '']) => value)
  return [...named, ...chosen].filter((one) => one !== '' && !one.includes('${{'))
}

/** Whether a job may run on a machine that is not one of GitHub's labels. */
export function isOwnMachine(job: Job): boolean {
  const labels = labelsIn(job)
  const isGroup = isFields(job['runs-on']) && job['runs-on']['group'] !== undefined && labels.length === 0
  const values = labels.flatMap((one) =>
    one.includes('${{') ? expressionsIn(one).flatMap((inner) => valuesOf(inner, job)) : [one],
  )
  return isGroup || values.some((one) => !hosted.test(one)) || /\bself-hosted\b/i.test(textOf(job['runs-on']))
}

/** The labels that a machine for a job has; `undefined` if any may be one. */
export const labelsOf = (job: Job): readonly string[] | undefined => {
  const labels = labelsIn(job)
  return labels.length === 0 || labels.some((one) => one.includes('${{')) ? undefined : labels
}

/** Whether the pull request, or a stranger, says on which machine a job runs. */
export function choosesMachine({ 'runs-on': machine, strategy }: Job): boolean {
  const said = textOf(machine)
  const matrix = isFields(strategy) ? strategy['matrix'] : undefined
  const isMade = (key: string): boolean =>
    typeof matrix === 'string' ||
    (isFields(matrix) && [matrix[key], matrix['include']].some((one) => typeof one === 'string'))
  return (
    /\$\{\{(?:(?!\}\}|\$\{\{).)*(?:github\.(?:event\.(?!repository)|head_ref)|\bneeds\.)/.test(said) ||
    [...said.matchAll(/\bmatrix\.(\w+)/g)].some(([, key = '']) => isMade(key))
  )
}
