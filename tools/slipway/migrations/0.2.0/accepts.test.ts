import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { specOf, withItems } from '../../migrate/spec-text.ts'
import accepts from './accepts.ts'

const sources = (files: Readonly<Record<string, string>>) => ({
  list: () => [...new Set(Object.keys(files).map((file) => file.split('/')[1] ?? ''))].sort(),
  read: (file: string) => files[file],
})
const caller = (calls: unknown, more: object = {}) =>
  `export default ${JSON.stringify({ kind: 'http', team: 'shop', calls, ...more })}\n`
const callee = `import { defineApp } from '@slipway/spec'

export default defineApp({
  kind: 'http', team: 'finance', port: 8080, // the main one
  scale: 1,
})
`
const of = (files: Readonly<Record<string, string>>) => accepts.run(sources(files))
const ledger = (files: Readonly<Record<string, string>>) =>
  of(files).edits.find(({ file }) => file.startsWith('apps/ledger/'))?.text

describe('accepts', () => {
  it.each<[string, string, string]>([
    ['a call', caller(['ledger']), "  scale: 1,\n  accepts: ['shop/web'],\n})\n"],
    ['an optional one', caller([{ app: 'ledger', optional: true }]), "accepts: ['shop/web'],"],
    ['one of an environment', caller([], { in: { prod: { calls: ['ledger'] } } }), "accepts: ['shop/web'],"],
  ])('gives the word for %s, and leaves all else as it stands', (_, web, want) => {
    const text = ledger({ 'apps/ledger/app.ts': callee, 'apps/web/app.ts': web }) ?? ''
    expect(text).toContain(want)
    expect(text.replace(/,?\n? *accepts: \[[^\]]*\]/, '')).toBe(callee)
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    [
      "an app of one's own team",
      { 'apps/ledger/app.ts': callee.replace('finance', 'shop'), 'apps/web/app.ts': caller(['ledger']) },
    ],
    ['a host', { 'apps/ledger/app.ts': callee, 'apps/web/app.ts': caller([{ host: 'ledger.example' }]) }],
    ['an unknown app', { 'apps/ledger/app.ts': callee, 'apps/web/app.ts': caller(['leger']) }],
    [
      'a word that is given',
      {
        'apps/ledger/app.ts': callee.replace('scale: 1', "accepts: ['shop/*']"),
        'apps/web/app.ts': caller(['ledger']),
      },
    ],
  ])('leaves %s alone', (_, files) => expect(of(files)).toEqual({ edits: [], steps: [] }))

  it('adds to the words that are given, in YAML, too', () => {
    const ts = {
      'apps/ledger/app.ts': callee.replace('scale: 1', "accepts: ['shop/old']"),
      'apps/web/app.ts': caller(['ledger']),
    }
    expect(ledger(ts)).toContain("accepts: ['shop/old', 'shop/web']")
    const yaml = '# ours\nkind: http\nteam: finance # them\n'
    const web = { 'apps/web/app.ts': caller(['ledger']) }
    expect(ledger({ 'apps/ledger/app.yaml': yaml, ...web })).toBe(`${yaml}accepts: [shop/web]\n`)
    expect(ledger({ 'apps/ledger/app.yaml': `${yaml}accepts: [shop/old]\n`, ...web })).toBe(
      `${yaml}accepts: [shop/old, shop/web]\n`,
    )
  })

  it.each<[string, string, string]>([
    [
      'a callee that computes',
      'const team = "finance"\nexport default { kind: "http", team }\n',
      'a spec that computes',
    ],
    [
      'a list that is spread over lines',
      'kind: http\nteam: finance\naccepts:\n  - shop/old\n',
      'a spec of another form',
    ],
  ])('says the next step for %s', (_, text, got) => {
    const file = text.startsWith('kind') ? 'apps/ledger/app.yaml' : 'apps/ledger/app.ts'
    const { edits, steps } = of({ [file]: text, 'apps/web/app.ts': caller(['ledger']) })
    expect(edits).toEqual([])
    expect(steps.map((one) => `${one.file}: ${one.got}`)).toContain(`${file}: ${got}`)
  })

  it('has nothing to do on what it has done', () => {
    const files = {
      'apps/ledger/app.ts': callee,
      'apps/web/app.ts': caller(['ledger']),
      'apps/more/app.ts': caller(['ledger']),
    }
    const [edit] = of(files).edits
    expect(edit?.text).toContain("accepts: ['shop/more', 'shop/web']")
    expect(of({ ...files, 'apps/ledger/app.ts': edit?.text ?? '' })).toEqual({ edits: [], steps: [] })
  })
})

it('more items are in the list, and nothing else is another', () => {
  const word = fc.constantFrom('a/b', 'c/d', 'e/*')
  const spec = fc.record(
    { kind: fc.constant('http'), accepts: fc.array(word), port: fc.integer(), 'odd-name': fc.string() },
    { requiredKeys: ['kind'] },
  )
  fc.assert(
    fc.property(spec, fc.array(word, { minLength: 1 }), fc.constantFrom(undefined, 2), (given, items, indent) => {
      const text = `export default ${JSON.stringify(given, null, indent)}\n`
      const next = withItems('app.ts', text, 'accepts', items)
      // Signs that the literal reader does not take are a step, never a wrong file.
      if (next === undefined) return
      expect(specOf('app.ts', next)).toEqual({ ...given, accepts: [...(given.accepts ?? []), ...items] })
    }),
  )
})
