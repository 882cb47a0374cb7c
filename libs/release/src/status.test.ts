import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Estate } from '@slipway/spec'
import { openGit } from './git.ts'
import { digest, SampleEstate } from '../test/sample.ts'
import { statusFacts } from './status-facts.ts'
import { status } from './status.ts'

let sample: SampleEstate
let estate: Estate
beforeAll(async () => {
  sample = new SampleEstate(
    ['web', 'api'],
    {
      'apps/web/releases/rejected.json': { [digest('b')]: { reason: 'slow', running: ['dev'] } },
      'apps/web/releases/prod-us.json': { hold: 'QA', digest: digest('a'), version: '1' },
    },
    {
      freezes: [
        { environments: ['prod'], reason: 'Christmas', from: '2026-12-20T00:00:00Z', to: '2026-12-27T00:00:00Z' },
      ],
    },
  )
  await sample.repository()
  const first = sample.git('rev-parse', 'HEAD')
  for (const name of ['a', 'b']) {
    sample.put(`apps/web/src/${name}.ts`, name)
    sample.commit(name)
  }
  sample.put('apps/web/releases/staging.json', { digest: digest('a'), version: '1', commit: first })
  sample.put('apps/web/releases/dev.json', {
    digest: digest('b'),
    version: '2',
    commit: sample.git('rev-parse', 'HEAD'),
  })
  sample.commit('bump')
  estate = await sample.load()
})
afterAll(() => sample.clean())

it('says of a shallow clone not since when what its first commit has', () => {
  const clone = mkdtempSync(path.join(tmpdir(), 'slipway-shallow-'))
  try {
    sample.git('clone', '-q', '--depth', '1', `file://${sample.root}`, clone)
    const git = openGit(clone)
    const facts = statusFacts(git.ok ? git.value : undefined, ['web', 'api'])
    expect([facts.since('web', 'dev'), facts.since('api', 'dev')]).toEqual([undefined, undefined])
  } finally {
    rmSync(clone, { recursive: true })
  }
})

it('says what runs where, how far apart, held, rejected and frozen', () => {
  const git = openGit(sample.root)
  const facts = statusFacts(git.ok ? git.value : undefined, ['web', 'api'])
  const found = status(estate, estate.apps, facts, new Date('2026-12-24T00:00:00Z'))
  expect(found.rows.map((r) => [r.app, r.cluster, r.version, r.hold?.reason ?? null, r.rejected])).toEqual([
    ...['dev', 'staging', 'prod-eu', 'prod-us'].map((c) => ['api', c, '1.0.0', null, null]),
    ['web', 'dev', '2', null, 'slow'],
    ['web', 'staging', '1', null, null],
    ['web', 'prod-eu', '1.0.0', null, null],
    ['web', 'prod-us', '1', 'QA', null],
  ])
  expect(found.apart).toEqual([{ app: 'web', from: 'dev', to: 'staging', commits: 2 }])
  expect(found.rejected).toEqual([{ app: 'web', digest: digest('b'), reason: 'slow' }])
  expect(found.frozen).toEqual([{ environment: 'prod', reason: 'Christmas' }])
  const times = [
    found.rows.find((r) => r.app === 'web' && r.cluster === 'dev')?.since,
    found.rows.find((r) => r.app === 'api')?.since,
  ]
  expect(times).toEqual([
    Number(sample.git('log', '-1', '--format=%ct')),
    Number(sample.git('log', '-1', '--format=%ct', 'HEAD~3')),
  ])
})

it('does without git', () => {
  const found = status(estate, estate.apps, statusFacts(undefined, []), new Date(0))
  expect(found.rows.every((r) => r.since === null)).toBe(true)
  expect(found.apart).toEqual([{ app: 'web', from: 'dev', to: 'staging', commits: null }])
})
