import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { neededBy, programNames, scenarioNames } from '@slipway/rehearsal'
import { describe, expect, it } from 'vitest'
import { parseWords, usage } from './build-options.ts'

describe('parseWords', () => {
  it.each<[string, readonly string[]]>([
    ['', programNames],
    ['crane etcd', ['etcd', 'crane']],
    ['crane crane', ['crane']],
    ['--for admit', ['etcd', 'crds', 'kube-apiserver']],
    ['--for admit crane', ['etcd', 'crds', 'crane', 'kube-apiserver']],
    ['--for all', neededBy(scenarioNames)],
  ])('"%s" names these', (words, names) =>
    expect(parseWords(words.split(' ').filter(Boolean))).toMatchObject({ names }),
  )

  it('reads every flag', () => {
    expect(parseWords(['--list', '--gentle', '--json'])).toMatchObject({
      list: true,
      gentle: true,
      json: true,
      help: false,
    })
  })

  it.each([
    ['etc', '"etc" is no program of the rehearsal: did you mean "etcd"?'],
    ['admit', '"admit" is no program of the rehearsal: it is a scenario: --for admit'],
    ['--for drian', '"drian" is no scenario: did you mean "drain"?'],
    ['--for zzzzzzzzz', `"zzzzzzzzz" is no scenario: use one of ${scenarioNames.join(', ')}, or all`],
    ['--gentel', "Unknown option '--gentel'"],
  ])('"%s" is told: %s', (words, said) => {
    const parsed = parseWords(words.split(' '))
    expect(typeof parsed === 'string' ? parsed.slice(0, said.length) : parsed).toBe(said)
  })
})

describe('the verb', () => {
  const run = (words: readonly string[], home: string) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      // Nothing on PATH: neither Go nor Python.
      const env = { HOME: home, PATH: home, NO_COLOR: '1' }
      execFile(
        process.execPath,
        [path.join(import.meta.dirname, 'build.ts'), ...words],
        { env },
        (error, stdout, stderr) => {
          resolve({ code: error?.code ?? 0, stdout, stderr })
        },
      )
    })

  it.each<[string, number, 'stdout' | 'stderr', string]>([
    ['--help', 0, 'stdout', usage],
    ['etcdd', 2, 'stderr', 'did you mean "etcd"?'],
    ['--list crane', 0, 'stdout', 'crane  0.22.1  not built   about 1 min'],
    ['crane', 1, 'stdout', 'install Go 1.21 or newer'],
    ['--json crane', 1, 'stdout', '"code": "go-missing"'],
    ['--json crane', 1, 'stderr', 'crane (1 of 1): FAILED'],
  ])('%s: exit %i and words on %s', async (words, code, stream, said) => {
    const home = mkdtempSync(path.join(tmpdir(), 'slipway-verb-'))
    try {
      const ran = await run(words.split(' '), home)
      expect(ran.code).toBe(code)
      expect(ran[stream]).toContain(said)
      if (words.startsWith('--json'))
        expect(JSON.parse(ran.stdout)).toMatchObject({ programs: [{ name: 'crane', state: 'failed' }] })
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  })
})
