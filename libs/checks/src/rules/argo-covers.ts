import { argoApplications, isTemplated } from '../argo-application.ts'
import type { Item } from '../item.ts'
import type { Rule } from '../rule.ts'
import { at, list, names, text } from '../value.ts'

/** A generator's path: a star is one folder's name or a part of it. */
const pattern = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split('*')
      .map((p) => p.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^/]*')}$`,
  )

export const argoCovers: Rule = {
  code: 'argo-covers',
  guards: 'every folder of the tree is synced by exactly one Application',
  source: 'DESIGN 3 (adding an app to a team touches no shared file); Argo CD SharedResourceWarning',
  check: (cluster, report) => {
    const applications = argoApplications(cluster)
    if (applications.length === 0) return
    const folders = new Map<string, Item>()
    for (const item of cluster.items) {
      const folder = item.path.slice(0, item.path.lastIndexOf('/'))
      if (item.tree === 'clusters' && !folders.has(folder)) folders.set(folder, item)
    }
    const owners = new Map<string, string[]>()
    const claim = (folder: string, by: string) => owners.set(folder, [...(owners.get(folder) ?? []), by])
    for (const { item, sources } of applications) {
      const directories = list(item.spec.generators).flatMap((g) => list(at(g, 'git', 'directories')))
      const wanted = directories.filter((d) => d.exclude !== true).map((d) => pattern(text(d.path) ?? ''))
      const excluded = directories.filter((d) => d.exclude === true).map((d) => pattern(text(d.path) ?? ''))
      const elements = list(item.spec.generators).flatMap((g) =>
        list(at(g, 'list', 'elements')).flatMap((e) => Object.values(e).filter((v) => typeof v === 'string')),
      )
      const literal = sources.flatMap(({ source }) => (isTemplated(source.path) ? [] : [text(source.path) ?? '']))
      const recursive = sources.some(({ source }) => at(source, 'directory', 'recurse') === true)
      for (const folder of folders.keys()) {
        const generated = wanted.some((p) => p.test(folder)) && !excluded.some((p) => p.test(folder))
        const named = [...literal, ...elements].some(
          (path) => path === folder || (recursive && path !== '' && folder.startsWith(`${path}/`)),
        )
        if (generated || named) claim(folder, `${item.kind} ${item.name}`)
      }
    }
    for (const [folder, item] of folders) {
      const by = owners.get(folder) ?? []
      if (by.length === 0)
        report(
          item,
          '',
          `${folder}, which no Application syncs`,
          'one Application for each folder',
          'add the folder to an ApplicationSet, in libs/gitops',
        )
      if (by.length > 1) report(item, '', `${folder}, which ${names(by)} sync`, 'one Application for each folder', 'leave one')
    }
  },
}
