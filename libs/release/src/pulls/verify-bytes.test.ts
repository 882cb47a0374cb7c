import { header } from '@slipway/tree'
import { describe, expect, it } from 'vitest'
import { noteText } from '../sentences.ts'
import { compare } from './verify-bytes.ts'

const at = (name: string, app = 'web') => `clusters/dev/shop/${app}/${name}.yaml`
const text = (words: string, source = 'apps/web/app.ts') => `${header(source)}\n${words}\n`
const was = new Map([
  [at('a'), text('a: 1')],
  [at('b'), text('b: 1\nc: 2')],
])

describe('compare', () => {
  it.each<[string, Record<string, string>, number, string[], RegExp[]]>([
    ['the same', Object.fromEntries(was), 2, [], []],
    [
      'a line',
      { [at('a')]: text('a: 1'), [at('b')]: text('b: 1\nc: 3') },
      1,
      [`${at('b')} line 3: "c: 3"; "c: 2", as it was`],
      [],
    ],
    ['a file too few', { [at('a')]: text('a: 1') }, 1, [`${at('b')} : no such file; the file that was there`], []],
    [
      'a file too many',
      { ...Object.fromEntries(was), [at('c')]: 'x' },
      2,
      [`${at('c')} : a file that was not there; no such file`],
      [],
    ],
    [
      'the first line',
      { ...Object.fromEntries(was), [at('a')]: text('a: 1', 'apps/web/app.yaml') },
      1,
      [],
      [/a\.yaml differs in its first line only/],
    ],
    [
      'a new caller',
      { ...Object.fromEntries(was), [at('authorizationpolicy-web-from-shop')]: 'x' },
      2,
      [],
      [/stays: that app began to call since/],
    ],
    [
      'a migration that was not there',
      { ...Object.fromEntries(was), [at('job-web-migrate')]: 'x' },
      2,
      [`${at('job-web-migrate')} : a file that was not there; no such file`],
      [],
    ],
    ["another app's file", { ...Object.fromEntries(was), [at('z', 'api')]: 'x' }, 2, [], []],
  ])('%s', (_, rendered, same, differing, notes) => {
    const compared = compare('web', ['dev'], was, new Map(Object.entries(rendered)))
    expect(compared.same).toBe(same)
    expect(compared.differing.map((d) => `${d.path} ${d.at}: ${d.got}; ${d.want}`)).toEqual(differing)
    expect(compared.notes.length).toBe(notes.length)
    compared.notes.map(noteText).forEach((note, i) => expect(note).toMatch(notes[i] ?? ''))
  })

  it('a rollback brings no migration back, and is not stopped by that', () => {
    const then = new Map([...was, [at('job-web-migrate'), 'x'], [at('job-other'), 'x']])
    const compared = compare('web', ['dev'], then, was)
    expect(compared.differing.map(({ path }) => path)).toEqual([at('job-other')])
    expect(compared.notes.map(noteText)).toEqual([
      `${at('job-web-migrate')} does not come back: this version has migrated here before`,
    ])
  })
})
