import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { asCloudFormation, type AwsStack } from '@slipway/aws'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { issue, orThrow, type Issue, type Outcome, ok } from '@slipway/core'
import { filesOf } from '@slipway/tree'
import { toolEnded, type PythonTools } from './python-tools.ts'

/** The script of its package. */
const program = 'import sys; from cfnlint.runner import main; sys.exit(main())'

interface Match {
  readonly Filename: string
  readonly Level: string
  readonly Message: string
  readonly Rule: { readonly Id: string; readonly Source: string }
  readonly Location: { readonly Path?: readonly (string | number)[] | null }
}

const asIssue = ({ Filename, Message, Rule, Location }: Match): Issue =>
  issue(
    Filename,
    (Location.Path ?? []).join('.'),
    `cfn-lint-${Rule.Id}`,
    Message,
    `what ${Rule.Source} says`,
    'correct what it is made from',
  )

interface Linted {
  readonly stacks: number
  readonly issues: readonly Issue[]
}

/**
 * Runs cfn-lint on the templates, with the schemas of all of AWS' resources that it carries; no request leaves the
 * machine.
 */
export const lintStacks = (stacks: readonly AwsStack[], { run }: PythonTools): Promise<Outcome<Linted>> =>
  inTemporaryFolder('aws', async (folder): Promise<Outcome<Linted>> => {
    const files = stacks.map(asCloudFormation)
    for (const [name, text] of orThrow(filesOf(files))) {
      const at = path.join(folder, name)
      mkdirSync(path.dirname(at), { recursive: true })
      writeFileSync(at, text)
    }
    if (files.length === 0) return ok({ stacks: 0, issues: [] })
    const done = await run([
      '-c',
      program,
      '--format',
      'json',
      // Zones are the fleet's: a subnet is in the one that its nodes and volumes are in.
      '--ignore-checks',
      'W3010',
      '--',
      ...files.map((file) => path.join(folder, file.path)),
    ])
    // 0, or the sum of 2 for errors, 4 for warnings, 8 for remarks; 32 is a file that it cannot read.
    if (done.code === undefined || done.stdout.trim() === '')
      return toolEnded('aws', 'lint-ended', 'cfn-lint', done.stderr)
    const matches = JSON.parse(done.stdout) as readonly Match[]
    const inEstate = (file: string) => path.relative(folder, file).split(path.sep).join('/')
    return ok({
      stacks: files.length,
      issues: matches.map((one) => asIssue({ ...one, Filename: inEstate(one.Filename) })),
    })
  })
