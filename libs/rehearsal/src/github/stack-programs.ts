import { readFileSync } from 'node:fs'
import { isFields } from '@slipway/kube'
import { parse } from 'yaml'
import { option, Refused, type Call } from './call.ts'
import type { KeptChangeSet, KeptStack } from './hub-state.ts'

const resourcesOf = (template: string): Readonly<Record<string, { readonly Type?: string }>> => {
  const said: unknown = parse(template)
  return isFields(said) && isFields(said['Resources']) ? (said['Resources'] as never) : {}
}

/** Differences by resource; a template with equal resources changes nothing. */
function changes(before: string | undefined, after: string) {
  const [old, now] = [before === undefined ? {} : resourcesOf(before), resourcesOf(after)]
  const action = (id: string) => (old[id] === undefined ? 'Add' : now[id] === undefined ? 'Remove' : 'Modify')
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((id) => JSON.stringify(old[id]) !== JSON.stringify(now[id]))
    .map((id) => ({
      ResourceChange: { Action: action(id), LogicalResourceId: id, ResourceType: (now[id] ?? old[id])?.Type ?? '' },
    }))
}

/** By the end of the role's name, as libs/aws gives rights. */
function permitted(role: string, verb: string): void {
  const only = new Map([
    ['execute-change-set', 'deploy'],
    ['create-change-set', 'prepare'],
    ['delete-change-set', 'prepare'],
  ]).get(verb)
  if (!['prepare', 'deploy'].some((one) => role.endsWith(`-stack-${one}`) && (only ?? one) === one))
    throw new Refused(`An error occurred (AccessDenied): ${role} is not authorized to perform ${verb}`, 254)
}

/** `aws cloudformation`, for change sets: stacks are files, and are what they shall be at once. */
export function cloudFormation(call: Call): number {
  const { words, hub, env } = call
  const role = env['AWS_SESSION_TOKEN']
  if (role === undefined) throw new Refused('Unable to locate credentials', 253)
  const verb = words[1] ?? ''
  permitted(role, verb)
  const [name, set] = [option(words, 'stack-name') ?? '', option(words, 'change-set-name') ?? '']
  const said = (value: unknown) => call.out(`${JSON.stringify(value)}\n`)
  if (verb === 'describe-stacks') {
    const stack = hub.stacks.get(name)
    if (stack === undefined)
      throw new Refused(`An error occurred (ValidationError): Stack with id ${name} does not exist`, 254)
    said({ Stacks: [{ StackName: name, StackStatus: stack.state }] })
    return 0
  }
  if (verb === 'create-change-set') {
    const template = readFileSync((option(words, 'template-body') ?? '').replace('file://', ''), 'utf8')
    const state = changes(hub.stacks.get(name)?.template, template).length === 0 ? 'empty' : 'ready'
    const id = `arn:aws:cloudformation:::changeSet/${set}/${name}`
    const kept: KeptChangeSet = {
      stack: name,
      template,
      role: option(words, 'role-arn') ?? '',
      preparedBy: role,
      state,
    }
    hub.changeSets.put(id, kept)
    said({ Id: id })
    return 0
  }
  const kept = hub.changeSets.get(set)
  if (kept === undefined) throw new Refused(`An error occurred (ChangeSetNotFound): ${set}`, 254)
  if (verb === 'describe-change-set')
    said(
      kept.state === 'empty'
        ? { Status: 'FAILED', StatusReason: "The submitted information didn't contain changes." }
        : { Status: 'CREATE_COMPLETE', Changes: changes(hub.stacks.get(kept.stack)?.template, kept.template) },
    )
  else if (verb === 'delete-change-set') hub.changeSets.put(set, undefined)
  else if (verb === 'execute-change-set') {
    const before = hub.stacks.get(kept.stack)
    const fails = hub.read('failing').includes(kept.stack)
    const stack: KeptStack = fails
      ? { template: before?.template ?? '', state: 'UPDATE_ROLLBACK_COMPLETE' }
      : { template: kept.template, state: before === undefined ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE' }
    hub.stacks.put(kept.stack, stack)
    hub.changeSets.put(set, { ...kept, state: 'executed', executedBy: role })
  } else throw new Refused(`aws cloudformation ${verb}`)
  return 0
}
