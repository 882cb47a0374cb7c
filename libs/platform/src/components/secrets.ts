import { ExternalSecret, monitoringNamespace, secretSpec, secretStore } from '@slipway/manifests'
import { alertmanagerKeys, alertmanagerSecret } from '../addons/alertmanager-secret.ts'
import { argoNamespace, dispatchKeys, dispatchSecret, tellsGitHub } from '../dispatch.ts'
import { platformTeam } from '@slipway/fleet'
import { environmentKey } from '@slipway/model'
import { argoSecretLabel, clientSecretKey, signOnApps, signOnSecrets } from '../sign-on.ts'
import type { Component } from './component.ts'

/** In Kubernetes and in Secrets Manager: `<environment>/platform/<name>`. */
export const grafanaSecret = 'grafana-admin'

/** A quiet cluster has no Alertmanager; without automatic next steps, Argo CD has no key to GitHub. */
export const secrets: Component = (chart, { cluster }, fleet) => {
  const add = (
    name: string,
    keys: readonly string[],
    namespace = monitoringNamespace,
    labels?: Readonly<Record<string, string>>,
  ) => {
    const { target, ...spec } = secretSpec(
      name,
      secretStore,
      keys.map((key) => [key, environmentKey(cluster.environment, platformTeam, name), key]),
    )
    return new ExternalSecret(chart, name, {
      metadata: { name, namespace },
      spec: {
        ...spec,
        target: {
          ...target,
          ...(labels === undefined
            ? {}
            : { template: { engineVersion: 'v2', mergePolicy: 'Replace', metadata: { labels: { ...labels } } } }),
        },
      },
    })
  }
  add(grafanaSecret, ['admin-user', 'admin-password'])
  if (!cluster.quiet) add(alertmanagerSecret, alertmanagerKeys(cluster, fleet))
  for (const app of signOnApps(fleet))
    if (app === 'argocd') add(signOnSecrets[app], [clientSecretKey], argoNamespace, argoSecretLabel)
    else add(signOnSecrets[app], [clientSecretKey])
  if (tellsGitHub(cluster, fleet)) add(dispatchSecret, Object.values(dispatchKeys), argoNamespace)
}
