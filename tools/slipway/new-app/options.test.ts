import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { newAppOptions } from './options.ts'

describe('newAppOptions', () => {
  it('has defaults', () => {
    const root = path.resolve(import.meta.dirname, '../../..')
    expect(newAppOptions(['cart'])).toEqual({
      ok: true,
      options: { name: 'cart', kind: 'http', team: undefined, digest: undefined, install: true, json: false, root },
    })
  })

  it('takes what it is told', () => {
    expect(
      newAppOptions(['--kind', 'cron', '--team=shop', 'job', '--no-install', '--json', '--root', '/estate']),
    ).toMatchObject({
      ok: true,
      options: { name: 'job', kind: 'cron', team: 'shop', install: false, json: true, root: path.resolve('/estate') },
    })
  })

  it.each<[string[], number, RegExp]>([
    [['--help'], 0, /^Usage: npm run new-app/],
    [[], 2, /^Which name\?/],
    [['a', 'b'], 2, /^One name, please: a b are 2/],
    [['a', '--knd', 'http'], 2, /Unknown option '--knd'[\s\S]+Usage/],
    [['a', '--team'], 2, /argument missing/],
  ])('%j ends with %d', (argv, exit, text) => {
    expect(newAppOptions(argv)).toMatchObject({ ok: false, exit, text: expect.stringMatching(text) })
  })
})
