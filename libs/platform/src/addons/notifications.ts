import type { Cluster, Fleet } from '@slipway/fleet'
import type { Values } from './addon.ts'
import { dispatchEvent, dispatchKeys, dispatchService, releaseHealthy, tellsGitHub } from '../dispatch.ts'

/** The app is the last step of `clusters/<cluster>/<team>/<app>`, and so is its image called. */
const mine = '# contains ("/" + split(app.spec.source.path, "/")[3] + "@sha256:")'
const images = 'app.status?.summary?.images ?? []'

/**
 * Once for a digest: the sync succeeded, the app is healthy (a Rollout after its last step), and one image of its own is left. Argo CD lists the
 * images of all pods, so a canary has two, and so has an old version that waits for its scale-down. Going back to a digest that was reported
 * before, or health that comes and goes, opens no second pull request.
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

/** Go's templates, and for the payload the JSON that they make. No free text: names of ours, and a digest that the condition has looked at. */
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
 * The chart's `notifications`, YAML in text: Argo CD's controller sends GitHub a `repository_dispatch` as a GitHub App, whose key makes tokens of an
 * hour for one repository (notifications-engine, pkg/services/github.go; Argo CD 3.4.4 and 3.5.7).
 */
export function notifications(cluster: Cluster, fleet: Fleet): Values {
  if (!tellsGitHub(cluster, fleet)) return { enabled: false }
  return {
    enabled: true,
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
