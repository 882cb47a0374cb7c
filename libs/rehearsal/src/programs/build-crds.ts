import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { failed, issue, ok, type Outcome } from '@slipway/core'
import { goToolchain, type BuildOptions } from './build-go.ts'
import { goEnv, type Machine } from '@slipway/cli/program'
import type { Place } from './build-place.ts'
import { definedIn, type CrdFiles } from './program.ts'

/** See https://go.dev/ref/mod#go-mod-download. */
interface Downloaded {
  readonly Path: string
  readonly Dir?: string
  readonly Error?: string
}

/** Go prints objects one after the other, among other lines. */
const downloadedIn = (output: string) =>
  [...output.matchAll(/^\{$[\s\S]*?^\}$/gm)].map(([text]) => JSON.parse(text) as Downloaded)

const isCrds = (text: string) => /^kind: CustomResourceDefinition$/m.test(text)

function crdTexts(source: string): ReadonlyMap<string, string> {
  if (!existsSync(source)) return new Map()
  const files = statSync(source).isDirectory() ? readdirSync(source).map((name) => path.join(source, name)) : [source]
  const texts = files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => [path.basename(file), readFileSync(file, 'utf8')] as const)
  return new Map(texts.filter(([, text]) => isCrds(text)))
}

/**
 * Fetches the pinned modules and keeps their CRDs, a folder each. Go would add a missing sum to go.sum, so that is
 * checked first.
 */
export async function takeCrds(
  machine: Machine,
  { pin, modules }: CrdFiles,
  place: Place,
  options: BuildOptions,
): Promise<Outcome<true>> {
  const [file, cwd] = [`libs/rehearsal/bin/${pin}/go.mod`, path.join(options.pins, pin)]
  const refuse = (at: string, code: string, got: string, want: string, hint: string) =>
    failed(issue(file, at, code, got, want, hint))
  const [goMod, goSum] = ['go.mod', 'go.sum'].map((name) => readFileSync(path.join(cwd, name), 'utf8')) as [
    string,
    string,
  ]
  const stray = unvouched(goMod, goSum)
  if (stray !== undefined)
    return refuse(
      stray,
      'no-sum',
      'no line in go.sum',
      `${stray} with its sum`,
      'libs/rehearsal/bin/README.md says how',
    )
  const ran = await machine.run('go', ['mod', 'download', '-json'], {
    env: goEnv(machine.env, goToolchain, options.gentle),
    cwd,
    signal: options.signal,
    group: true,
  })
  const said = ran.stdout + ran.stderr
  const fetched = downloadedIn(said)
  for (const [name, { module, files }] of Object.entries(modules)) {
    const found = fetched.find(({ Path }) => Path === module)
    if (found?.Dir === undefined || found.Error !== undefined) {
      const got = found?.Error ?? complaint(said)
      const hint = 'let Go reach its module proxy (GOPROXY), then run it again'
      return refuse(module, 'not-fetched', got, `the module ${module}`, hint)
    }
    const texts = crdTexts(path.join(found.Dir, files))
    if (texts.size === 0) {
      const hint = `correct its \`files\` in ${definedIn.crds}`
      return refuse(module, 'no-files', `no CRDs in ${files}`, `CRDs of ${name}`, hint)
    }
    const folder = path.join(place.files, name)
    mkdirSync(folder, { recursive: true })
    for (const [to, text] of texts) writeFileSync(path.join(folder, to), text)
  }
  return ok(true)
}

/** Go ends a complaint about a sum with general words. */
function complaint(output: string): string {
  const lines = output.trim().split('\n')
  return lines.find((line) => line.includes('checksum mismatch')) ?? (lines.at(-1) || 'go was ended')
}

function unvouched(goMod: string, goSum: string): string | undefined {
  const required = [...goMod.matchAll(/^(?:require |\t)(\S+ v\S+)/gm)].map(([, module]) => module ?? '')
  return required.find((module) => !goSum.includes(`${module} h1:`))
}
