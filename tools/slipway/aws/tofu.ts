import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { awsApp, awsFiles } from '@slipway/aws'
import type { Output } from '@slipway/cli'
import { builtGoProgram, pinnedGoProgram, thisMachine, type Machine } from '@slipway/cli/program'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { counted, formatIssues, issue, type Issue } from '@slipway/core'
import { isolated } from '@slipway/fleet'
import { resolveFunctions } from '@slipway/model'
import { loadEstate, type Estate } from '@slipway/spec'
import { withoutProviders, type Module } from './tofu-twin.ts'

const tofu = {
  kind: 'tofu',
  name: 'tofu',
  pins: path.join(import.meta.dirname, 'tofu'),
  package: 'github.com/opentofu/opentofu/cmd/tofu',
  set: { 'github.com/opentofu/opentofu/version.dev': 'no' },
  toolchain: 'go1.26.10',
}

export const builtTofu = (): string | undefined => builtGoProgram(tofu)

interface ModuleFile {
  readonly path: string
  readonly json: unknown
}

interface Diagnostic {
  readonly severity: string
  readonly summary: string
  readonly detail?: string
  readonly snippet?: { readonly context?: string | null } | null
}

/** `tofu validate -json` (https://opentofu.org/docs/cli/commands/validate/). */
interface Validated {
  readonly diagnostics: readonly Diagnostic[]
}

const settings = { TF_CLI_CONFIG_FILE: '', CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' }

const asIssue = (file: string, { summary, detail = '', snippet }: Diagnostic): Issue =>
  issue(file, snippet?.context ?? '', 'tofu', summary, detail.split('\n')[0] ?? '', 'correct what it is made from')

/**
 * OpenTofu's findings on modules without their providers, which it would fetch: first of each as it is (blocks, names,
 * versions), then of its twin (expressions, references, dependencies).
 */
export const validateModules = (command: string, files: readonly ModuleFile[], machine: Machine) =>
  inTemporaryFolder('tofu', async (folder): Promise<readonly Issue[]> => {
    const env = { PATH: machine.env['PATH'] ?? '', HOME: folder, ...settings }
    const ask = (name: string, json: unknown, words: readonly string[]) => {
      const at = path.join(folder, name)
      mkdirSync(at, { recursive: true })
      writeFileSync(path.join(at, 'main.tf.json'), JSON.stringify(json))
      return machine.run(command, [`-chdir=${at}`, ...words, '-no-color'], { env })
    }
    const issues: Issue[] = []
    for (const [i, { path: file, json }] of files.entries()) {
      const read = await ask(`${i}`, json, ['providers'])
      if (read.code !== 0) {
        const said = read.stderr.split('\n').find((line) => line.includes('Error: ')) ?? read.stderr
        issues.push(asIssue(file, { severity: 'error', summary: said.replace(/^\W*Error: /, '').trim() }))
        continue
      }
      const twin = await ask(`${i}-twin`, withoutProviders(json as Module), ['validate', '-json'])
      const { diagnostics } = JSON.parse(twin.stdout) as Validated
      issues.push(...diagnostics.map((one) => asIssue(file, one)))
    }
    return issues
  })

/** Every stack of an estate as its module, whichever way the fleet has them written. */
export const modulesOf = ({ fleet, apps }: Estate): readonly ModuleFile[] =>
  awsFiles({ ...fleet, stacks: 'opentofu' }, apps.map(awsApp), resolveFunctions({ fleet, apps })).flatMap(
    ({ path: file, json }) => (json === undefined ? [] : [{ path: file, json }]),
  )

export async function validate(root: string, { out, err }: Pick<Output, 'out' | 'err'>): Promise<0 | 1> {
  const estate = await isolated(() => loadEstate(root))
  if (!estate.ok) {
    err(`${formatIssues(estate.issues)}\n`)
    return 1
  }
  const files = modulesOf(estate.value)
  if (builtTofu() === undefined) err('building OpenTofu 1.12.6 (some minutes, once) ...\n')
  const machine = thisMachine()
  let command: string
  try {
    command = await pinnedGoProgram(tofu, machine)
  } catch (error) {
    const hint = 'let Go reach its module proxy (GOPROXY), then run it again'
    err(
      `${formatIssues([issue('tools/slipway/aws/tofu/go.mod', '', 'not-built', (error as Error).message, 'OpenTofu, built by Go', hint)])}\n`,
    )
    return 1
  }
  const issues = await validateModules(command, files, machine)
  if (issues.length === 0) out(`${counted(files.length, 'module')}, OpenTofu finds nothing; providers were not asked\n`)
  else err(`${formatIssues(issues)}\n`)
  return issues.length === 0 ? 0 : 1
}
