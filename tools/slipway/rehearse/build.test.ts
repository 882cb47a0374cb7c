import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ran } from '@slipway/cli/test'
import { neededBy, programNames, scenarioNames } from '@slipway/rehearsal'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import rehearse from '../rehearse.ts'
import { namedPrograms } from './build.ts'

/** Words, and after `--for` scenarios. */
const named = (line: string) => {
  const [words = '', ...scenarios] = line.split(/ ?--for /)
  return namedPrograms(
    words.split(' ').filter(Boolean),
    scenarios.map((word) => word.split(' ')[0] ?? ''),
  )
}

describe('namedPrograms', () => {
  it.each<[string, readonly string[]]>([
    ['', programNames],
    ['crane etcd', ['etcd', 'crane']],
    ['crane crane', ['crane']],
    ['--for admit', ['etcd', 'crds', 'kube-apiserver']],
    ['crane --for admit', ['etcd', 'crds', 'crane', 'kube-apiserver']],
    ['--for all', neededBy(scenarioNames)],
  ])('"%s" names these', (line, names) => expect(named(line)).toEqual(names))

  it.each([
    ['etc', '"etc" is no program of the rehearsal: did you mean "etcd"?'],
    ['admit', '"admit" is no program of the rehearsal: it is a scenario: --for admit'],
    ['--for drian', '"drian" is no scenario: did you mean "drain"?'],
    ['--for zzzzzzzzz', `"zzzzzzzzz" is no scenario: use one of ${scenarioNames.join(', ')}, or all`],
  ])('"%s" is told: %s', (line, said) => expect(named(line)).toBe(said))
})

describe('the verb', () => {
  it.each<[string, number, 'out' | 'err', string]>([
    ['--help', 0, 'out', 'Usage: npx slipway rehearse build [NAME...] [OPTIONS]'],
    ['--gentel', 2, 'err', 'did you mean "--gentle"?'],
    ['etcdd', 2, 'err', 'did you mean "etcd"?'],
  ])('%s: exit %i before it looks for anything', async (words, code, stream, said) => {
    const done = await ran(rehearse, ['build', ...words.split(' ')])
    expect([done.code, done[stream]]).toEqual([code, expect.stringContaining(said)])
  })

  describe('with an empty cache, and neither Go nor Python on PATH', () => {
    let home = ''
    beforeEach(() => {
      home = mkdtempSync(path.join(tmpdir(), 'slipway-verb-'))
      vi.stubEnv('HOME', home).stubEnv('PATH', home).stubEnv('XDG_CACHE_HOME', undefined)
    })
    afterEach(() => {
      vi.unstubAllEnvs()
      rmSync(home, { recursive: true, force: true })
    })

    it.each<[string, number, 'out' | 'err', string]>([
      ['--list crane', 0, 'out', 'crane  0.22.1  not built   about 1 min'],
      ['crane', 1, 'out', 'install Go 1.21 or newer'],
      ['--json crane', 1, 'out', '"code": "go-missing"'],
      ['--json crane', 1, 'err', 'crane (1 of 1): FAILED'],
    ])('%s: exit %i and words on %s', async (words, code, stream, said) => {
      const done = await ran(rehearse, ['build', ...words.split(' ')])
      expect(done.code).toBe(code)
      expect(done[stream]).toContain(said)
      if (words.startsWith('--json'))
        expect(JSON.parse(done.out)).toMatchObject({ programs: [{ name: 'crane', state: 'failed' }] })
    })
  })
})
