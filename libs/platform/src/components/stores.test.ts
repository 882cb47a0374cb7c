import { describe, expect, it } from 'vitest'
import { dev, fleet as plain, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { secrets } from './secrets.ts'
import { storage } from './storage.ts'
import { stores } from './stores.ts'

const telling = { ...plain, repository: { url: 'https://github.com/acme/estate.git', branch: 'main', dispatch: true } }
const objects = (component: typeof stores, cluster = prod, fleet = plain) =>
  objectsOf(component, modelOf(cluster), fleet)
const specs = (component: typeof stores, cluster = prod, fleet = plain) =>
  objects(component, cluster, fleet).map((o) => o.spec)

describe('where secrets and queue lengths come from', () => {
  it("is the cluster's own region, with no key of ours", () => {
    expect(specs(stores)[0]).toMatchObject({ provider: { aws: { service: 'SecretsManager', region: 'eu-west-1' } } })
    expect(JSON.stringify(specs(stores))).not.toMatch(/secretRef|accessKey|roleArn/)
    expect(specs(stores).at(-1)).toMatchObject({ podIdentity: { provider: 'aws' } })
  })

  it('is open to monitoring only', () => {
    expect(specs(stores)[0]).toMatchObject({ conditions: [{ namespaces: ['monitoring'] }] })
  })

  it('is a store for each team beside it, open to its namespace, with a role of its own', () => {
    expect(objects(stores).slice(1, 3)).toMatchObject(
      ['finance', 'shop'].map((team) => ({
        metadata: { name: `team-${team}` },
        spec: {
          provider: { aws: { role: `arn:aws:iam::111122223333:role/prod-eu-secrets-${team}` } },
          conditions: [{ namespaces: [team] }],
        },
      })),
    )
  })
})

describe("Argo CD's key to GitHub", () => {
  it('is a reference beside Argo CD, which the store then serves', () => {
    const [key, ...more] = objects(secrets, dev, telling).filter((o) => o.metadata.namespace === 'argocd')
    expect(more).toEqual([])
    expect(key).toMatchObject({
      kind: 'ExternalSecret',
      metadata: { name: 'argocd-notifications-secret' },
      spec: { target: { name: 'argocd-notifications-secret' } },
    })
    expect(specs(stores, dev, telling)[0]).toMatchObject({ conditions: [{ namespaces: ['monitoring', 'argocd'] }] })
  })

  it.each([
    ['nobody asked', dev, plain],
    ['nothing comes next', prod, telling],
  ])('is nowhere where %s', (_, cluster, fleet) => {
    expect(objects(secrets, cluster, fleet).filter((o) => o.metadata.namespace === 'argocd')).toEqual([])
    expect(JSON.stringify(specs(stores, cluster, fleet))).not.toContain('argocd')
  })
})

describe('secrets of add-ons', () => {
  const keys = (cluster: typeof prod) =>
    specs(secrets, cluster)
      .flatMap((s) => (s as { data: { remoteRef: { key: string; property: string } }[] }).data)
      .map(({ remoteRef }) => `${remoteRef.key}#${remoteRef.property}`)

  it.each([
    [dev, ['dev/platform/grafana-admin#admin-user', 'dev/platform/grafana-admin#admin-password']],
    [
      prod,
      [
        'prod/platform/grafana-admin#admin-user',
        'prod/platform/grafana-admin#admin-password',
        'prod/platform/alertmanager#slack-url',
      ],
    ],
  ])("are references into the environment's own", (cluster, expected) => {
    expect(keys(cluster)).toEqual(expected)
  })
})

describe('volumes', () => {
  const [gp3] = objectsOf(storage, modelOf(prod))

  it('are encrypted, made where the pod is, and kept', () => {
    expect(gp3).toMatchObject({
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true' },
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
    })
  })

  it('are the ones that a claim without a class gets', () => {
    expect(gp3?.metadata.annotations).toEqual({ 'storageclass.kubernetes.io/is-default-class': 'true' })
  })
})
