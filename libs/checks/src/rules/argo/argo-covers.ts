import { at, type Item, list, memoized, names, text } from '@slipway/kube'
import { folderOf } from '@slipway/core'
import type { Rule } from '../../engine/rule.ts'
import { type ArgoApplication, argoApplication, argoKinds, isTemplated } from '../../objects/argo-application.ts'

/** A generator's path; a star matches within one folder name. */
const pattern = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split('*')
      .map((p) => p.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^/]*')}$`,
  )

interface Reach {
  readonly item: Item
  readonly takes: (folder: string) => boolean
}

function reachOf({ item, sources }: ArgoApplication): Reach {
  const generators = list(item.spec.generators)
  const directories = generators.flatMap((g) => list(at(g, 'git', 'directories')))
  const wanted = directories.filter((d) => d.exclude !== true).map((d) => pattern(text(d.path) ?? ''))
  const excluded = directories.filter((d) => d.exclude === true).map((d) => pattern(text(d.path) ?? ''))
  const elements = generators.flatMap((g) =>
    list(at(g, 'list', 'elements')).flatMap((e) => Object.values(e).filter((v) => typeof v === 'string')),
  )
  const literal = sources.flatMap(({ source }) => (isTemplated(source.path) ? [] : [text(source.path) ?? '']))
  const recursive = sources.some(({ source }) => at(source, 'directory', 'recurse') === true)
  const generates = (folder: string) => wanted.some((p) => p.test(folder)) && !excluded.some((p) => p.test(folder))
  const paths = new Set([...literal, ...elements])
  const names = (folder: string) =>
    paths.has(folder) || (recursive && [...paths].some((path) => path !== '' && folder.startsWith(`${path}/`)))
  return { item, takes: (folder) => generates(folder) || names(folder) }
}

/** The files that all Applications of a kind cover, computed once for all folders of a cluster. */
const reachesOf = memoized((all: readonly Item[]): readonly Reach[] =>
  all.map((item) => reachOf(argoApplication(item))),
)

export const argoCovers: Rule = {
  code: 'argo-covers',
  guards: 'every folder of the tree is synced by exactly one Application',
  source: 'DESIGN 3 (adding an app to a team touches no shared file); Argo CD SharedResourceWarning',
  check: (cluster, report) => {
    const folders = new Map<string, Item>()
    for (const item of cluster.items) {
      const folder = folderOf(item.path)
      if (item.tree === 'clusters' && !folders.has(folder)) folders.set(folder, item)
    }
    if (folders.size === 0) return
    const reaches = argoKinds.flatMap((kind) => reachesOf(cluster.every(kind)))
    // Without Applications in the tree, something else syncs it.
    if (reaches.length === 0) return
    for (const [folder, item] of folders) {
      const by = reaches.filter(({ takes }) => takes(folder)).map((one) => `${one.item.kind} ${one.item.name}`)
      if (by.length === 0)
        report(
          item,
          '',
          'one Application for each folder',
          'add the folder to an ApplicationSet, in libs/gitops',
          `${folder}, which no Application syncs`,
        )
      if (by.length > 1)
        report(item, '', 'one Application for each folder', 'leave one', `${folder}, which ${names(by)} sync`)
    }
  },
}
