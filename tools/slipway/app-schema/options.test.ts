import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { schemaOptions } from './options.ts'

describe('schemaOptions', () => {
  it('has defaults', () => {
    const root = path.resolve(import.meta.dirname, '../../..')
    expect(schemaOptions([])).toEqual({ ok: true, options: { root, check: false, json: false } })
  })

  it.each([
    [['--help'], 0, /^Usage: npm run schema/],
    [['--chek'], 2, /Unknown option '--chek'[\s\S]+Usage/],
    [['now'], 2, /Unexpected argument 'now'/],
    [['--root'], 2, /argument missing/],
  ])('%j ends with %d', (argv, exit, text) => {
    expect(schemaOptions(argv)).toMatchObject({ ok: false, exit, text: expect.stringMatching(text) })
  })
})
