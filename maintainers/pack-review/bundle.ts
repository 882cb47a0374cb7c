import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { home } from '@slipway/cli'
import { execText } from '@slipway/cli/exec'
import { rolldown, type Plugin } from 'rolldown'

/** The repository that the command stands in, in place of ours. */
const homeOfUser = `import { existsSync } from 'node:fs'
import path from 'node:path'
const up = (at) => existsSync(path.join(at, '.git')) ? at : path.dirname(at) === at ? undefined : up(path.dirname(at))
export const home = up(process.cwd()) ?? process.cwd()`

/** A repository elsewhere has no fleet data: clusters are known by folders and settings. */
const noFleet = `const none = { ok: false, issues: [] }
export const literalModule = () => undefined
export const loadFleet = async () => none
export const loadPrices = async () => none
export const podPrices = () => () => null
export const proxy = { cpu: 0, memory: 0 }`

/** Replacements in files of a package of one file; a text that is not found is an error. */
const replaced: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'libs/cli/src/exec.ts': [
    ["createRequire(import.meta.url)('zx/core') as typeof import('zx/core')", 'zxCore'],
    ["import { createRequire } from 'node:module'", "import * as zxCore from 'zx/core'"],
  ],
  'libs/cli/src/help.ts': [["export const program = 'npx slipway'", "export const program = 'npx'"]],
}

const ours: Plugin = {
  name: 'slipway-review',
  resolveId: (id) => (/^@slipway\/(?:fleet|capacity)$/.test(id) ? '\0no-fleet' : undefined),
  load(id) {
    if (id === '\0no-fleet') return { code: noFleet, moduleType: 'js' }
    const file = path.relative(home, id).replaceAll(path.sep, '/')
    if (file === 'libs/cli/src/home.ts') return { code: homeOfUser, moduleType: 'js' }
    const changes = replaced[file]
    if (changes === undefined) return undefined
    let code = readFileSync(id, 'utf8')
    for (const [old, now] of changes) {
      if (!code.includes(old)) throw new Error(`${file} has no more: ${old}`)
      code = code.replace(old, () => now)
    }
    return { code, moduleType: 'ts' }
  },
}

/** The folder of the package that a module belongs to. */
const packageOf = (file: string): string | undefined => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]

/** The licenses of what is within, as they ask for. */
function licenses(modules: readonly string[]): string {
  const folders = [...new Set(modules.flatMap((file) => packageOf(file.replaceAll(path.sep, '/')) ?? []))].sort()
  return folders
    .map((folder) => {
      const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<
        string,
        string
      >
      const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one))
      if (file === undefined) throw new Error(`${folder} has no license to pass on`)
      return `${name ?? ''} ${version ?? ''}\n\n${readFileSync(path.join(folder, file), 'utf8').trim()}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
}

/** Makes the package of `slipway-review` in a folder: one file without dependencies, its licenses, its schema. */
export async function bundle(folder: string): Promise<void> {
  const build = await rolldown({
    input: path.join(home, 'tools/slipway/review/alone.ts'),
    platform: 'node',
    plugins: [ours],
    // A name that nobody resolves would be asked for at run time.
    onLog: (level, log) => {
      if (level === 'warn') throw new Error(log.message)
    },
  })
  mkdirSync(folder, { recursive: true })
  const { output } = await build.write({
    file: path.join(folder, 'review.js'),
    format: 'esm',
    codeSplitting: false,
    banner: '#!/usr/bin/env node',
  })
  await build.close()
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []))
  writeFileSync(path.join(folder, 'LICENSES.txt'), licenses(modules))
  for (const [from, to] of [
    ['libs/review/review.schema.json', 'review.schema.json'],
    ['docs/review-anywhere.md', 'README.md'],
    ['LICENSE', 'LICENSE'],
  ] as const)
    writeFileSync(path.join(folder, to), readFileSync(path.join(home, from)))
  const { version, license } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as Record<
    string,
    string
  >
  const description = 'says what a change of Kubernetes YAML, charts and kustomizations will do'
  const content = {
    name: 'slipway-review',
    version,
    description,
    license,
    type: 'module',
    engines: { node: '>=22' },
    bin: { 'slipway-review': 'review.js' },
    exports: { './review.schema.json': './review.schema.json' },
  }
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`)
}

/** @returns the tarball @throws in npm's words */
export async function pack(folder: string, into: string): Promise<string> {
  mkdirSync(into, { recursive: true })
  const out = await execText('npm', ['pack', '--silent', '--offline', '--pack-destination', into], { cwd: folder })
  const file = path.join(into, out.trim().split('\n').at(-1) ?? '')
  if (!existsSync(file)) throw new Error(`npm pack made no ${file}`)
  return file
}
