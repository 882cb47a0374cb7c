import type { Files } from '@slipway/tree'
import type { Sabotage } from '../../stage/scenario.ts'
import type { Notice } from '../../recording/notice.ts'

/** @throws when nothing changed: such a sabotage proves nothing */
export function editing(
  pattern: RegExp,
  change: (text: string, file: string) => string | undefined,
): (files: Files) => Files {
  return (files) => {
    const changed = new Map(files)
    let count = 0
    for (const [file, text] of files) {
      if (!pattern.test(file)) continue
      const after = change(text, file)
      if (after === text) continue
      count += 1
      if (after === undefined) changed.delete(file)
      else changed.set(file, after)
    }
    if (count === 0) throw new Error(`nothing to break in ${pattern.source}`)
    return changed
  }
}

export const replacing = (pattern: RegExp, what: RegExp | string, by: string): ((files: Files) => Files) =>
  editing(pattern, (text) => text.replace(what, by))

/**
 * Where there is such a file: commits contain apps only; node pools and the platform's files are applied beside them.
 * @param part stands in it, too: the first commits of a scenario lack what a later one brings
 */
export const ifThere =
  (pattern: RegExp, change: (files: Files) => Files, part = ''): ((files: Files) => Files) =>
  (files) =>
    [...files].some(([file, text]) => pattern.test(file) && text.includes(part)) ? change(files) : files

export const applicationSets = /^argocd\/[^/]+\/applicationset-/
export const rollouts = /\/rollout-/
export const scaledObjects = /\/scaledobject-/
export const deployments = /\/deployment-/
export const nodePools = /\/nodepool-/
export const destinationRules = /\/destinationrule-/
const budgets = /\/poddisruptionbudget-/
export const workloads = /\/(?:rollout|deployment)-/

/**
 * The tree counts the pods of what an autoscaler scales: fewer than that allows, and it may take minutes to go down.
 */
const replicasBeside = (scalers: string) => (files: Files) => {
  const scaled = new Set(
    [...files.keys()].flatMap((file) => {
      const [, folder, name] = new RegExp(`^(clusters/.*)/(?:${scalers})-(.*)\\.yaml$`).exec(file) ?? []
      return folder === undefined ? [] : [`${folder}/rollout-${name}.yaml`, `${folder}/deployment-${name}.yaml`]
    }),
  )
  return editing(workloads, (text, file) =>
    scaled.has(file) ? text.replace(/^spec:\n/m, 'spec:\n  replicas: 1\n') : text,
  )(files)
}

/** The same sabotage is noticed in several ways. */
export const noBudget = (notice: Notice): Sabotage => ({
  name: 'no-budget',
  change: editing(budgets, () => undefined),
  ...notice,
})

export const budgetThatBlocks: Sabotage = {
  name: 'budget-that-blocks',
  change: replacing(budgets, /maxUnavailable: \S+/, 'maxUnavailable: 0'),
  causes: [{ code: 'budget-blocks', rule: 'maxUnavailable 0' }],
}

export const kindNotAllowed: Sabotage = {
  name: 'kind-not-allowed',
  change: replacing(
    /^argocd\/[^/]+\/appproject-[^/]+\.yaml$/,
    /^ {4}- group: networking.k8s.io\n {6}kind: NetworkPolicy\n/m,
    '',
  ),
  causes: [{ code: 'not-permitted-in-project', kind: 'NetworkPolicy' }],
}

/** Fewer replicas than the HPA allows: it needs five minutes to go down itself. */
export const hpaWithReplicas: Sabotage = {
  name: 'replicas-beside-hpa',
  change: replicasBeside('horizontalpodautoscaler'),
  causes: [{ code: 'field-changed', field: 'spec.replicas', numbers: true }],
}

export const fightTheScaler: Sabotage = {
  name: 'replicas-beside-a-scaler',
  change: replicasBeside('horizontalpodautoscaler|scaledobject'),
  noticedBy: 'scaler-number-stays',
  causes: [
    { code: 'written-by', by: 'argocd-controller' },
    { code: 'replicas-in-git', replicas: 1 },
  ],
}
