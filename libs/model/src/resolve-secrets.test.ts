import { describe, expect, it } from 'vitest'
import type { PodSpec } from '@slipway/spec'
import { http } from '../test/sample-estate.ts'
import { resolveSecrets } from './resolve-secrets.ts'

const sidecar = { name: 'log', image: `acme/log@sha256:${'b'.repeat(64)}`, cpu: '10m', memory: '32Mi' }
const inApp = (name: string) => ({ entry: name, variable: { name, sidecar: null }, mount: null })

describe('references to secrets', () => {
  it.each<[string, Partial<PodSpec>, object]>([
    [
      'a variable, in a version',
      { secrets: { API_KEY: 'web/api@home#key@7' } },
      { ...inApp('API_KEY'), written: 'web/api@home', secret: 'prod/shop/web/api@home', key: 'key', version: '7' },
    ],
    [
      'by the whole name',
      { secrets: { DB_URL: 'shop/db#url' } },
      { ...inApp('DB_URL'), written: 'shop/db', secret: 'shop/db', key: 'url', version: null },
    ],
    [
      'by a name that the fleet gives the team',
      { secrets: { LICENCE: 'vendor/licence#key' } },
      { ...inApp('LICENCE'), written: 'vendor/licence', secret: 'vendor/licence', key: 'key', version: null },
    ],
    [
      'a file',
      { files: { '/etc/web/tls.key': { secret: 'tls#key@v8' }, '/etc/web/a.json': 'config/a.json' } },
      {
        entry: 'file.etc_web_tls.key',
        variable: null,
        mount: '/etc/web/tls.key',
        written: 'tls',
        secret: 'prod/shop/tls',
        key: 'key',
        version: 'v8',
      },
    ],
    [
      'a variable of a sidecar',
      { sidecars: [{ ...sidecar, secrets: { API_KEY: 'log/api#key' } }] },
      {
        entry: 'sidecar.log.API_KEY',
        variable: { name: 'API_KEY', sidecar: 'log' },
        mount: null,
        written: 'log/api',
        secret: 'prod/shop/log/api',
        key: 'key',
        version: null,
      },
    ],
  ])('%s', (_, own, expected) => {
    expect(resolveSecrets({ ...http, ...own } as PodSpec, 'prod', ['vendor/'])).toEqual([expected])
  })

  it('are sorted, those of the app among those of its sidecars and files', () => {
    const spec: PodSpec = {
      ...http,
      secrets: { Z: 'a#b', API_KEY: 'a#b' },
      files: { '/tls.key': { secret: 'tls#key' } },
      sidecars: [{ ...sidecar, secrets: { A: 'a#b' } }],
    }
    expect(resolveSecrets(spec, 'prod').map(({ entry }) => entry)).toEqual([
      'API_KEY',
      'Z',
      'file.tls.key',
      'sidecar.log.A',
    ])
  })
})
