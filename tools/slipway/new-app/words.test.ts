import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { kinds, loadEstate } from '@slipway/spec'
import { create } from './create.ts'
import { languages } from './languages.ts'
import { startWords } from './words.ts'

const repo = path.resolve(import.meta.dirname, '../../..')
let root = ''
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'slipway-words-'))
  cpSync(path.join(repo, 'libs/tree/test/estate/fleet'), path.join(root, 'fleet'), { recursive: true })
  mkdirSync(path.join(root, 'apps'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const make = (name: string, kind: string, words: readonly string[], lang = 'image', at = root, yaml = true) =>
  create({
    root: at,
    name,
    kind,
    lang,
    yaml,
    image: lang === 'image' ? 'docker.io/library/valkey' : undefined,
    team: 'shop',
    with: words.join(),
    digest: undefined,
    install: false,
  })

it('each kind with every word that it may begin with is an app that the loader takes', async () => {
  const used = new Set<string>()
  for (const kind of kinds) {
    const words = startWords.filter(({ refused }) => refused(kind, 'image') === undefined).map(({ name }) => name)
    const made = await make(`a-${kind}`, kind, words)
    expect(made).toMatchObject({ ok: true })
    for (const word of words) used.add(word)
    const next = made.ok ? made.value.next.join('\n') : ''
    for (const word of startWords.filter(({ name }) => words.includes(name)))
      expect(next).toContain(word.next(`a-${kind}`))
  }
  expect(await loadEstate(root)).toMatchObject({ ok: true, value: { apps: { length: kinds.length } } })
  expect([...used].sort()).toEqual(startWords.map(({ name }) => name).sort())
})

it('works on a queue of its own where the fleet lets in no other, beside a database', async () => {
  const closed = mkdtempSync(path.join(tmpdir(), 'slipway-words-closed-'))
  try {
    cpSync(path.join(root, 'fleet'), path.join(closed, 'fleet'), { recursive: true })
    const file = path.join(closed, 'fleet/fleet.ts')
    writeFileSync(file, readFileSync(file, 'utf8').replace('  environments:', '  queues: {},\n  environments:'))
    expect(await make('mailer', 'worker', ['own-database', 'queue'], 'image', closed)).toMatchObject({ ok: true })
    const estate = await loadEstate(closed)
    expect(estate).toMatchObject({ ok: true })
    const [spec] = estate.ok ? (estate.value.apps[0]?.specs.values() ?? []) : []
    expect(await make('sender', 'worker', ['queue'], 'image', closed, false)).toMatchObject({ ok: true })
    expect(readFileSync(path.join(closed, 'apps/sender/app.ts'), 'utf8')).toContain('needs: { queue: { sender: {} } }')
    expect(spec).toMatchObject({ queue: 'mailer', needs: { queue: { mailer: {} }, database: { mailer: {} } } })
  } finally {
    rmSync(closed, { recursive: true, force: true })
  }
})

it.each([
  ['cron', ['tcp'], 'image', 'take it out: only kind stateful has it'],
  ['stateful', ['tcp'], 'node', 'take it out: what new-app writes speaks HTTP: say --lang image'],
  ['worker', ['host'], 'node', 'take it out: only kind http has it'],
  ['daemon', ['migrate'], 'node', 'take it out: only kind http and worker and cron have it'],
  ['http', ['datbase'], 'node', 'did you mean "database"?'],
])('%s with %j in %s: %s', async (kind, words, lang, hint) => {
  expect(languages).toContain(lang)
  expect(await make('refused', kind, words, lang)).toMatchObject({ ok: false, issues: [{ file: '--with', hint }] })
})
