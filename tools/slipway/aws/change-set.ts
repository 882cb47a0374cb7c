import { setTimeout as sleep } from 'node:timers/promises'
import { readJson } from '@slipway/core'
import { at, fields, list, text } from '@slipway/kube'
import type { Ask } from './drift.ts'

/** A stack of a function, as git has it. */
export interface FunctionTemplate {
  readonly app: string
  readonly file: string
  readonly name: string
}

interface ResourceChange {
  readonly action: string
  readonly id: string
  readonly type: string
  /** `True`, `False`, `Conditional`, or nothing for what is new. */
  readonly replaced: string
}

export interface ChangeSet {
  readonly app: string
  readonly stack: string
  readonly arn: string
  readonly changes: readonly ResourceChange[]
}

/** Milliseconds between two questions, and how often they are asked. */
export interface Patience {
  readonly pause: number
  readonly times: number
}

/** AWS' own sentences, since its codes for both, ValidationError and FAILED, stand for any other failure, too. */
const says = {
  noStack: /does not exist/,
  noChange: /didn't contain changes|No updates are to be performed/,
}

const cloudFormation = async (ask: Ask, region: string, ...words: readonly string[]): Promise<unknown> =>
  readJson(await ask(['cloudformation', ...words, '--region', region, '--output', 'json']))

/**
 * States of a stack that an update can start from
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html).
 */
const sound = /^(CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT)_COMPLETE$/
/** CloudFormation makes the stack with its first change set, and it stays so until that is executed. */
const unmade = 'REVIEW_IN_PROGRESS'

/** @returns `undefined` where there is no such stack @throws what AWS says of anything else */
async function stateOf(ask: Ask, region: string, stack: string): Promise<string | undefined> {
  try {
    const said = await cloudFormation(ask, region, 'describe-stacks', '--stack-name', stack)
    return text(fields(list(at(said, 'Stacks'))[0])['StackStatus'])
  } catch (error) {
    if (says.noStack.test((error as Error).message)) return undefined
    throw error
  }
}

function changesIn(said: unknown): readonly ResourceChange[] {
  return list(at(said, 'Changes')).map((one) => {
    const change = fields(at(one, 'ResourceChange'))
    return {
      action: text(change['Action']) ?? '',
      id: text(change['LogicalResourceId']) ?? '',
      type: text(change['ResourceType']) ?? '',
      replaced: text(change['Replacement']) ?? '',
    }
  })
}

/**
 * Has CloudFormation work out what the template of git would change, and changes nothing.
 * @returns `undefined` where nothing would change
 * @throws what AWS says, or why no change can be made of this stack
 */
export async function prepareChangeSet(
  { app, file, name: stack }: FunctionTemplate,
  place: { readonly region: string; readonly role: string; readonly name: string },
  ask: Ask,
  { pause, times }: Patience,
): Promise<ChangeSet | undefined> {
  const { region, role, name } = place
  const state = await stateOf(ask, region, stack)
  if (state !== undefined && state !== unmade && !sound.test(state))
    throw new Error(`the stack is ${state}; mend or delete it first (docs/functions.md)`)
  const kind = state === undefined || state === unmade ? 'CREATE' : 'UPDATE'
  const made = await cloudFormation(
    ask,
    region,
    ...['create-change-set', '--stack-name', stack, '--change-set-name', name, '--change-set-type', kind],
    ...['--template-body', `file://${file}`, '--role-arn', role, '--capabilities', 'CAPABILITY_NAMED_IAM'],
  )
  const arn = text(fields(made)['Id']) ?? ''
  for (let i = 0; i < times; i++) {
    const said = await cloudFormation(ask, region, 'describe-change-set', '--change-set-name', arn)
    const { Status, StatusReason } = fields(said)
    if (Status === 'CREATE_COMPLETE') return { app, stack, arn, changes: changesIn(said) }
    if (Status === 'FAILED') {
      const reason = text(StatusReason) ?? 'it does not say why'
      if (!says.noChange.test(reason)) throw new Error(reason)
      await ask(['cloudformation', 'delete-change-set', '--change-set-name', arn, '--region', region])
      return undefined
    }
    await sleep(pause)
  }
  throw new Error(`the change set ${name} is not there after ${Math.round((pause * times) / 1000)} s`)
}

/** Executes what was approved, and waits for its end. @throws what became of it where it did not go well */
export async function executeChangeSet(
  { stack, arn }: ChangeSet,
  region: string,
  ask: Ask,
  { pause, times }: Patience,
): Promise<void> {
  await ask(['cloudformation', 'execute-change-set', '--change-set-name', arn, '--region', region])
  for (let i = 0; i < times; i++) {
    await sleep(pause)
    const state = await stateOf(ask, region, stack)
    if (state === 'CREATE_COMPLETE' || state === 'UPDATE_COMPLETE') return
    if (state === undefined || /_(COMPLETE|FAILED)$/.test(state)) throw new Error(`the stack is ${state ?? 'gone'}`)
  }
  throw new Error(`the stack still changes after ${Math.round((pause * times) / 60_000)} min`)
}
