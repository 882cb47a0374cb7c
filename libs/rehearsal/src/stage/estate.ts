import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { exec, execText } from '@slipway/cli/exec'
import { ownedFolders, type Files } from '@slipway/tree'
import { author } from '../cluster/repository.ts'

export interface Estate {
  readonly root: string
  readonly source: string
  files(): Files
  read(file: string): string
  write(file: string, text: string): void
  /** @throws with the generator's message */
  render(): Promise<Files>
  release(
    words: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<{ readonly code: number; readonly said: string }>
  newApp(words: readonly string[]): Promise<{ readonly code: number; readonly said: string }>
  /** Commits the copy to a git history of its own, for verbs that look back. */
  remember(subject: string): Promise<void>
}

// Inputs and outputs of rendering; no sources.
const wanted = (file: string) => {
  const [top = '', , ...rest] = file.split('/')
  if (top === 'apps') return rest.length === 0 || !['src', 'node_modules', 'test'].includes(rest[0] ?? '')
  return ['', 'fleet', ...ownedFolders].includes(top)
}

export function copyEstate(source: string, root: string, slipway: string): Estate {
  for (const top of ['fleet', 'apps', ...ownedFolders]) {
    if (!existsSync(path.join(source, top))) continue
    cpSync(path.join(source, top), path.join(root, top), {
      recursive: true,
      filter: (file) => wanted(path.relative(source, file).replaceAll(path.sep, '/')),
    })
  }
  const files = () =>
    new Map(
      ownedFolders.flatMap((owned) => {
        if (!existsSync(path.join(root, owned))) return []
        return readdirSync(path.join(root, owned), { recursive: true, encoding: 'utf8' })
          .sort()
          .filter((entry) => statSync(path.join(root, owned, entry)).isFile())
          .map((entry): [string, string] => [
            `${owned}/${entry.replaceAll(path.sep, '/')}`,
            readFileSync(path.join(root, owned, entry), 'utf8'),
          ])
      }),
    )
  const verb = async (name: string, words: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    const args = [slipway, name, ...words, '--root', root]
    const { code = 1, stdout, stderr } = await exec(process.execPath, args, { env: { ...process.env, ...more } })
    return { code, said: `${stdout}${stderr}`.trim() }
  }
  const gitEnv = { PATH: process.env.PATH ?? '', HOME: root, GIT_CONFIG_NOSYSTEM: '1' }
  const git = (...args: string[]) => execText('git', [...author, ...args], { cwd: root, env: gitEnv })
  return {
    root,
    source,
    files,
    read: (file) => readFileSync(path.join(root, file), 'utf8'),
    write: (file, text) => writeFileSync(path.join(root, file), text),
    render: async () => {
      const { code, said } = await verb('gen', [])
      if (code !== 0) throw new Error(`the generator refused the change:\n${said}`)
      return files()
    },
    release: (words, env) => verb('release', words, env),
    newApp: (words) => verb('new-app', [...words, '--no-install']),
    remember: async (subject) => {
      if (!existsSync(path.join(root, '.git'))) await git('init', '--quiet', '--initial-branch', 'main')
      await git('add', '--', ...['fleet', 'apps', ...ownedFolders].filter((top) => existsSync(path.join(root, top))))
      await git('commit', '--quiet', '--allow-empty', '-m', subject)
    },
  }
}
