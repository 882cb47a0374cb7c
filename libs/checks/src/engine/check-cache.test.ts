import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { nodeDisk } from '@slipway/tree/light'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CheckCache, lastClean, rulesHash, schemasHash } from './check-cache.ts'
import type { FolderResult } from './check-folders.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'slipway-check-cache-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const web = 'clusters/dev/shop/web'
const results = new Map<string, FolderResult>([
  [
    web,
    {
      key: 'k',
      objects: [
        ['Service', 'shop', 'web', 'service-web.yaml', 'h'],
        ['Pod', 'shop', 'a"\n', 'pod-a.yaml', 'h', ['pods shop']],
      ],
      queried: ['Service'],
    },
  ],
  ['clusters/dev/shop/api', { key: undefined, objects: [], queried: undefined }],
])
const open = (
  [code, ...decides]: readonly [string, ...unknown[]] = ['rules', 'fleet'],
  schemas: string | undefined = 's',
) => new CheckCache(nodeDisk(root), code, decides, schemas)
const file = () => path.join(root, '.slipway/check.cache')

describe('the cache of check', () => {
  it('has what was found right, for the same rules, fleet and schemas', () => {
    open().save(results, new Map([[web, 'texts']]))
    expect(open().results).toEqual(results)
    expect(open(['other', 'fleet']).results).toEqual(new Map())
    expect(open(['rules', 'other']).results).toEqual(new Map())
    expect([open().isValid(web, 'texts'), open().isValid(web, 'other')]).toEqual([true, false])
    expect(open(undefined, 'other').isValid(web, 'texts')).toBe(false)
    expect(open(['other']).isValid(web, 'texts')).toBe(true)
  })
  it('keeps what kubeconform found valid through a run that does not ask it', () => {
    open().save(results, new Map([[web, 'texts']]))
    const without = new CheckCache(nodeDisk(root), 'other rules', [], undefined)
    without.save(results, new Map())
    expect(open(['other rules']).isValid(web, 'texts')).toBe(true)
    expect(open(['other rules'], 'other').isValid(web, 'texts')).toBe(false)
  })
  it('is not kept where nothing can be written, which is no error', () => {
    mkdirSync(path.join(root, '.slipway/check.cache/in the way'), { recursive: true })
    expect(() => open().save(results, new Map())).not.toThrow()
  })

  const api = 'clusters/dev/shop/api'
  const other = { key: 'l', objects: [], queried: [] }
  it.each<[string, ReadonlyMap<string, FolderResult>, ReadonlyMap<string, string>]>([
    ['a result is another', new Map([...results, [web, other]]), new Map()],
    ['a folder is gone', new Map([...results].slice(0, 1)), new Map()],
    ['other texts are valid', results, new Map([[web, 'other']])],
    ['more is valid', results, new Map([[api, 'texts']])],
  ])('is saved when %s', (_, now, valid) => {
    open().save(results, new Map([[web, 'texts']]))
    const cache = open()
    // What comes from the cache is the same object.
    cache.save(
      new Map([...now].map(([folder, one]) => [folder, one === other ? one : (cache.results.get(folder) ?? one)])),
      valid,
    )
    expect(open().results).toEqual(now)
    expect(open().isValid(web, valid.get(web) ?? 'texts')).toBe(true)
    expect(open().isValid(api, 'texts')).toBe(valid.has(api))
  })
  it('forgets folders that are gone', () => {
    open().save(results, new Map([[web, 'texts']]))
    open().save(new Map(), new Map())
    expect(open().isValid(web, 'texts')).toBe(false)
  })
  it.each<[string, (text: string) => string]>([
    ['is cut off', (text) => text.slice(0, -10)],
    ['says something else', (text) => text.replace('service-web', 'service-wet')],
    ['has a line more', (text) => `${text}["clusters/dev/shop/x",null,[],[],null]\n`],
    ['is empty', () => ''],
  ])('has nothing when its file %s', (_, damage) => {
    open().save(results, new Map([[web, 'texts']]))
    writeFileSync(file(), damage(readFileSync(file(), 'utf8')))
    expect([open().results, open().isValid(web, 'texts')]).toEqual([new Map(), false])
  })
})

describe('the last run that found nothing', () => {
  const seen = {
    inputs: 'i',
    folders: 2,
    objects: 3,
    rules: 4,
    stacks: 5,
    charts: { releases: 7, rendered: 8 },
    valid: 6,
  }
  const last = (code = 'rules', schemas: string | undefined = 's') => lastClean(nodeDisk(root), code, schemas)

  it('is known by the same code and schemas', () => {
    open().save(results, new Map(), { seen })
    expect(last()).toEqual({ ...seen, code: 'rules', valid: { schemas: 's', files: 6 } })
    expect([last('other'), last('rules', 'other')]).toEqual([undefined, undefined])
  })
  it('is known without schemas to those alone who ask for none', () => {
    new CheckCache(nodeDisk(root), 'rules', ['fleet'], undefined).save(results, new Map(), { seen })
    expect([last(), lastClean(nodeDisk(root), 'rules', undefined)?.objects]).toEqual([undefined, 3])
    open().save(results, new Map(), { seen: { ...seen, valid: undefined } })
    expect(last()).toBeUndefined()
  })
  it.each([
    ['another one found something', undefined, undefined],
    ['another one saw something else', { ...seen, inputs: 'j' }, 'j'],
  ])('is another where %s, with the same results', (_, now, inputs) => {
    open().save(results, new Map(), { seen })
    const cache = open()
    cache.save(cache.results, new Map(), { seen: now })
    expect(last()?.inputs).toBe(inputs)
  })
  it('is none without a file, or of a damaged one', () => {
    expect(last()).toBeUndefined()
    open().save(results, new Map(), { seen })
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('"objects":3', '"objects":4'))
    expect(last()).toBeUndefined()
  })
})

describe('stacks that were found right', () => {
  const stacks = { key: 'k', stacks: 3 }

  it('are known by what decides them, for the same rules and fleet', () => {
    open().save(results, new Map(), { stacks })
    expect([open().rightStacks('k'), open().rightStacks('l'), open().rightStacks(undefined)]).toEqual([
      3,
      undefined,
      undefined,
    ])
    expect([open(['other', 'fleet']), open(['rules', 'other'])].map((one) => one.rightStacks('k'))).toEqual([
      undefined,
      undefined,
    ])
  })
  it.each([
    ['found something', undefined, undefined],
    ['saw others', { key: 'l', stacks: 4 }, 4],
  ])('are forgotten where a later run %s, with the same results', (_, now, known) => {
    open().save(results, new Map(), { stacks })
    const cache = open()
    cache.save(cache.results, new Map(), { stacks: now })
    expect([open().rightStacks('k'), open().rightStacks('l')]).toEqual([undefined, known])
  })
})

describe('add-ons that were found right', () => {
  const charts = { releases: 5, rendered: 4 }

  it('are known for the same rules and fleet, until a later run finds something', () => {
    expect(open().rightCharts).toBeUndefined()
    open().save(results, new Map(), { charts })
    expect([open(), open(['other', 'fleet']), open(['rules', 'other'])].map((one) => one.rightCharts)).toEqual([
      charts,
      undefined,
      undefined,
    ])
    const cache = open()
    cache.save(cache.results, new Map())
    expect(open().rightCharts).toBeUndefined()
  })
})

describe('rulesHash', () => {
  it('is another with another sheet of a chart, one more, and other code of the verb', () => {
    const put = (name: string, text: string) => {
      writeFileSync(path.join(root, name), text)
      return rulesHash(path.join(root, 'verb'), path.join(root, 'facts'))
    }
    for (const folder of ['verb', 'facts']) mkdirSync(path.join(root, folder))
    const keys = [
      put('verb.ts', 'x'),
      put('facts/a.json', '{}'),
      put('facts/a.json', '[]'),
      put('facts/b.json', '[]'),
      put('verb.ts', 'y'),
      put('verb/rule.ts', 'x'),
    ]
    expect(new Set(keys).size).toBe(keys.length)
    expect(put('verb/rule.test.ts', 'x')).toBe(keys.at(-1))
  })
})

describe('schemasHash', () => {
  it('is another with another schema, another pin and another judge', () => {
    const put = (name: string, text: string) => {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
      writeFileSync(path.join(root, name), text)
      return schemasHash(root)
    }
    for (const part of ['kubeconform', 'schemas', 'src']) mkdirSync(path.join(root, part))
    const keys = [
      schemasHash(root),
      put('schemas/a.json', '{}'),
      put('schemas/a.json', '[]'),
      put('kubeconform/go.mod', 'x'),
      put('src/a.ts', 'x'),
    ]
    expect(new Set(keys).size).toBe(keys.length)
    expect(put('src/a.test.ts', 'x')).toBe(keys.at(-1))
  })
})
