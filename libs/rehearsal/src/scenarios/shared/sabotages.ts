import type { Files } from '@slipway/tree'
import type { Sabotage } from '../../stage/scenario.ts'

/** Changes the text of the files whose path matches. @throws when nothing was changed: a break that breaks nothing proves nothing */
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

/** The same where there is such a file: a scenario's commits hold its apps only, and node pools are applied beside them. */
export const editingIfThere =
  (pattern: RegExp, change: (text: string) => string): ((files: Files) => Files) =>
  (files) =>
    [...files.keys()].some((file) => pattern.test(file)) ? editing(pattern, change)(files) : files

/** A team's project forgets a kind that every app of its has. */
export const kindNotAllowed: Sabotage = {
  name: 'kind-not-allowed',
  change: editing(/^argocd\/[^/]+\/appproject-[^/]+\.yaml$/, (text) =>
    text.replace(/^ {4}- group: networking.k8s.io\n {6}kind: NetworkPolicy\n/m, ''),
  ),
  noticedBy: { causes: [{ code: 'not-permitted-in-project', kind: 'NetworkPolicy' }] },
}

/** The tree says how many replicas, and so does an HPA: fewer than it allows, because it takes five minutes to make them fewer itself. */
export const hpaWithReplicas: Sabotage = {
  name: 'replicas-beside-hpa',
  change: (files) => {
    const scaled = new Set(
      [...files.keys()].flatMap((file) => {
        const [, folder, name] = /^(clusters\/.*)\/horizontalpodautoscaler-(.*)\.yaml$/.exec(file) ?? []
        return folder === undefined ? [] : [`${folder}/rollout-${name}.yaml`, `${folder}/deployment-${name}.yaml`]
      }),
    )
    return editing(/\/(rollout|deployment)-/, (text, file) =>
      scaled.has(file) ? text.replace(/^spec:\n/m, 'spec:\n  replicas: 1\n') : text,
    )(files)
  },
  noticedBy: { causes: [{ code: 'field-changed', field: 'spec.replicas', numbers: true }] },
}
