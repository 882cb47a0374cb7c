import { describe, expect, it } from 'vitest'
import { http, stateful } from '../test/sample-estate.ts'
import { resolveFiles, resolveVolumes, volumeName } from './resolve-mounts.ts'

describe('volumes', () => {
  it('outlive the pod only for a stateful app', () => {
    const volumes = { '/var/lib/Data_2': '1Gi', '/data': { size: '2Gi', grown: '4Gi' } }
    expect(resolveVolumes({ ...stateful, volumes })).toEqual([
      { name: 'data', mount: '/data', size: 2 * 2 ** 30, grown: 4 * 2 ** 30, medium: 'claim' },
      { name: 'var-lib-data-2', mount: '/var/lib/Data_2', size: 2 ** 30, grown: null, medium: 'claim' },
    ])
    expect(resolveVolumes({ ...http, volumes: { '/data': '1Gi' } })).toMatchObject([{ medium: 'disk' }])
  })

  it('of a stateful app may go with the pod, and any may be memory', () => {
    const memory = { '/dev/shm': { memory: '1Gi' } }
    expect(resolveVolumes({ ...stateful, volumes: { '/run': { scratch: '1Mi' }, ...memory } })).toMatchObject([
      { name: 'dev-shm', size: 2 ** 30, grown: null, medium: 'memory' },
      { name: 'run', size: 2 ** 20, grown: null, medium: 'disk' },
    ])
    expect(resolveVolumes({ ...http, volumes: memory })).toMatchObject([{ medium: 'memory' }])
  })

  it.each([
    ['/data', 'data'],
    ['/var/lib/.cache/', 'var-lib-cache'],
    [`/${'a'.repeat(49)}/b`, 'a'.repeat(49)],
  ])('are named by their mount: %s', (mount, name) => {
    expect(volumeName(mount)).toBe(name)
  })
})

describe('files', () => {
  it('have their text, and none where a secret is their text', () => {
    const files = {
      '/etc/web/b.json': 'config/b.json',
      '/etc/web/a.json': 'config/a.json',
      '/tls.key': { secret: 'tls#key' },
    }
    const texts = new Map([
      ['config/a.json', '{}'],
      ['config/b.json', '[]'],
    ])
    expect(resolveFiles({ ...http, files }, texts)).toEqual([
      { key: 'etc_web_a.json', mount: '/etc/web/a.json', content: '{}' },
      { key: 'etc_web_b.json', mount: '/etc/web/b.json', content: '[]' },
    ])
  })
})
