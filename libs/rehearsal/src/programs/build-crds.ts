import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { failed, ok, type Outcome } from '@slipway/core'
import { goToolchain, type BuildOptions } from './build-go.ts'
import { goEnv, type Machine } from '@slipway/cli/program'
import type { Place } from './build-place.ts'
import type { CrdFiles } from './program.ts'

/** What `go mod download -json` says of a module, as far as we read it (https://go.dev/ref/mod#go-mod-download). */
interface Downloaded {
  readonly Path: string
  readonly Dir?: string
  readonly Error?: string
}

/** The objects in the words of Go, which prints one after the other and may add lines of its own. */
const downloadedIn = (output: string): readonly Downloaded[] =>
  [...output.matchAll(/^\{$[\s\S]*?^\}$/gm)].map(([text]) => JSON.parse(text) as Downloaded)

const isCrds = (text: string): boolean => /^kind: CustomResourceDefinition$/m.test(text)

/** The files of CRDs in a file or a folder, by name; kustomizations and READMEs beside them are none. */
function crdTexts(source: string): ReadonlyMap<string, string> {
  if (!existsSync(source)) return new Map()
  const files = statSync(source).isDirectory() ? readdirSync(source).map((name) => path.join(source, name)) : [source]
  const texts = files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => [path.basename(file), readFileSync(file, 'utf8')] as const)
  return new Map(texts.filter(([, text]) => isCrds(text)))
}

/**
 * Has Go fetch the pinned modules (or find them in its cache), and keeps their CRDs, a folder each. Go refuses a module with another sum
 * than go.sum has; one that go.sum does not have would be written into it, so that is looked at first.
 * @returns or which module could not be had, or has no CRDs where they were
 */
export async function takeCrds(
  machine: Machine,
  { pin, modules }: CrdFiles,
  place: Place,
  options: BuildOptions,
): Promise<Outcome<true>> {
  const [file, cwd] = [`libs/rehearsal/bin/${pin}/go.mod`, path.join(options.pins, pin)]
  const issue = (at: string, code: string, got: string, want: string, hint: string) =>
    failed({ file, at, code, got, want, hint })
  const [goMod, goSum] = ['go.mod', 'go.sum'].map((name) => readFileSync(path.join(cwd, name), 'utf8')) as [
    string,
    string,
  ]
  const stray = unvouched(goMod, goSum)
  if (stray !== undefined)
    return issue(stray, 'no-sum', 'no line in go.sum', `${stray} with its sum`, 'libs/rehearsal/bin/README.md says how')
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
      return issue(
        module,
        'not-fetched',
        got,
        `the module ${module}`,
        'let Go reach its module proxy (GOPROXY), then run it again',
      )
    }
    const texts = crdTexts(path.join(found.Dir, files))
    if (texts.size === 0) {
      return issue(
        module,
        'no-files',
        `no CRDs in ${files}`,
        `CRDs of ${name}`,
        'correct its `files` in libs/rehearsal/src/programs/programs.ts',
      )
    }
    const folder = path.join(place.files, name)
    mkdirSync(folder, { recursive: true })
    for (const [to, text] of texts) writeFileSync(path.join(folder, to), text)
  }
  return ok(true)
}

/** The line that says what is wrong: Go ends a complaint about a sum with general words. */
function complaint(output: string): string {
  const lines = output.trim().split('\n')
  return lines.find((line) => line.includes('checksum mismatch')) ?? (lines.at(-1) || 'go was ended')
}

/** The first module that go.mod requires and go.sum has no sum for, as `module version`. */
function unvouched(goMod: string, goSum: string): string | undefined {
  const required = [...goMod.matchAll(/^(?:require |\t)(\S+ v\S+)/gm)].map(([, module]) => module ?? '')
  return required.find((module) => !goSum.includes(`${module} h1:`))
}
