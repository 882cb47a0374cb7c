import { awsApp, awsStacks, type AwsStack } from '@slipway/aws'
import type { Output } from '@slipway/cli'
import { thisMachine } from '@slipway/cli/program'
import { counted, formatIssues, ok, type Issue, type Outcome } from '@slipway/core'
import { isolated, type Fleet } from '@slipway/fleet'
import { resolveFunctions } from '@slipway/model'
import { loadEstate } from '@slipway/spec'
import { lintStacks } from './lint.ts'
import { playStacks, type Played } from './moto.ts'
import { objectsOf, tryObjects, type PlacedObject, type TriedObject } from './objects.ts'
import { pythonTools, type PythonTools } from './python-tools.ts'
import { smellIssue, smellsOf, sortSmells } from './smells/smells.ts'

interface EstateStacks {
  readonly fleet: Fleet
  readonly stacks: readonly AwsStack[]
  /** Resources in AWS that controllers make, and no stack. */
  readonly objects: readonly PlacedObject[]
}

export async function estateStacks(root: string): Promise<Outcome<EstateStacks>> {
  const estate = await isolated(() => loadEstate(root))
  if (!estate.ok) return estate
  const { fleet, apps } = estate.value
  const stacks = awsStacks(fleet, apps.map(awsApp), resolveFunctions(estate.value))
  return ok({ fleet, stacks, objects: objectsOf(fleet, apps) })
}

interface Options {
  readonly root: string
  readonly json: boolean
}

async function withTools<T>(
  { root, json }: Options,
  { out, err }: Output,
  work: (estate: EstateStacks, tools: PythonTools) => Promise<Outcome<T>>,
  tell: (done: T) => { readonly text: string; readonly isWell: boolean },
): Promise<0 | 1> {
  const refused = (said: string): 1 => {
    err(`${said}\n`)
    return 1
  }
  const estate = await estateStacks(root)
  if (!estate.ok) return refused(formatIssues(estate.issues))
  const tools = await pythonTools(thisMachine(), err)
  if (!tools.ok) return refused(formatIssues(tools.issues))
  const done = await work(estate.value, tools.value)
  if (!done.ok) return refused(formatIssues(done.issues))
  const { text, isWell } = tell(done.value)
  out(json ? `${JSON.stringify(done.value, null, 2)}\n` : text)
  return isWell ? 0 : 1
}

interface Judged {
  readonly stacks: number
  readonly policies: number
  /** Findings of policies that stay, each with its reason. */
  readonly accepted: number
  readonly issues: readonly Issue[]
}

/** Findings of cfn-lint on templates, and of parliament and cloudsplaining on the policies in them. */
export async function judgeStacks(stacks: readonly AwsStack[], tools: PythonTools): Promise<Outcome<Judged>> {
  const linted = await lintStacks(stacks, tools)
  if (!linted.ok) return linted
  const found = await smellsOf(stacks, tools)
  if (!found.ok) return found
  const { policies, smells } = found.value
  const { open } = sortSmells(smells)
  return ok({
    stacks: linted.value.stacks,
    policies,
    accepted: smells.length - open.length,
    issues: [...linted.value.issues, ...open.map(smellIssue)],
  })
}

const judgedText = ({ stacks, policies, accepted, issues }: Judged): string =>
  issues.length === 0
    ? `${counted(stacks, 'stack')}, cfn-lint finds nothing\n` +
      `${policies} ${policies === 1 ? 'policy' : 'policies'}, parliament and cloudsplaining find nothing but what has a reason (${accepted})\n`
    : `${formatIssues(issues)}\n`

export const lint = (options: Options, output: Output): Promise<0 | 1> =>
  withTools(
    options,
    output,
    ({ stacks }, tools) => judgeStacks(stacks, tools),
    (done) => ({ text: judgedText(done), isWell: done.issues.length === 0 }),
  )

/** Stacks that were played, and those that were not. */
export function playedText({ stacks, questions, allowed, disagreements }: Played): string {
  const failed = stacks.filter((one) => one.failed !== undefined)
  const played = stacks.filter(({ done }) => done.length === 3)
  const whole = played.filter(({ unknown }) => unknown.length === 0)
  const absent = stacks.filter(({ done, failed }) => done.length === 0 && failed === undefined)
  const unknown = Map.groupBy(
    stacks.flatMap((one) => one.unknown.map((type) => ({ type, id: one.id }))),
    ({ type }) => type,
  )
  return [
    `${counted(played.length, 'stack')} made, changed and deleted in their order, ${whole.length} of them whole`,
    ...failed.map(({ id, failed }) => `FAILED ${id}: ${failed?.step ?? ''}: ${failed?.said ?? ''}`),
    `${counted(absent.length, 'stack')} not exercised: moto knows nothing in them`,
    ...[...unknown].sort().map(([type, all]) => `  not exercised: ${type}, in ${counted(all.length, 'stack')}`),
    `${counted(questions, 'question')} about rights, ${allowed} allowed; moto decides otherwise in ${disagreements.length}`,
    ...disagreements.map(
      (one) => `DIFFERS ${one.role}: ${one.action} on ${one.resource}: ${one.decision}, moto ${one.moto}`,
    ),
    '',
  ].join('\n')
}

const isKept = ({ lost }: TriedObject): boolean => lost.length === 0

/** How moto stored objects of ACK. */
export const triedText = (objects: readonly TriedObject[]): string =>
  objects.length === 0
    ? ''
    : [
        `${counted(objects.length, 'object')} of ACK: moto took their calls, and has ${objects.filter(isKept).length} as they say`,
        ...objects.flatMap(({ file, lost }) => lost.map((one) => `LOST ${file}: ${one}`)),
        '',
      ].join('\n')

async function playAll({ stacks, objects }: EstateStacks, tools: PythonTools) {
  const played = await playStacks(stacks, tools)
  if (!played.ok) return played
  const tried = await tryObjects(objects, tools)
  return tried.ok ? ok({ ...played.value, objects: tried.value }) : tried
}

export const play = (options: Options, output: Output): Promise<0 | 1> =>
  withTools(options, output, playAll, (done) => ({
    text: playedText(done) + triedText(done.objects),
    isWell:
      done.disagreements.length === 0 &&
      done.stacks.every((one) => one.failed === undefined) &&
      done.objects.every(isKept),
  }))
