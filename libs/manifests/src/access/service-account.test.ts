import { describe, expect, it } from 'vitest'
import { everySample, object, sample } from '../../test/sample.ts'

describe('serviceAccount', () => {
  it.each(everySample())('%s: an identity of its own, without a token', (_, app) => {
    const { apiVersion, kind, metadata, ...rest } = object(app, 'ServiceAccount')
    expect([apiVersion, kind, metadata.name, metadata.namespace]).toEqual(['v1', 'ServiceAccount', 'web', 'shop'])
    expect(rest).toEqual({ automountServiceAccountToken: false })
  })

  it("names the team's secret for images, where it has one", () => {
    const account = object({ ...sample({ kind: 'http' }), pullsBySecret: true }, 'ServiceAccount')
    expect(account).toMatchObject({ imagePullSecrets: [{ name: 'pull-secret' }], automountServiceAccountToken: false })
  })
})
