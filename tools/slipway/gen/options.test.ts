import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { genOptions, genUsage, resolveOptions, resolveUsage } from './options.ts'

const home = path.resolve(import.meta.dirname, '../../..')

describe('the words after gen', () => {
  it.each([
    [[], { root: home, check: false, app: undefined, json: false }],
    [['--check', '--json'], { root: home, check: true, app: undefined, json: true }],
    [['--app', 'web'], { root: home, check: false, app: 'web', json: false }],
    [['--app=web', '--root', '/a/../b'], { root: path.resolve('/b'), check: false, app: 'web', json: false }],
  ])('%j', (argv, options) => {
    expect(genOptions(argv, null)).toEqual({ ok: true, options })
  })
  it('another root is not for Nx, whose cache would answer with an old run', () => {
    expect(genOptions(['--root', '/b'], 'gen')).toMatchObject({
      ok: false,
      exit: 2,
      text: expect.stringContaining('Write: npm run gen -- --root'),
    })
    expect(genOptions(['--root', home], 'gen')).toMatchObject({ ok: true })
  })

  it('--help is the usage, and no error', () => {
    expect(genOptions(['--help'])).toEqual({ ok: false, exit: 0, text: genUsage })
  })
  it.each([
    [['--chek'], "Unknown option '--chek'"],
    [['web'], "Unexpected argument 'web'"],
    [['--app'], "Option '--app <value>' argument missing"],
    [['--check=no'], "Option '--check' does not take an argument"],
  ])('%j is told, with the usage', (argv, message) => {
    const asked = genOptions(argv)
    expect(asked).toMatchObject({ ok: false, exit: 2 })
    expect(asked.ok ? '' : asked.text).toContain(message)
    expect(asked.ok ? '' : asked.text).toContain(genUsage)
  })
})

describe('the words after resolve', () => {
  it('are fewer', () => {
    expect(resolveOptions([])).toEqual({ ok: true, options: { root: home, json: false } })
    expect(resolveOptions(['--help'])).toEqual({ ok: false, exit: 0, text: resolveUsage })
    expect(resolveOptions(['--check'])).toMatchObject({ ok: false, exit: 2 })
  })
})
