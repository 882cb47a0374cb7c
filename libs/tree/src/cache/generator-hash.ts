import fs from 'node:fs'
import { findPackageJSON } from 'node:module'
import path from 'node:path'
import { sha256 } from '../write/disk.ts'

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

/** Node's own recursive list looks at every letter of every path, for five times the work. */
function codeBelow(folder: string): readonly string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true })
  return entries.flatMap((entry) => {
    const { name } = entry
    if (entry.isDirectory()) return codeBelow(`${folder}/${name}`)
    return /\.(ts|json)$/.test(name) && !name.endsWith('.test.ts') ? [`${folder}/${name}`] : []
  })
}

/** Of the names of files below a folder, and of what they contain. */
const hashOf = (folder: string, files: readonly string[]): string =>
  sha256(
    [...files]
      .sort()
      .map((file) => `${file.slice(folder.length)}\0${sha256(fs.readFileSync(file))}\n`)
      .join(''),
  )

/**
 * The hash of all code that decides what a lib does: its own, that of the libs below it, the packages as Node finds
 * them and npm installed them, and Node's version.
 * @param libs the folder of all libs
 * @param known hashes of each lib's own code, of which none is read twice
 * @throws when the code cannot be read
 */
export function codeHash(libs: string, lib: string, known = new Map<string, string>()): string {
  const all = libsBelow(libs, lib)
  const installed = new Set(
    all.flatMap((one) =>
      dependenciesOf(libs, one)
        .filter((name) => !name.startsWith(ours))
        .map((name) => findPackageJSON(name, packageFile(libs, one)) ?? name),
    ),
  )
  const ownHash = (one: string): string => {
    const hash = known.get(one) ?? hashOf(libs, codeBelow(`${libs}/${one}/src`))
    known.set(one, hash)
    return hash
  }
  // npm's own list has what is installed, and what that needs in turn; the lock file has what should be.
  const locks = ['../package-lock.json', '../node_modules/.package-lock.json'].map((file) => path.join(libs, file))
  const packages = [...locks, ...installed].filter((file) => fs.existsSync(file))
  return sha256([process.version, hashOf(path.dirname(libs), packages), ...all.map(ownHash)].join('\n'))
}

/** The hash of a verb's own code: its file and the folder of the same name. */
export const verbHash = (folder: string): string => hashOf(path.dirname(folder), [`${folder}.ts`, ...codeBelow(folder)])

const known = new Map<string, string>()
const ownCode = new Map<string, string>()

/** `codeHash` of the code that runs here, read once: it does not change while it runs. */
export function generatorHash(lib = 'tree'): string {
  const hash = known.get(lib) ?? codeHash(ownLibs, lib, ownCode)
  known.set(lib, hash)
  return hash
}
