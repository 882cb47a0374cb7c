import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewEntry } from './entry.ts'
import { openJournal } from './journal.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-'))
  file = join(folder, 'entries.jsonl')
})
afterEach(() => rm(folder, { recursive: true }))

const sale = (key: string, amount = 100): NewEntry => ({
  key,
  kind: 'sale',
  amount,
  currency: 'EUR',
  detail: { note: 'a\nb é' },
})

describe('openJournal', () => {
  it('writes a key once, however often and however close together it is asked', async () => {
    const journal = await openJournal(file)
    const kinds = (await Promise.all([sale('a'), sale('a'), sale('b'), sale('a', 5)].map((e) => journal.write(e)))).map(
      (w) => w.kind,
    )
    expect(kinds).toEqual(['new', 'same', 'new', 'other'])
    expect([(await journal.write(sale('b'))).kind, (await journal.write(sale('b', 1))).kind]).toEqual(['same', 'other'])
    await journal.close()
    expect((await readFile(file, 'utf8')).match(/\n/g)).toHaveLength(2)
  })

  it('has after a restart what it had before, and knows the keys', async () => {
    const before = await openJournal(file)
    const { entry } = await before.write(sale('a'))
    await before.close()
    const after = await openJournal(file)
    expect([after.find('a'), after.cut]).toEqual([entry, 0])
    expect((await after.write(sale('a'))).kind).toBe('same')
    await after.close()
  })

  it('sorts entries into days of UTC', async () => {
    const times = ['2026-11-19T23:59:59.999Z', '2026-11-20T00:00:00.000Z'].map((t) => new Date(t))
    const journal = await openJournal(file, () => times.shift() ?? new Date(0))
    for (const key of ['a', 'b']) await journal.write(sale(key))
    expect(['2026-11-19', '2026-11-20', '2026-11-21'].map((day) => journal.day(day).map((e) => e.key))).toEqual([
      ['a'],
      ['b'],
      [],
    ])
    await journal.close()
  })

  it('cuts off a torn last line and goes on behind the last whole one', async () => {
    const before = await openJournal(file)
    await before.write(sale('a'))
    await before.close()
    const torn = '{"key":"b","kind":"sale","amou'
    await appendFile(file, torn)
    const after = await openJournal(file)
    expect([after.cut, after.size()]).toEqual([torn.length, 1])
    await after.write(sale('b'))
    await after.close()
    expect(
      (await readFile(file, 'utf8'))
        .split('\n')
        .slice(0, -1)
        .map((line) => (JSON.parse(line) as NewEntry).key),
    ).toEqual(['a', 'b'])
  })

  it('keeps every whole line, wherever a crash cuts the file, and takes writes again', async () => {
    const keys = ['a', 'b', 'c', 'd']
    const whole = await openJournal(file)
    for (const key of keys) await whole.write(sale(key))
    await whole.close()
    const bytes = await readFile(file)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (end) => {
        const part = bytes.subarray(0, end)
        await writeFile(file, part)
        const journal = await openJournal(file)
        const lines = part.filter((byte) => byte === 0x0a).length
        expect(keys.map((key) => journal.find(key)?.key)).toEqual(keys.map((key, i) => (i < lines ? key : undefined)))
        for (const key of keys) await journal.write(sale(key))
        await journal.close()
        const again = await openJournal(file)
        expect([again.size(), again.cut]).toEqual([keys.length, 0])
        await again.close()
      }),
      { numRuns: 25 },
    )
  })

  it('refuses a file that is damaged before its end, and leaves it as it is', async () => {
    await writeFile(file, '{"key":"a"}\n{"key":\n{"key":"c"}\n{"torn')
    await expect(openJournal(file)).rejects.toThrow(
      'is damaged in line 2; restore it from a snapshot, nothing was changed.',
    )
    expect(await readFile(file, 'utf8')).toContain('{"torn')
  })

  it('takes nothing more after a write that failed', async () => {
    const journal = await openJournal(file)
    await journal.close()
    await expect(journal.write(sale('a'))).rejects.toThrow()
    expect([journal.broken(), journal.find('a')]).toEqual([true, undefined])
    await expect(journal.write(sale('b'))).rejects.toThrow()
  })
})
