import { mapValues, type Fields } from '@slipway/kube'
import path from 'node:path'
import { asCloudFormation, inOrder, stackId, type AwsStack, type PolicyDocument } from '@slipway/aws'
import { bounded, resolved, type Decision } from '@slipway/aws/judge'
import { ok, type Outcome, type Template } from '@slipway/core'
import { toolEnded, type PythonTools } from './python-tools.ts'
import { questionsOf, rolesOf, type Question } from './questions.ts'

const script = path.join(import.meta.dirname, 'try_stacks.py')

interface PlayedStack {
  readonly id: string
  /** Types of resources that moto does not make. */
  readonly unknown: readonly string[]
  readonly done: readonly ('created' | 'updated' | 'deleted')[]
  readonly failed?: { readonly step: string; readonly said: string }
}

export interface Played {
  readonly stacks: readonly PlayedStack[]
  readonly questions: number
  readonly allowed: number
  /** The questions that moto answers otherwise than we do. */
  readonly disagreements: readonly (Omit<Question, 'role'> & { readonly role: string; readonly moto: Decision })[]
}

/** A real change: one more tag on each resource with tags. */
function changed(template: Template): Template {
  const tag = { Key: 'tried', Value: 'twice' }
  const more = (one: Template['Resources'][string]) => {
    const properties = (one['Properties'] ?? {}) as Fields
    const { Tags: tags } = properties
    return Array.isArray(tags) ? { ...one, Properties: { ...properties, Tags: [...(tags as unknown[]), tag] } } : one
  }
  return {
    ...template,
    Description: `${template.Description}, changed`,
    Resources: mapValues(template.Resources, more),
  }
}

/** Named in AWS as its file is; a stack of any region is played in the given one. */
const asked = (stack: AwsStack, region: string) => {
  const { template } = asCloudFormation(stack)
  return template === undefined
    ? []
    : [
        {
          id: stackId(stack),
          account: stack.account,
          region: stack.region ?? region,
          name: stack.name,
          template,
          changed: changed(template),
        },
      ]
}

/** Moto has no `?` in patterns; the end of a secret's ARN may be anything to it. */
const forMoto = (document: unknown): unknown => JSON.parse(JSON.stringify(document).replaceAll('-??????', '-*'))

/** Has moto make, change and delete the stacks in their order, and decide what roles may. */
export async function playStacks(stacks: readonly AwsStack[], { run }: PythonTools): Promise<Outcome<Played>> {
  const region = stacks.find((one) => one.region !== null)?.region ?? 'us-east-1'
  const questions = questionsOf(rolesOf(stacks))
  const policies: unknown[] = []
  const index = new Map<PolicyDocument, number>()
  const put = (document: PolicyDocument): number => {
    const known = index.get(document)
    if (known !== undefined) return known
    index.set(document, policies.length)
    return policies.push(forMoto(resolved(document))) - 1
  }
  const pairs = questions.flatMap(({ role, action, resource }) => [
    { policies: role.rights.map(put), action, resource },
    { policies: role.boundary === undefined ? [] : [put(role.boundary)], action, resource },
  ])
  const input = JSON.stringify({
    stacks: inOrder(stacks).flatMap((one) => asked(one, region)),
    policies,
    questions: pairs,
  })
  const done = await run([script], input)
  if (done.code !== 0) return toolEnded('tools/slipway/aws/try_stacks.py', 'moto-ended', 'moto', done.stderr)
  const said = JSON.parse(done.stdout) as { stacks: readonly PlayedStack[]; decisions: readonly Decision[] }
  const disagreements = questions.flatMap(({ role, ...question }, i) => {
    const [own = 'not-allowed', most = 'not-allowed'] = said.decisions.slice(2 * i, 2 * i + 2)
    const moto = bounded(own, role.boundary === undefined ? 'allowed' : most)
    return moto === question.decision ? [] : [{ ...question, role: role.stack, moto }]
  })
  return ok({
    stacks: said.stacks,
    questions: questions.length,
    allowed: questions.filter(({ decision }) => decision === 'allowed').length,
    disagreements,
  })
}
