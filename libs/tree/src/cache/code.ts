import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const libs = path.resolve(import.meta.dirname, '../../..')
/** The libs that decide what a manifest says: this one and those before it. */
const rendering = ['aws', 'core', 'fleet', 'gitops', 'kube', 'manifests', 'model', 'platform', 'spec', 'tree'] as const

const isCode = (name: string): boolean => name.endsWith('.ts') && !name.endsWith('.test.ts')

function* filesBelow(folder: string): Generator<string> {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = path.join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(full)
    else if (isCode(entry.name)) yield full
  }
}

/** What npm was asked for, and what of it is installed: the packages that a lib names. */
function packages(lib: string): readonly string[] {
  const { dependencies = {} } = JSON.parse(fs.readFileSync(path.join(libs, lib, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>
  }
  return Object.keys(dependencies)
    .filter((name) => !name.startsWith('@slipway/'))
    .map((name) => path.join(libs, '../node_modules', name, 'package.json'))
}

/** A lib and those that it needs, ours only, by their package.json. */
export function libsBelow(lib: string, found = new Set<string>()): readonly string[] {
  if (found.has(lib)) return []
  found.add(lib)
  const { dependencies = {} } = JSON.parse(fs.readFileSync(path.join(libs, lib, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>
  }
  for (const name of Object.keys(dependencies))
    if (name.startsWith('@slipway/')) libsBelow(name.slice('@slipway/'.length), found)
  return [...found].sort()
}

/**
 * What stands for the generator in a key: its code, the packages that npm installed for it, and Node's version. Another rule, another
 * default or another package is another key for every folder.
 * @param of the libs whose code it is
 * @throws when the code cannot be read
 */
export function codeKey(of: readonly string[] = rendering): string {
  const sum = createHash('sha256').update(process.version)
  const installed = new Set(of.flatMap(packages))
  const code = of.flatMap((lib) => [...filesBelow(path.join(libs, lib, 'src'))])
  for (const file of [path.join(libs, '../package-lock.json'), ...[...installed].sort(), ...code]) {
    if (!fs.existsSync(file)) continue
    const text = fs.readFileSync(file)
    sum.update(`\0${path.relative(libs, file)}\0${text.length}\0`).update(text)
  }
  return sum.digest('hex')
}
