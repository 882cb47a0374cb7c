import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { findPackageJSON } from 'node:module'
import path from 'node:path'

const ownLibs = path.resolve(import.meta.dirname, '../../..')
const ours = '@slipway/'

const packageFile = (libs: string, lib: string): string => path.join(libs, lib, 'package.json')

function dependenciesOf(libs: string, lib: string): readonly string[] {
  const { dependencies = {} } = JSON.parse(fs.readFileSync(packageFile(libs, lib), 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>
  }
  return Object.keys(dependencies)
}

/** A lib and those of ours that it needs, by their package.json. */
function libsBelow(libs: string, lib: string, found = new Set<string>()): readonly string[] {
  if (!found.has(lib)) {
    found.add(lib)
    for (const name of dependenciesOf(libs, lib))
      if (name.startsWith(ours)) libsBelow(libs, name.slice(ours.length), found)
  }
  return [...found].sort()
}

const codeOf = (libs: string, lib: string): readonly string[] =>
  fs
    .readdirSync(path.join(libs, lib, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|json)$/.test(name) && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => path.join(libs, lib, 'src', name))

/**
 * The hash of all code that decides what a lib does: its own, that of the libs below it, the packages as Node finds them and
 * npm installed them, and Node's version.
 * @param libs the folder of all libs
 * @throws when the code cannot be read
 */
export function codeHash(libs: string, lib: string): string {
  const sum = createHash('sha256').update(process.version)
  const all = libsBelow(libs, lib)
  const installed = new Set(
    all.flatMap((one) =>
      dependenciesOf(libs, one)
        .filter((name) => !name.startsWith(ours))
        .map((name) => findPackageJSON(name, packageFile(libs, one)) ?? name),
    ),
  )
  const code = all.flatMap((one) => codeOf(libs, one))
  // npm's own list has what is installed, and what that needs in turn; the lock file has what should be.
  const locks = ['../package-lock.json', '../node_modules/.package-lock.json'].map((file) => path.join(libs, file))
  for (const file of [...locks, ...[...installed].sort(), ...code]) {
    if (!fs.existsSync(file)) continue
    const text = fs.readFileSync(file)
    sum.update(`\0${path.relative(libs, file)}\0${text.length}\0`).update(text)
  }
  return sum.digest('hex')
}

const known = new Map<string, string>()

/** `codeHash` of the code that runs here, read once: it does not change while it runs. */
export function generatorHash(lib = 'tree'): string {
  const hash = known.get(lib) ?? codeHash(ownLibs, lib)
  known.set(lib, hash)
  return hash
}
