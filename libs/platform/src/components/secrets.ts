import { ExternalSecret, monitoringNamespace, secretSpec } from '@slipway/manifests'
import { argoNamespace, dispatchKeys, dispatchSecret, tellsGitHub } from '../dispatch.ts'
import type { Component } from './component.ts'

/** The add-ons' secrets, in Kubernetes and in Secrets Manager: `<environment>/platform/<name>`. */
export const alertmanagerSecret = 'alertmanager'
export const grafanaSecret = 'grafana-admin'

/** By reference. A quiet cluster has no Alertmanager; where no next step opens by itself, Argo CD has no key to GitHub. */
export const secrets: Component = (chart, { cluster }, fleet) => {
  const add = (name: string, keys: readonly string[], namespace = monitoringNamespace) =>
    new ExternalSecret(chart, name, {
      metadata: { name, namespace },
      spec: secretSpec(
        name,
        keys.map((key) => [key, `${cluster.environment}/platform/${name}`, key]),
      ),
    })
  add(grafanaSecret, ['admin-user', 'admin-password'])
  if (!cluster.quiet) add(alertmanagerSecret, ['slack-url'])
  if (tellsGitHub(cluster, fleet)) add(dispatchSecret, Object.values(dispatchKeys), argoNamespace)
}
