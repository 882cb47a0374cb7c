import { rmSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ran } from '@slipway/cli/test'
import { writeEstate } from '@slipway/spec/test'
import explain from './explain.ts'

it('says what a field and those below it are', async () => {
  const { code, out } = await ran(explain, ['release.slo'])
  expect(code).toBe(0)
  expect(out).toMatch(/^release\.slo\n {4}\S.*\n {4}may: http, function\n/)
  expect(out).toContain('\nrelease.slo.errors\n')
})

it('says which kinds must have it', async () => {
  const { out } = await ran(explain, ['schedule', '--json'])
  expect(JSON.parse(out)).toMatchObject([{ field: 'schedule', must: ['cron'], may: ['function'] }])
  const { out: store } = await ran(explain, ['needs.database.<name>.engine', '--json'])
  expect(JSON.parse(store)).toMatchObject([{ must: [], may: ['http', 'worker', 'cron', 'stateful', 'daemon'] }])
})

it("says what the fleet's default is, and where it stands", async () => {
  const root = writeEstate({
    'fleet/defaults.ts': { drain: '30s', health: { delay: '5s' }, in: { prod: { kinds: { cron: { drain: '9s' } } } } },
  })
  try {
    const { out } = await ran(explain, ['drain', '--root', root])
    expect(out.split('\n').slice(-3, -1)).toEqual([
      '    by default "30s" (fleet/defaults.ts: drain)',
      '    by default "9s" (fleet/defaults.ts: in.prod.kinds.cron.drain)',
    ])
    const { out: json } = await ran(explain, ['health.delay', '--json', '--root', root])
    expect(JSON.parse(json)).toMatchObject([{ defaults: [{ at: 'health.delay', value: '5s' }] }])
  } finally {
    rmSync(root, { recursive: true })
  }
})

it('finds a field by its last part', async () => {
  const { code, out } = await ran(explain, ['cors', '--json'])
  const fields = (JSON.parse(out) as { field: string }[]).map(({ field }) => field)
  expect([code, fields[0], fields.every((field) => /^expose\.cors(\.|$)/.test(field))]).toEqual([
    0,
    'expose.cors',
    true,
  ])
  const { out: all } = await ran(explain, ['tcp'])
  expect(all).toContain('health.ready.tcp\n')
  expect(all).toContain('health.live.tcp\n')
})

it('knows no other', async () => {
  expect(await ran(explain, ['scael'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('did you mean "scale"?') as unknown,
  })
})

it.each([
  ['replicaCount', 'say scale, such as scale: 3'],
  ['websocket', 'take it out: a WebSocket needs no word (docs/hosts.md)'],
  ['stcky', 'did you mean "sticky"?'],
])('of %s: %s', async (word, hint) => {
  const { code, err } = await ran(explain, [word])
  expect([code, err]).toEqual([1, expect.stringContaining(hint)])
})

it('says of a foreign word that a field within another has, too, what is said in its place', async () => {
  const { code, out } = await ran(explain, ['replicas'])
  expect([code, out]).toEqual([
    0,
    expect.stringContaining('\nreplicas of the app itself\n    say scale, such as scale: 3\n'),
  ])
})
