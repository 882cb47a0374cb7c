import { describe, expect, it } from 'vitest'
import { dev, fleet, modelOf, prod } from './fixture.ts'
import { secrets } from './secrets.ts'
import { storage } from './storage.ts'
import { stores } from './stores.ts'

const specs = (component: typeof stores, cluster = prod) => component(modelOf(cluster), fleet).map((f) => f.objects[0]?.spec)

describe('where secrets and queue lengths come from', () => {
  it('is the cluster\'s own region, with no key of ours', () => {
    expect(specs(stores)[0]).toMatchObject({ provider: { aws: { service: 'SecretsManager', region: 'eu-west-1' } } })
    expect(JSON.stringify(specs(stores))).not.toMatch(/secretRef|accessKey|roleArn|"role"/)
    expect(specs(stores)[1]).toMatchObject({ podIdentity: { provider: 'aws' } })
  })

  it('is open to teams\' namespaces and to monitoring only', () => {
    expect(specs(stores)[0]).toMatchObject({
      conditions: [{ namespaceSelector: { matchLabels: { 'app.kubernetes.io/managed-by': 'slipway' } } }, { namespaces: ['monitoring'] }],
    })
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
      ['prod/platform/grafana-admin#admin-user', 'prod/platform/grafana-admin#admin-password', 'prod/platform/alertmanager#slack-url'],
    ],
  ])('are references into the environment\'s own', (cluster, expected) => {
    expect(keys(cluster)).toEqual(expected)
  })
})

describe('volumes', () => {
  const [gp3] = storage(modelOf(prod), fleet).flatMap((f) => f.objects)

  it('are encrypted, made where the pod is, and kept', () => {
    expect(gp3).toMatchObject({
      provisioner: 'ebs.csi.aws.com', parameters: { type: 'gp3', encrypted: 'true' },
      reclaimPolicy: 'Retain', volumeBindingMode: 'WaitForFirstConsumer',
    })
  })

  it('are the ones that a claim without a class gets', () => {
    expect(gp3?.metadata.annotations).toEqual({ 'storageclass.kubernetes.io/is-default-class': 'true' })
  })
})
