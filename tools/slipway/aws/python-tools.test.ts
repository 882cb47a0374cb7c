import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Machine } from '@slipway/cli/program'
import { afterAll, describe, expect, it } from 'vitest'
import { pythonTools } from './python-tools.ts'

const cache = mkdtempSync(path.join(tmpdir(), 'slipway-python-'))
afterAll(() => rmSync(cache, { recursive: true, force: true }))

const ended = { code: 0, stdout: '', stderr: '', missing: false }
/** A machine whose Python answers so: its version, what pip installs, and whether there is a pip. */
const machine = (...answers: readonly Partial<typeof ended>[]): Machine => {
  const left = [...answers]
  return {
    env: { XDG_CACHE_HOME: cache },
    platform: 'linux',
    arch: 'x64',
    home: cache,
    run: async () => ({ ...ended, ...left.shift() }),
  }
}

describe('without cfn-lint and moto', () => {
  it.each<[string, readonly Partial<typeof ended>[], string, string]>([
    ['no Python', [{ missing: true }], 'python-missing', 'install it: sudo apt-get install python3-pip'],
    ['an old Python', [{ stdout: '3.9\n' }], 'python-old', 'put a newer python3 on PATH'],
    [
      'no pip',
      [{ stdout: '3.11\n' }, { code: 1, stderr: 'python3: No module named pip' }, { code: 1 }],
      'not-fetched',
      'install pip: sudo apt-get install python3-pip',
    ],
    [
      'no index',
      [{ stdout: '3.11\n' }, { code: 1, stderr: 'ERROR: No matching distribution found for moto' }],
      'not-fetched',
      'let pip reach its index (PIP_INDEX_URL)',
    ],
  ])('it says what is missing: %s', async (_, answers, code, hint) => {
    const got = await pythonTools(machine(...answers), () => {})
    expect(got.ok ? [] : got.issues.map((one) => [one.code, one.hint])).toEqual([[code, hint]])
  })
})
