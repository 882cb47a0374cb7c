import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

const repository = path.resolve(import.meta.dirname, '../../..')
const estate = path.join(repository, 'libs/tree/test/estate')
const roots: string[] = []
afterEach(() => roots.splice(0).forEach((root) => rmSync(root, { recursive: true, force: true })))

/** An estate rendered by a process of its own; every file with its mode and text. */
function renderedWith(umask: string, env: Record<string, string>): ReadonlyMap<string, string> {
  const root = mkdtempSync(path.join(tmpdir(), 'slipway-alike-'))
  roots.push(root)
  cpSync(estate, root, { recursive: true })
  const { NX_TASK_TARGET_PROJECT: _, ...outer } = process.env
  const done = spawnSync(
    'sh',
    [
      '-c',
      `umask ${umask} && exec "$0" "$@"`,
      process.execPath,
      path.join(repository, 'tools/slipway/bin/slipway.cjs'),
      'gen',
      '--root',
      root,
    ],
    {
      encoding: 'utf8',
      env: { ...outer, ...env },
    },
  )
  expect(done.stderr.replaceAll(/^.*: \d+ apps, \d+ files\n/gm, '')).toBe('')
  return new Map(
    ['clusters', 'argocd'].flatMap((owned) =>
      readdirSync(path.join(root, owned), { recursive: true, encoding: 'utf8' })
        .sort()
        .map((entry): [string, string] => {
          const full = path.join(root, owned, entry)
          const mode = statSync(full).mode.toString(8)
          return [`${owned}/${entry}`, statSync(full).isFile() ? `${mode}\n${readFileSync(full, 'utf8')}` : mode]
        }),
    ),
  )
}

describe.skipIf(process.platform === 'win32')('gen', () => {
  it('writes the same bytes and modes in another folder, time zone, language and umask', { timeout: 60_000 }, () => {
    const here = renderedWith('022', { TZ: 'UTC', LC_ALL: 'C' })
    const there = renderedWith('077', { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' })
    expect(here.size).toBeGreaterThan(500)
    expect([...there.entries()].filter(([file, text]) => here.get(file) !== text).map(([file]) => file)).toEqual([])
    expect(there.size).toBe(here.size)
  })
})
