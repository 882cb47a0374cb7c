import type { Cluster, Fleet } from '@slipway/fleet'
import type { Values } from './addon.ts'
import { dispatchEvent, dispatchKeys, dispatchService, releaseHealthy, tellsGitHub } from '../dispatch.ts'

/** The app of an Application: the last step of `clusters/<cluster>/<team>/<app>`, which is also how its image is called. */
const mine = '# contains ("/" + split(app.spec.source.path, "/")[3] + "@sha256:")'
const images = 'app.status?.summary?.images ?? []'

/**
 * Says, once for a digest, that it runs here and is well. Argo CD's list of images is that of all pods, so a canary has two of the app's
 * own, and so has the old version that waits for its scale-down; the condition waits until one is left. The rest is that the sync
 * succeeded and the app is healthy, which for a Rollout is after its last step. Comes again for nothing but another digest: health that
 * comes and goes opens no second pull request, and neither does going back to a digest that was told before.
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

/**
 * What GitHub is sent: Go's templates, and for the payload the JSON that they make. Nothing in it is free text: names of ours, and a digest
 * that the condition has looked at.
 */
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
 * The chart's `notifications`: Argo CD's own controller asks GitHub for a `repository_dispatch` as a GitHub App, whose key makes tokens of
 * an hour for one repository (notifications-engine, pkg/services/github.go; in the chart's Argo CD 3.4.4 and in 3.5.7). The values are
 * YAML in text, as the controller reads them.
 */
export function notifications(cluster: Cluster, fleet: Fleet): Values {
  if (!tellsGitHub(cluster, fleet)) return { enabled: false }
  return {
    enabled: true,
    // Secrets are references: the one in secrets.ts is it.
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
