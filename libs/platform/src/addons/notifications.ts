import type { Cluster, Fleet } from '@slipway/fleet'
import { asks, type Values } from './addon.ts'
import { dispatchEvent, dispatchKeys, dispatchService, releaseHealthy, tellsGitHub } from '../dispatch.ts'

/** The last step of `clusters/<cluster>/<team>/<app>` names the app's image. */
const mine = '# contains ("/" + split(app.spec.source.path, "/")[3] + "@sha256:")'
const images = 'app.status?.summary?.images ?? []'

/**
 * Once a digest: the sync succeeded, the app is healthy, and one image of its own is left (a canary has two, as has
 * an old version that waits for its scale-down). An earlier digest, or flapping health, opens no second pull request.
 */
const trigger = `- when: >-
    app.status?.operationState?.phase == 'Succeeded'
    and app.status.sync.status == 'Synced'
    and app.status.health.status == 'Healthy'
    and one(${images}, {${mine}})
  oncePer: >-
    split(find(${images}, {${mine}}), "@")[1]
  send: [${releaseHealthy}]
`

/** Go templates. No free text: our names, and a digest that the condition has looked at. */
const template = (cluster: Cluster, url: string): string => `message: '{{.app.metadata.name}} is healthy'
github:
  repoURLPath: ${url}
  repositoryDispatch:
    event_type: ${dispatchEvent}
    client_payload: |-
      {{- $app := index (splitList "/" .app.spec.source.path) 3 }}
      {{- $digest := "" }}
      {{- range .app.status.summary.images }}
      {{- if contains (printf "/%s@sha256:" $app) . }}{{ $digest = index (splitList "@" .) 1 }}{{ end }}
      {{- end }}
      {"cluster": "${cluster.name}", "app": {{ $app | toJson }}, "digest": {{ $digest | toJson }}}
`

/**
 * The controller sends GitHub a `repository_dispatch` as a GitHub App, with tokens of an hour for one repository
 * (notifications-engine, pkg/services/github.go; Argo CD 3.4.4 and 3.5.7).
 */
export function notifications(cluster: Cluster, fleet: Fleet): Values {
  if (!tellsGitHub(cluster, fleet)) return { enabled: false }
  return {
    enabled: true,
    ...asks('20m', '96Mi'),
    // An ExternalSecret makes it (secrets.ts).
    secret: { create: false },
    notifiers: {
      [`service.${dispatchService}`]: [
        `appID: $${dispatchKeys.app}`,
        `installationID: $${dispatchKeys.installation}`,
        `privateKey: $${dispatchKeys.key}`,
        '',
      ].join('\n'),
    },
    triggers: { [`trigger.${releaseHealthy}`]: trigger },
    templates: { [`template.${releaseHealthy}`]: template(cluster, fleet.repository.url) },
  }
}
