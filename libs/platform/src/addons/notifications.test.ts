import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { clusterOf, dev, fleet as plain, prod } from '../../test/fixture.ts'
import { notifications } from './notifications.ts'

const fleet = { ...plain, repository: { url: 'https://github.com/acme/estate.git', branch: 'main', dispatch: true } }

interface Texts {
  readonly notifiers: Readonly<Record<string, string>>
  readonly triggers: Readonly<Record<string, string>>
  readonly templates: Readonly<Record<string, string>>
}
const texts = notifications(dev, fleet) as unknown as Texts

describe("Argo CD's notifications", () => {
  it('are off where nobody asked, and where nothing comes next', () => {
    const later = clusterOf('prod-us', 'prod', { wave: 2 })
    const waves = { ...fleet, clusters: [dev, prod, later] }
    expect([notifications(dev, plain), notifications(prod, fleet), notifications(later, waves)]).toEqual([
      { enabled: false },
      { enabled: false },
      { enabled: false },
    ])
    expect(notifications(prod, waves)).toMatchObject({ enabled: true })
  })

  it('make no Secret: it is a reference, and the values name its keys only', () => {
    expect(notifications(dev, fleet)).toMatchObject({ secret: { create: false } })
    expect(parse(texts.notifiers['service.github'] ?? '')).toEqual({
      appID: '$github-app-id',
      installationID: '$github-installation-id',
      privateKey: '$github-private-key',
    })
  })

  // What these do in Argo CD's own engine was tried by hand, see docs/decisions.md; here that they are the YAML which
  // it reads.
  it('are sent once for a digest, when it is synced, healthy, and the only one of its app', () => {
    expect(parse(texts.triggers['trigger.release-healthy'] ?? '')).toEqual([
      {
        when: [
          "app.status?.operationState?.phase == 'Succeeded'",
          "and app.status.sync.status == 'Synced'",
          "and app.status.health.status == 'Healthy'",
          'and one(app.status?.summary?.images ?? [], {# contains ("/" + split(app.spec.source.path, "/")[3] + "@sha256:")})',
        ].join(' '),
        oncePer:
          'split(find(app.status?.summary?.images ?? [], {# contains ("/" + split(app.spec.source.path, "/")[3] + "@sha256:")}), "@")[1]',
        send: ['release-healthy'],
      },
    ])
  })

  it('are a repository_dispatch with cluster, app and digest', () => {
    const { github } = parse(texts.templates['template.release-healthy'] ?? '') as {
      github: { repoURLPath: string; repositoryDispatch: { event_type: string; client_payload: string } }
    }
    expect(github.repoURLPath).toBe('https://github.com/acme/estate.git')
    expect(github.repositoryDispatch.event_type).toBe('slipway-release-healthy')
    const last = github.repositoryDispatch.client_payload.split('\n').at(-1)
    expect(last).toBe('{"cluster": "dev", "app": {{ $app | toJson }}, "digest": {{ $digest | toJson }}}')
  })
})
