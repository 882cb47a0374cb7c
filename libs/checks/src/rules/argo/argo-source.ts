import { type Fields, list, memoized, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { argoApplications, glob, isTemplated } from '../../objects/argo-application.ts'

const exact = /^v?\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?$/
const commit = /^[0-9a-f]{40}$/

/** The folders of the tree, and all above them. */
const foldersAbove = memoized(
  (all: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...all].flatMap((folder) => folder.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/')))),
)

/** The revision that a source should have, as an error says it; our own repository is followed by its branch. */
function problem(source: Fields, own: string, branch: string): string | undefined {
  const revision = text(source.targetRevision) ?? ''
  if (isTemplated(revision)) return undefined
  if (source.chart !== undefined) return exact.test(revision) ? undefined : 'the exact version of the chart'
  if (source.repoURL === own)
    return revision === branch || revision === `refs/heads/${branch}`
      ? undefined
      : `the branch of fleet/fleet.ts, refs/heads/${branch}`
  return commit.test(revision) || exact.test(revision.replace(/^refs\/tags\//, ''))
    ? undefined
    : 'a tag of a version or a commit'
}

export const argoSource: Rule = {
  code: 'argo-source',
  guards: 'sources are pinned, and the folders that they name are in the tree',
  source: 'DESIGN 2, 10; Argo CD tracking strategies; FIELD-NOTES A10 (fully qualified references)',
  check: (cluster, report) => {
    const applications = argoApplications(cluster)
    if (applications.length === 0) return
    const folders = foldersAbove(cluster.folders)
    const { url, branch } = cluster.fleet.repository
    for (const { item, sources } of applications) {
      for (const { source, at } of sources) {
        const want = problem(source, url, branch)
        if (want !== undefined) report(item, `${at}.targetRevision`, want, 'pin it')
        const path = text(source.path)
        if (source.repoURL !== url || path === undefined || isTemplated(path) || folders.has(path)) continue
        report(item, `${at}.path`, 'a folder of the tree', 'correct the path')
      }
      for (const [i, { git }] of list(item.spec.generators).entries()) {
        const generator = (git ?? {}) as Fields
        if (git === undefined) continue
        if (generator.repoURL !== url)
          report(item, `spec.generators[${i}].git.repoURL`, `this repository, ${url}`, 'correct it')
        const revision = text(generator.revision)
        if (revision !== branch && revision !== `refs/heads/${branch}`)
          report(
            item,
            `spec.generators[${i}].git.revision`,
            `the branch of fleet/fleet.ts, refs/heads/${branch}`,
            'correct it',
          )
        for (const [j, { path, exclude }] of list(generator.directories).entries()) {
          const pattern = text(path) ?? ''
          // Here a star matches one folder.
          const depth = pattern.split('/').length
          const fits = glob(pattern)
          const found = [...folders].some((f) => f.split('/').length === depth && fits.test(f))
          if (exclude !== true && !found)
            report(item, `spec.generators[${i}].git.directories[${j}].path`, 'folders of the tree', 'correct the path')
        }
      }
    }
  },
}
