import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkOptions, usage } from './options.ts'

const home = path.resolve(import.meta.dirname, '../../..')
const usual = { root: home, app: undefined, json: false, rules: false, schemas: true }

describe('the words after check', () => {
  it.each([
    [[], usual],
    [['--app', 'web', '--json'], { ...usual, app: 'web', json: true }],
    [['--no-schemas'], { ...usual, schemas: false }],
    [['--rules', '--root=/a/../b'], { ...usual, rules: true, root: path.resolve('/b') }],
  ])('%j', (argv, options) => {
    expect(checkOptions(argv)).toEqual({ ok: true, options })
  })
  it('--help is the usage, and no error', () => {
    expect(checkOptions(['--help'])).toEqual({ ok: false, exit: 0, text: usage })
  })
  it.each([
    [['--chek'], "Unknown option '--chek'"],
    [['web'], "Unexpected argument 'web'"],
    [['--app'], "Option '--app <value>' argument missing"],
  ])('%j is told, with the usage', (argv, message) => {
    const asked = checkOptions(argv)
    expect(asked).toMatchObject({ ok: false, exit: 2 })
    expect(asked.ok ? '' : asked.text).toContain(message)
    expect(asked.ok ? '' : asked.text).toContain(usage)
  })
})
