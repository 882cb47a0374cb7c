import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ran } from '@slipway/cli/test'
import { neededBy, programNames, scenarioNames } from '@slipway/rehearsal'
import { describe, expect, it } from 'vitest'
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
  const run = (words: readonly string[], home: string) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      // Nothing on PATH: neither Go nor Python.
      const env = { HOME: home, PATH: home, NO_COLOR: '1' }
      execFile(
        process.execPath,
        [path.join(import.meta.dirname, '../bin/slipway.cjs'), 'rehearse', 'build', ...words],
        { env },
        (error, stdout, stderr) => {
          resolve({ code: error?.code ?? 0, stdout, stderr })
        },
      )
    })

  it.each<[string, number, 'out' | 'err', string]>([
    ['--help', 0, 'out', 'Usage: npx slipway rehearse build [NAME...] [OPTIONS]'],
    ['--gentel', 2, 'err', 'did you mean "--gentle"?'],
    ['etcdd', 2, 'err', 'did you mean "etcd"?'],
  ])('%s: exit %i before it looks for anything', async (words, code, stream, said) => {
    const done = await ran(rehearse, ['build', ...words.split(' ')])
    expect([done.code, done[stream]]).toEqual([code, expect.stringContaining(said)])
  })

  it.each<[string, number, 'stdout' | 'stderr', string]>([
    ['--list crane', 0, 'stdout', 'crane  0.22.1  not built   about 1 min'],
    ['crane', 1, 'stdout', 'install Go 1.21 or newer'],
    ['--json crane', 1, 'stdout', '"code": "go-missing"'],
    ['--json crane', 1, 'stderr', 'crane (1 of 1): FAILED'],
  ])('%s: exit %i and words on %s', async (words, code, stream, said) => {
    const home = mkdtempSync(path.join(tmpdir(), 'slipway-verb-'))
    try {
      const done = await run(words.split(' '), home)
      expect(done.code).toBe(code)
      expect(done[stream]).toContain(said)
      if (words.startsWith('--json'))
        expect(JSON.parse(done.stdout)).toMatchObject({ programs: [{ name: 'crane', state: 'failed' }] })
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  })
})
