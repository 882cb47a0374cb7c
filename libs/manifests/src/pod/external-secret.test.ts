import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1'
import { describe, expect, it } from 'vitest'
import { containerOf, namesOf, object, sample } from '../../test/sample.ts'

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
