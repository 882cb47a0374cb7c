import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Output } from '@slipway/cli'
import { failed, formatIssues, issue, ok, type Outcome } from '@slipway/core'
import { loadFleet, type Fleet } from '@slipway/fleet'
import { parse as parseYaml } from 'yaml'
import { allAnswers, fromFlags, readAnswers, type AnswerFlags, type Answers, type FewAnswers } from './answers.ts'
import { apply, changedByHand, copyOf, isSample, judged, type Made } from './apply.ts'
import { exampleText } from './example.ts'
import { untilRight } from './until-right.ts'

interface Options extends AnswerFlags {
  readonly root: string
  readonly from: string | undefined
  readonly example: boolean
  readonly try: boolean
  readonly json: boolean
}

function fromFile(cwd: string, file: string): Outcome<Answers> {
  let data: unknown
  try {
    data = parseYaml(readFileSync(path.resolve(cwd, file), 'utf8'), { merge: true })
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const [got = ''] = isMissing ? ['no such file'] : (error as Error).message.split('\n')
    return failed(
      issue(
        file,
        '',
        'answers',
        got,
        'a file of YAML',
        'correct the path; npx slipway init --example prints such a file',
      ),
    )
  }
  return readAnswers(data, file)
}

const keys = [
  ...['name', 'repository', 'branch', 'email', 'environments', 'teams', 'account', 'region', 'domain', 'scaler'],
] as readonly (keyof FewAnswers)[]

interface Judged {
  readonly answers: Answers
  readonly fleet: Fleet
}

async function judgedFlags(flags: AnswerFlags): Promise<Outcome<Judged>> {
  const few = fromFlags(flags)
  if (!few.ok) return few
  const answers = allAnswers(few.value) as unknown as Answers
  const fleet = await judged(answers, undefined)
  return fleet.ok ? ok({ answers, fleet: fleet.value }) : fleet
}

/** @returns `undefined` when the person gave up */
async function answersOf(options: Options, { cwd, err }: Output): Promise<Outcome<Judged> | undefined> {
  if (options.from !== undefined) {
    const answers = fromFile(cwd, options.from)
    if (!answers.ok) return answers
    const fleet = await judged(answers.value, options.from)
    return fleet.ok ? ok({ answers: answers.value, fleet: fleet.value }) : fleet
  }
  const flags: AnswerFlags = Object.fromEntries(keys.map((key) => [key, options[key]]))
  if (!process.stdin.isTTY || !process.stdout.isTTY) return judgedFlags(flags)
  const { ask } = await import('./ask.ts')
  return untilRight(flags, ask, judgedFlags, (issues) => {
    err(`${formatIssues(issues)}\n`)
  })
}

const next = (made: Made, fleetClusters: readonly string[]): readonly string[] => [
  'Look at it: git status, fleet/, .github/CODEOWNERS, README.md. Correct fleet/ by hand wherever you want something else.',
  'npm install   # drops what only the sample needed from package-lock.json',
  'npm test',
  'Your first app: npm run new-app -- NAME, then npm run gen && npm run check',
  ...fleetClusters.map((name) => `What has to exist before ${name} can follow: npx slipway bootstrap ${name}`),
  'GitHub and AWS, once: docs/github-and-aws.md',
  ...(made.branch === 'main'
    ? []
    : [`Name ${made.branch} the default branch in GitHub: git branch -m main ${made.branch}`]),
]

/** In a copy: it shares the packages of this clone, whose `npx slipway` works on this clone without `--root`. */
const nextInCopy = (root: string): readonly string[] => [
  `Look at it: ${root}`,
  `Check it, and add an app to it: npx slipway check --root ${root}, npx slipway new-app NAME --root ${root}`,
  'As you want it? The same again without --try; the copy can be deleted.',
]

/** @returns the exit code: 0; 1 where nothing was done because something is wrong */
export async function runInit(options: Options, output: Output): Promise<0 | 1> {
  const refuse = (outcome: Extract<Outcome<never>, { ok: false }>): 1 => {
    if (options.json) output.out(`${JSON.stringify({ issues: outcome.issues }, null, 2)}\n`)
    else output.err(`${formatIssues(outcome.issues)}\n`)
    return 1
  }
  if (options.example) {
    output.out(exampleText())
    return 0
  }
  const now = await loadFleet(options.root)
  if (!now.ok) return refuse(now)
  if (!isSample(now.value)) {
    if (options.json)
      output.out(`${JSON.stringify({ root: options.root, written: [], removed: [], next: [] }, null, 2)}\n`)
    else output.out(`This fleet is ${now.value.name}'s and no longer the sample: nothing was changed.\n`)
    return 0
  }
  const dirty = options.try ? ok(undefined) : changedByHand(options.root)
  if (!dirty.ok) return refuse(dirty)
  const given = await answersOf(options, output)
  if (given === undefined) {
    output.err('Given up: nothing was changed.\n')
    return 1
  }
  if (!given.ok) return refuse(given)
  const { answers, fleet } = given.value
  output.progress('writing')
  const root = options.try ? await copyOf(options.root) : options.root
  const made = await apply(root, answers, fleet)
  if (!made.ok) return refuse(made)
  const clusters = fleet.clusters.map((one) => one.name)
  const steps = options.try ? nextInCopy(root) : next(made.value, clusters)
  if (options.json) output.out(`${JSON.stringify({ root, ...made.value, next: steps }, null, 2)}\n`)
  else {
    const { written, removed } = made.value
    const where = options.try ? `In the copy ${root}: ` : ''
    output.out(
      `${where}${written.length} files written, ${removed.length} folders and files of the sample removed.\n\nNext:\n`,
    )
    output.out(steps.map((step, i) => `${i + 1}. ${step}\n`).join(''))
  }
  return 0
}
