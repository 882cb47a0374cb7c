import type { IConfigMap } from 'kubernetes-models/v1'
import { describe, expect, it } from 'vitest'
import type { ResolvedApp } from '@slipway/model'
import { filesOf, namesOf, object, podOf, sample, type Around } from '../../test/sample.ts'

const files = { '/etc/web/rules.json': 'config/rules.json', '/etc/web/empty': 'config/empty' }
const withText = (text: string, around: Around = {}) =>
  sample({ kind: 'http', files }, { ...around, files: { 'config/rules.json': text, 'config/empty': '' } })
const nameOf = (app: ResolvedApp) => namesOf(app, 'ConfigMap')[0] ?? 'none'

describe('configMap', () => {
  it('is named by its content: the same content the same name, other content another', () => {
    expect(nameOf(withText('{}'))).toMatch(/^web-config-[0-9a-f]{8}$/)
    expect(
      nameOf(withText('{}', { cluster: 'dev', release: { version: '9.9.9', digest: `sha256:${'c'.repeat(64)}` } })),
    ).toBe(nameOf(withText('{}')))
    expect(nameOf(withText('{ }'))).not.toBe(nameOf(withText('{}')))
  })

  it('content that moves from one file to the next is other content', () => {
    const texts = (rules: string, empty: string) =>
      nameOf(sample({ kind: 'http', files }, { files: { 'config/rules.json': rules, 'config/empty': empty } }))
    expect(new Set([texts('ab', ''), texts('', 'ab'), texts('a', 'b')]).size).toBe(3)
    expect(texts('x', 'etc_web_rules.json')).not.toBe(texts('etc_web_rules.jsonx', ''))
  })

  it('has a file name without the hash, so that a change of content reads as a change', () => {
    for (const text of ['{}', '[]'])
      expect([...filesOf(withText(text)).keys()]).toContain('clusters/prod-eu/shop/web/configmap-web-config.yaml')
  })

  it('holds every file as it is, the empty one too, and cannot be changed', () => {
    const map = object<IConfigMap>(withText('{"a": 1}\n'), 'ConfigMap', nameOf(withText('{"a": 1}\n')))
    expect(map.data).toEqual({ etc_web_empty: '', 'etc_web_rules.json': '{"a": 1}\n' })
    expect(map.immutable).toBe(true)
  })

  it('outlives the next one, and the app is Synced meanwhile; never PruneLast (M2)', () => {
    expect(object(withText('{}'), 'ConfigMap', nameOf(withText('{}'))).metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-options': 'Prune=false',
      'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
    })
  })

  it('is mounted file by file, read only, where the spec says, from the very object', () => {
    const app = withText('{}')
    expect(podOf(app).spec.volumes).toContainEqual({
      name: 'config',
      configMap: { name: nameOf(app), defaultMode: 0o444 },
    })
    expect(podOf(app).spec.containers[0]?.volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'config', mountPath: '/etc/web/empty', subPath: 'etc_web_empty', readOnly: true },
      { name: 'config', mountPath: '/etc/web/rules.json', subPath: 'etc_web_rules.json', readOnly: true },
    ])
  })

  it('is not there for an app without files', () => {
    expect(namesOf(sample({ kind: 'http' }), 'ConfigMap')).toEqual([])
    expect(podOf(sample({ kind: 'http' })).spec.volumes?.map((v) => v.name)).toEqual(['tmp'])
  })
})
