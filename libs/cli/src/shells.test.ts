import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { execSync } from './exec.ts'
import { shells } from './shells.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slipway-shells-'))
  mkdirSync(path.join(folder, 'node_modules/.bin'), { recursive: true })
  mkdirSync(path.join(folder, 'apps/web'), { recursive: true })
  const bin = path.join(folder, 'node_modules/.bin/slipway')
  // What it is asked comes back as a word; for `--out` the shell is to look for folders.
  writeFileSync(
    bin,
    `#!/bin/sh\nshift 3\ncase "$*" in *--out*) echo :folder;; *) printf '%s\\tabout: it\\n' "got:$*" second;; esac\n`,
  )
  chmodSync(bin, 0o755)
  const theirs = path.join(folder, 'apps/web/node_modules/.bin')
  mkdirSync(theirs, { recursive: true })
  writeFileSync(path.join(theirs, 'slipway'), '#!/bin/sh\necho theirs\n', { mode: 0o755 })
  for (const [shell, script] of Object.entries(shells)) writeFileSync(path.join(folder, `script.${shell}`), script)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const has = (shell: string) => execSync(shell, ['-c', 'exit 0']).code === 0
/** As in a shell that knows no slipway: npm has put ours on PATH. */
const plain = (process.env['PATH'] ?? '').split(':').filter((entry) => !entry.endsWith('node_modules/.bin'))
const run = (shell: string, script: string) => {
  const { code, stdout, stderr } = execSync(shell, ['-c', script], {
    cwd: path.join(folder, 'apps'),
    env: { ...process.env, PATH: plain.join(':') },
    timeout: 30_000,
  })
  return { code, stderr, said: stdout.trim().split('\n') }
}

it.each(['bash', 'zsh', 'fish'].filter(has))('%s takes no program from the folder of an app', (shell) => {
  const asked = run(shell, `source ../script.${shell}; cd web; slipway a b c d`)
  expect(asked).toMatchObject({ code: 0, said: ['got:d\tabout: it', 'second\tabout: it'] })
})

describe('bash', () => {
  const complete = (...words: readonly string[]) =>
    run(
      'bash',
      `source ../script.bash; compopt() { :; }; COMP_WORDS=(slipway ${words.join(' ')}); COMP_CWORD=${words.length}; _slipway; printf '%s\\n' "\${COMPREPLY[@]}"`,
    )
  it.runIf(has('bash'))('asks the clone that one is in, and takes the words alone', () => {
    expect(complete('gen', '--a')).toEqual({ code: 0, stderr: '', said: ['got:gen --a', 'second'] })
    expect(complete('gen', "''")).toMatchObject({ said: ['got:gen ', 'second'] })
  })
  it.runIf(has('bash'))('looks for folders itself', () => {
    expect(complete('gen', '--out', 'w')).toMatchObject({ said: ['web'] })
  })
  it.runIf(has('bash'))('says where there is no clone', () => {
    expect(run('bash', 'source ../script.bash; cd /; slipway gen')).toMatchObject({
      code: 1,
      stderr: 'slipway: no clone of it here\n',
    })
  })
})

describe('zsh', () => {
  it.runIf(has('zsh'))('gives the words to its completion, with what they are about', () => {
    const fakes = `compdef() { :; }; _describe() { print -l -- "\${(@P)2}"; }; _files() { print -r -- "files $*"; }`
    const complete = (words: string, current: number) =>
      run('zsh', `${fakes}; source ../script.zsh; words=(slipway ${words}); CURRENT=${current}; _slipway`)
    expect(complete('gen --a', 3)).toEqual({ code: 0, stderr: '', said: ['got:gen --a:about: it', 'second:about: it'] })
    expect(complete("gen --out ''", 4)).toMatchObject({ said: ['files -/'] })
  })
})

describe('fish', () => {
  it.runIf(has('fish'))('lists what fits', () => {
    const complete = (line: string) => run('fish', `source ../script.fish; complete -C '${line}'`)
    expect(complete('slipway gen s')).toMatchObject({ code: 0, said: ['second\tabout: it'] })
    expect(complete('slipway gen --out w')).toMatchObject({ code: 0, said: [expect.stringMatching(/^web\//)] })
  })
})
