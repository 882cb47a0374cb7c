import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { findPackageJSON } from 'node:module'
import path from 'node:path'

const libs = path.resolve(import.meta.dirname, '../../..')
const ours = '@slipway/'

const packageFile = (lib: string): string => path.join(libs, lib, 'package.json')

function dependenciesOf(lib: string): readonly string[] {
  const { dependencies = {} } = JSON.parse(fs.readFileSync(packageFile(lib), 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>
  }
  return Object.keys(dependencies)
}

/** A lib and those of ours that it needs, by their package.json. */
export function libsBelow(lib: string, found = new Set<string>()): readonly string[] {
  if (!found.has(lib)) {
    found.add(lib)
    for (const name of dependenciesOf(lib)) if (name.startsWith(ours)) libsBelow(name.slice(ours.length), found)
  }
  return [...found].sort()
}

const codeOf = (lib: string): readonly string[] =>
  fs
    .readdirSync(path.join(libs, lib, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => path.join(libs, lib, 'src', name))

/**
 * The hash of all code that decides what a lib does: its own, that of the libs below it, the packages as Node finds them, and Node's version.
 * @throws when the code cannot be read
 */
export function generatorHash(lib = 'tree'): string {
  const sum = createHash('sha256').update(process.version)
  const all = libsBelow(lib)
  const installed = new Set(
    all.flatMap((one) =>
      dependenciesOf(one)
        .filter((name) => !name.startsWith(ours))
        .map((name) => findPackageJSON(name, packageFile(one)) ?? name),
    ),
  )
  const code = all.flatMap(codeOf)
  for (const file of [path.join(libs, '../package-lock.json'), ...[...installed].sort(), ...code]) {
    if (!fs.existsSync(file)) continue
    const text = fs.readFileSync(file)
    sum.update(`\0${path.relative(libs, file)}\0${text.length}\0`).update(text)
  }
  return sum.digest('hex')
}
