import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openGitHub } from './github.ts'

let root: string
beforeEach(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'slipway-gh-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  fs.rmSync(root, { recursive: true, force: true })
})

/** A `gh` that writes down what it is called with, and answers with a line. */
function fakeGh(answers: Readonly<Record<string, string>>): () => readonly string[] {
  const cases = Object.entries(answers)
    .map(([words, answer]) => `  "${words}"*) ${answer} ;;`)
    .join('\n')
  fs.writeFileSync(path.join(root, 'gh'), `#!/bin/sh\necho "$*" >> '${root}/calls'\ncase "$*" in\n${cases}\nesac\n`, {
    mode: 0o755,
  })
  vi.stubEnv('PATH', `${root}:${process.env['PATH']}`)
  return () => fs.readFileSync(path.join(root, 'calls'), 'utf8').trim().split('\n')
}

describe.skipIf(process.platform === 'win32')('gh', () => {
  it('opens a pull request where there is none, its text by stdin', () => {
    const calls = fakeGh({
      'pr list': 'echo "[]"',
      'pr create': `cat > '${root}/body'; echo https://github.test/pull/7`,
    })
    const hub = openGitHub(root)
    expect(hub.ok && hub.value.open('release/web-dev', 'main', 'a $(title)', 'a `body`')).toEqual({
      ok: true,
      value: { url: 'https://github.test/pull/7', isNew: true },
    })
    expect(calls().at(-1)).toBe('pr create --head release/web-dev --base main --title a $(title) --body-file -')
    expect(fs.readFileSync(path.join(root, 'body'), 'utf8')).toBe('a `body`')
  })

  it('renews the one that is open', () => {
    const calls = fakeGh({
      'pr list': `echo '[{"number":4,"url":"https://github.test/pull/4"}]'`,
      'pr edit': 'cat > /dev/null',
    })
    const hub = openGitHub(root)
    expect(hub.ok && hub.value.open('b', 'main', 't', 'text')).toEqual({
      ok: true,
      value: { url: 'https://github.test/pull/4', isNew: false },
    })
    expect(calls().at(-1)).toBe('pr edit 4 --title t --body-file -')
  })

  it('closes the open one of a branch, with a word why, and is content when there is none', () => {
    const calls = fakeGh({ 'pr list': `echo '[{"number":4,"url":"https://github.test/pull/4"}]'`, 'pr close': 'true' })
    const hub = openGitHub(root)
    expect(hub.ok && hub.value.close('b', 'main', 'rejected')).toEqual({
      ok: true,
      value: 'https://github.test/pull/4',
    })
    expect(calls().at(-1)).toBe('pr close 4 --comment rejected')
    fakeGh({ 'pr list': 'echo "[]"', 'pr close': 'exit 1' })
    expect(hub.ok && hub.value.close('b', 'main', 'rejected')).toEqual({ ok: true, value: undefined })
  })

  it('says what it says', () => {
    fakeGh({ 'pr list': 'echo "HTTP 401: Bad credentials" >&2; exit 4' })
    const hub = openGitHub(root)
    expect(hub.ok && hub.value.open('b', 'main', 't', '')).toMatchObject({
      ok: false,
      issues: [{ code: 'gh-failed', got: 'gh pr list: HTTP 401: Bad credentials' }],
    })
  })

  it('is missed before anything is done', () => {
    vi.stubEnv('PATH', root)
    expect(openGitHub(root)).toMatchObject({ ok: false, issues: [{ code: 'no-gh' }] })
  })
})
