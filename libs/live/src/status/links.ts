import { repositoryPage, type Fleet } from '@slipway/fleet'
import { applicationName } from '@slipway/gitops'
import { argoNamespace, signOnApps, signOnHost } from '@slipway/platform'
import type { Place } from '../place.ts'
import type { Link } from './app-status.ts'
import { traceLink } from './trace-link.ts'

/** Pages that people can open: without single sign-on Argo CD and Grafana have no address of their own. */
export function linksOf({ app, cluster }: Place, fleet: Fleet): readonly Link[] {
  const has = new Set(signOnApps(fleet))
  const { name, team, repository } = app
  const asked = new URLSearchParams({ 'var-team': team, 'var-app': name }).toString()
  const traces = traceLink(app, cluster, fleet)
  const inGit = (what: string, file: string): readonly Link[] => {
    const url = repositoryPage(repository, file)
    return url === undefined ? [] : [{ name: what, url }]
  }
  return [
    ...(has.has('grafana')
      ? [
          { name: 'dashboard', url: `https://${signOnHost('grafana', cluster)}/d/slipway-app?${asked}` },
          ...(app.workload.kind === 'canary'
            ? [{ name: 'canary', url: `https://${signOnHost('grafana', cluster)}/d/slipway-canary?${asked}` }]
            : []),
        ]
      : []),
    ...(has.has('argocd')
      ? [
          {
            name: 'argo cd',
            url: `https://${signOnHost('argocd', cluster)}/applications/${argoNamespace}/${applicationName(team, name)}`,
          },
        ]
      : []),
    ...(traces === undefined ? [] : [{ name: 'traces', url: traces }]),
    ...inGit('releases', `apps/${name}/releases/${cluster.name}.json`),
    ...inGit('runbooks', 'docs/runbooks/README.md'),
  ]
}
