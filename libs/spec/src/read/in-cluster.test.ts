import { clusterName } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { inCluster } from './in-cluster.ts'
import { loadEstate } from './load-estate.ts'
import { inEstate, release, told, web, type Files } from '../../test/temporary-estate.ts'

const kept: Files = {
  'apps/web/app.ts': { ...web, cpu: '500m' },
  'apps/web/releases/dev.json': release,
  'apps/web/releases/prod.json': { ...release, hold: 'rolled back from 1.1.0: slow' },
  'apps/web/releases/prod/app.ts': { ...web, files: { '/etc/web/a.json': 'config/a.json' } },
  'apps/web/releases/prod/config/a.json': '{"old":true}',
}

describe('a spec that a rollback keeps', () => {
  it('is the one of its cluster alone', async () => {
    const estate = await inEstate(kept, loadEstate)
    if (!estate.ok) throw new Error(JSON.stringify(estate.issues))
    const [app] = estate.value.apps
    if (app === undefined) throw new Error('no app')
    const [dev, prod] = [inCluster(app, clusterName('dev')), inCluster(app, clusterName('prod'))]
    expect(dev.specs.get('prod')).toMatchObject({ cpu: '500m' })
    expect(prod).toMatchObject({ name: 'web', file: 'apps/web/app.ts' })
    expect(prod.specs.get('prod')).toMatchObject({ cpu: '100m' })
    expect(prod.files.get('config/a.json')).toBe('{"old":true}')
    expect(prod.releases).toBe(app.releases)
  })

  it.each<[string, Files, readonly string[]]>([
    ['sound', kept, []],
    [
      'without a release',
      { 'apps/web/app.ts': web, 'apps/web/releases/prod/app.ts': web },
      ['apps/web/releases/prod:  [unknown-cluster] rename it to prod.json'],
    ],
    [
      'without a spec',
      { 'apps/web/app.ts': web, 'apps/web/releases/prod.json': release, 'apps/web/releases/prod/note': 'x' },
      ['apps/web/releases/prod:  [no-spec] take it from git again'],
    ],
    [
      'that is wrong',
      { ...kept, 'apps/web/releases/prod/app.ts': { ...web, cpu: 'much' } },
      ['apps/web/releases/prod/app.ts: cpu [invalid-value] correct "cpu"'],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await told(files)).toEqual(expected)
  })
})

describe('rejected.json', () => {
  const digest = `sha256:${'b'.repeat(64)}`
  it.each<[string, unknown, readonly string[]]>([
    ['sound', { [digest]: { reason: 'slow', running: ['dev'] } }, []],
    ['not JSON', '{', ['apps/web/releases/rejected.json:  [not-json] correct it, or take it from git again']],
    [
      'without a reason',
      { [digest]: { running: [] } },
      [`apps/web/releases/rejected.json: "${digest}".reason [missing-field] add "${digest}".reason`],
    ],
  ])('%s', async (_, value, expected) => {
    const lines = await told({
      'apps/web/app.ts': web,
      'apps/web/releases/dev.json': release,
      'apps/web/releases/rejected.json': value,
    })
    expect(lines.map((l) => l.replace(/add .*/, (hint) => hint.replaceAll('\\"', '"')))).toEqual(expected)
  })
})
