import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1'
import { describe, expect, it } from 'vitest'
import type { ResolvedApp } from '@slipway/model'
import { containerOf, filesOf, namesOf, object, podOf, sample, type Around } from '../../test/sample.ts'

const app = sample({ kind: 'http', secrets: { DB_URL: 'shop/web/db#url', API_KEY: 'web/api#key' } })

describe('externalSecret', () => {
  it('refers to each secret and holds none', () => {
    const { spec } = object<IExternalSecret>(app, 'ExternalSecret', 'web-secrets')
    expect(spec).toMatchObject({
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'team-shop' },
      target: { name: 'web-secrets', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    })
    expect(spec?.data?.map((d) => [d.secretKey, d.remoteRef.key, d.remoteRef.property])).toEqual([
      ['API_KEY', 'prod/shop/web/api', 'key'],
      ['DB_URL', 'shop/web/db', 'url'],
    ])
  })

  it('writes out the defaults of the operator, so that Argo CD sees no difference', () => {
    for (const { remoteRef } of object<IExternalSecret>(app, 'ExternalSecret', 'web-secrets').spec?.data ?? []) {
      expect(remoteRef).toMatchObject({
        conversionStrategy: 'Default',
        decodingStrategy: 'None',
        metadataPolicy: 'None',
      })
    }
  })

  it('makes the very keys that the container reads', () => {
    const refs = (containerOf(app).env ?? []).flatMap((e) =>
      e.valueFrom?.secretKeyRef === undefined ? [] : [e.valueFrom.secretKeyRef],
    )
    const { spec } = object<IExternalSecret>(app, 'ExternalSecret', 'web-secrets')
    expect(refs).toEqual(spec?.data?.map((d) => ({ name: spec.target?.name, key: d.secretKey })))
  })

  it('is not there for an app without secrets', () => {
    expect(namesOf(sample({ kind: 'http' }), 'ExternalSecret')).toEqual([])
  })
})

describe('secrets with a version', () => {
  const id = '3f8b1c2a-0d4e-4f6a-9b7c-1a2b3c4d5e6f'
  const pinned = (version: string, around: Around = {}) =>
    sample({ kind: 'http', secrets: { DB_URL: `web/db#url@${version}`, API_KEY: 'web/api#key' } }, around)
  const nameOf = (of: ResolvedApp) => namesOf(of, 'ExternalSecret').find((name) => name !== 'web-secrets') ?? 'none'

  it('are in an object of their own, named by them: the same versions the same name, in every environment', () => {
    expect(nameOf(pinned('7'))).toMatch(/^web-pinned-secrets-[0-9a-f]{8}$/)
    expect(nameOf(pinned('7', { cluster: 'dev' }))).toBe(nameOf(pinned('7')))
    expect(nameOf(pinned('8'))).not.toBe(nameOf(pinned('7')))
    expect(namesOf(pinned('7'), 'ExternalSecret')).toContain('web-secrets')
  })

  it.each([
    ['7', '7'],
    ['v2026-11', 'v2026-11'],
    [id, `uuid/${id}`],
  ])('%s is asked for as %s', (version, asked) => {
    const { spec } = object<IExternalSecret>(pinned(version), 'ExternalSecret', nameOf(pinned(version)))
    expect(spec?.data?.map(({ secretKey, remoteRef }) => [secretKey, remoteRef.key, remoteRef.version])).toEqual([
      ['DB_URL', 'prod/shop/web/db', asked],
    ])
    expect(spec?.target).toMatchObject({ name: nameOf(pinned(version)), immutable: true })
  })

  it('outlive the next, and have a file without the hash, so that a rotation reads as a change', () => {
    expect(object(pinned('7'), 'ExternalSecret', nameOf(pinned('7'))).metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-options': 'Prune=false',
      'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
    })
    for (const version of ['7', '8'])
      expect([...filesOf(pinned(version)).keys()]).toContain(
        'clusters/prod-eu/shop/web/externalsecret-web-pinned-secrets.yaml',
      )
  })

  it('reach the container by the object that has them', () => {
    const env = containerOf(pinned('7')).env?.filter(({ valueFrom }) => valueFrom?.secretKeyRef !== undefined)
    expect(env?.map(({ name, valueFrom }) => [name, valueFrom?.secretKeyRef])).toEqual([
      ['API_KEY', { name: 'web-secrets', key: 'API_KEY' }],
      ['DB_URL', { name: nameOf(pinned('7')), key: 'DB_URL' }],
    ])
  })

  it('leave the object of the others as it was', () => {
    const file = 'clusters/prod-eu/shop/web/externalsecret-web-secrets.yaml'
    expect(filesOf(pinned('7')).get(file)).toBe(
      filesOf(sample({ kind: 'http', secrets: { API_KEY: 'web/api#key' } })).get(file),
    )
  })
})

describe('secrets as files', () => {
  const files = {
    '/etc/web/tls.key': { secret: 'web/tls#key@7' },
    '/etc/web/ca': { secret: 'web/ca#pem' },
    '/etc/web/r.json': 'config/r.json',
  }
  const of = sample({ kind: 'http', files }, { files: { 'config/r.json': '{}' } })

  it('are mounted one by one, read only, from the Secret that has them', () => {
    expect(containerOf(of).volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'config', mountPath: '/etc/web/r.json', subPath: 'etc_web_r.json', readOnly: true },
      { name: 'secrets--current', mountPath: '/etc/web/ca', subPath: 'file.etc_web_ca', readOnly: true },
      { name: 'secrets--pinned', mountPath: '/etc/web/tls.key', subPath: 'file.etc_web_tls.key', readOnly: true },
    ])
    const [, , current, pinned] = podOf(of).spec.volumes ?? []
    expect(current).toEqual({
      name: 'secrets--current',
      secret: {
        secretName: 'web-secrets',
        defaultMode: 0o440,
        items: [{ key: 'file.etc_web_ca', path: 'file.etc_web_ca' }],
      },
    })
    expect(pinned?.secret?.secretName).toMatch(/^web-pinned-secrets-/)
  })

  it('are keys of their ExternalSecret, and in no ConfigMap', () => {
    const { spec } = object<IExternalSecret>(of, 'ExternalSecret', 'web-secrets')
    expect(spec?.data?.map((d) => [d.secretKey, d.remoteRef.key])).toEqual([['file.etc_web_ca', 'prod/shop/web/ca']])
    const [config = ''] = namesOf(of, 'ConfigMap')
    expect(Object.keys((object(of, 'ConfigMap', config) as unknown as { data: object }).data)).toEqual([
      'etc_web_r.json',
    ])
  })
})
