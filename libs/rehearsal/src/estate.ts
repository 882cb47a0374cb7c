import { spawn } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ownedFolders, type Files } from '@slipway/tree'

/** A copy of an estate, in which a scenario changes what people would change, and renders it as they would. */
export interface Estate {
  readonly root: string
  /** Where it was copied from. */
  readonly source: string
  /** The rendered files as they are now. */
  files(): Files
  read(file: string): string
  write(file: string, text: string): void
  /** `npx nx run gen:manifests`, without Nx. @throws with what the generator said */
  render(): Promise<Files>
  /** A verb of this repository on this estate, as people call it. @returns its exit code and what it said */
  verb(file: string, words: readonly string[], env?: Readonly<Record<string, string>>): Promise<{ readonly code: number; readonly said: string }>
}

// What is rendered from, and what was rendered; never sources, node_modules or git.
const wanted = (file: string) => {
  const [top = '', , ...rest] = file.split('/')
  if (top === 'apps') return rest.length === 0 || !['src', 'node_modules', 'test'].includes(rest[0] ?? '')
  return ['', 'fleet', ...ownedFolders].includes(top)
}

/** @param source the estate's root, which is not written to; @param root an empty folder */
export function copyEstate(source: string, root: string, generator: string): Estate {
  for (const top of ['fleet', 'apps', ...ownedFolders]) {
    if (!existsSync(path.join(source, top))) continue
    cpSync(path.join(source, top), path.join(root, top), {
      recursive: true, filter: (file) => wanted(path.relative(source, file).replaceAll(path.sep, '/')),
    })
  }
  const files = () => new Map(ownedFolders.flatMap((owned) => {
    if (!existsSync(path.join(root, owned))) return []
    return readdirSync(path.join(root, owned), { recursive: true, encoding: 'utf8' }).sort()
      .filter((entry) => statSync(path.join(root, owned, entry)).isFile())
      .map((entry): [string, string] => [`${owned}/${entry.replaceAll(path.sep, '/')}`, readFileSync(path.join(root, owned, entry), 'utf8')])
  }))
  const verb: Estate['verb'] = (file, words, more = {}) => new Promise((resolve, reject) => {
    const { NX_TASK_TARGET_PROJECT: _, ...env } = process.env
    const child = spawn(process.execPath, [file, ...words, '--root', root], { env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, said: said.trim() }))
  })
  return {
    root,
    source,
    files,
    read: (file) => readFileSync(path.join(root, file), 'utf8'),
    write: (file, text) => writeFileSync(path.join(root, file), text),
    render: async () => {
      const { code, said } = await verb(generator, [])
      if (code !== 0) throw new Error(`the generator refused the change:\n${said}`)
      return files()
    },
    verb,
  }
}
