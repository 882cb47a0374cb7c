import { suggestion } from '@slipway/core'
import { fields, list, text, texts } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { argoApplications, glob, isTemplated } from '../../objects/argo-application.ts'

export const argoProject: Rule = {
  code: 'argo-project',
  guards: "an Application's project is written out, is there, and lets it read its source and write to its namespace",
  source: 'Argo CD Generators-Git.md, Security (FIELD-NOTES A8): a templated project lets a path choose its rights',
  check: (cluster, report) => {
    const projects = new Map(cluster.every('AppProject').map((p) => [p.name, p]))
    for (const { item, spec, at, sources } of argoApplications(cluster)) {
      const name = text(spec.project) ?? ''
      const project = projects.get(name)
      if (isTemplated(name)) report(item, `${at}.project`, 'a project in so many words', 'write it out')
      else if (project === undefined)
        report(item, `${at}.project`, 'an AppProject that is there', suggestion(name, [...projects.keys()]))
      if (project === undefined) continue
      const repos = texts(project.spec.sourceRepos)
      for (const { source, at: where } of sources) {
        const url = text(source.repoURL) ?? ''
        if (!isTemplated(url) && !repos.some((r) => glob(r).test(url)))
          report(item, `${where}.repoURL`, `a repository of the project: ${repos.join(', ')}`, 'add it to the project')
      }
      const { server, name: target, namespace } = fields(spec.destination)
      if ([server, target, namespace].some(isTemplated)) continue
      const allowed = list(project.spec.destinations).some(
        (d) =>
          glob(text(d.namespace) ?? '').test(text(namespace) ?? '') &&
          (server === undefined
            ? glob(text(d.name) ?? '').test(text(target) ?? '')
            : glob(text(d.server) ?? '').test(text(server) ?? '')),
      )
      if (!allowed) report(item, `${at}.destination`, `a destination of the project ${name}`, 'add it to the project')
    }
  },
}
