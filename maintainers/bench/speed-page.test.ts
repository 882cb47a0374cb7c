import { describe, expect, it } from 'vitest'
import { figure } from './figure.ts'
import { betweenMarks, tables, type Part } from './speed-page.ts'

describe('betweenMarks', () => {
  it('replaces what is between the marks and nothing else', () => {
    const page = 'a\n<!-- figures -->\nold\n<!-- end of figures -->\nb\n'
    const once = betweenMarks(page, 'new')
    expect(once).toBe('a\n<!-- figures -->\nnew\n<!-- end of figures -->\nb\n')
    expect(betweenMarks(once, 'new')).toBe(once)
  })
  it.each(['no marks', '<!-- end of figures --> <!-- figures -->'])('refuses %j', (page) => {
    expect(() => betweenMarks(page, 'new')).toThrow('the page has no <!-- figures --> before <!-- end of figures -->')
  })
})

describe('tables', () => {
  it('has one for each size, and one for other renderers', () => {
    const part = (name: string, apps: number): Part => ({
      name,
      apps,
      figures: [figure(`${name} ${apps}`, [{ wall: 1 }], { apps })],
    })
    const text = tables(
      [part('gen', 10), part('gen', 100), part('peers', 100), part('check', 10)],
      'a machine',
      '2026-11-29',
    )
    const [head, ...found] = text.split('\n\n')
    expect(head).toBe('Measured on 2026-11-29: a machine.')
    expect(found.map((table) => [...table.matchAll(/(?:gen|check|peers) \d+/g)].map(([name]) => name))).toEqual([
      ['gen 10', 'check 10'],
      ['gen 100'],
      ['peers 100'],
    ])
  })
  it('says what is wanted', () => {
    const figures = [
      figure('gen, cold', [{ wall: 1 }], { apps: 1000, note: '9 files' }),
      figure('gen, odd', [{ wall: 1 }], { apps: 1000 }),
    ]
    expect(tables([{ name: 'gen', apps: 1000, figures }], '', '')).toMatch(
      /wanted 4.0 s, 450 MiB; 9 files .*\n\| gen, odd .*\|  +\|$/,
    )
  })
})
