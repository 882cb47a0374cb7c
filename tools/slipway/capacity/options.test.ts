import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { capacityOptions, usage } from './options.ts'

const home = path.resolve(import.meta.dirname, '../../..')

describe('capacityOptions', () => {
  it.each<[string, object]>([
    ['', { root: home, cluster: undefined, base: undefined, json: false }],
    ['--cluster dev --json', { root: home, cluster: 'dev', base: undefined, json: true }],
    ['--base HEAD~1 --root estate', { root: '/work/estate', cluster: undefined, base: 'HEAD~1', json: false }],
  ])('%s', (line, options) => {
    expect(
      capacityOptions(
        line.split(' ').filter((w) => w !== ''),
        '/work',
      ),
    ).toEqual({ ok: true, options })
  })

  it.each<[string, 0 | 2, string]>([
    ['--help', 0, 'Usage: npm run capacity'],
    ['--cost', 2, "Unknown option '--cost'"],
    ['--base=--all', 2, '"--all" is no commit'],
    ['dev', 2, 'Unexpected argument'],
  ])('%s ends with %i', (line, exit, text) => {
    const asked = capacityOptions(line.split(' '), '/work')
    expect(asked).toMatchObject({ ok: false, exit })
    expect(asked.ok ? '' : asked.text).toContain(text)
    expect(asked.ok ? '' : asked.text).toContain(usage)
  })
})
