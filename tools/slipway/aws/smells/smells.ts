import path from 'node:path'
import type { AwsStack } from '@slipway/aws'
import { issue, ok, type Issue, type Outcome } from '@slipway/core'
import { acceptedSmells, type AcceptedSmell } from './accepted-smells.ts'
import { policiesOf, type StackPolicy } from './policies.ts'
import { toolEnded, type PythonTools } from '../python-tools.ts'

const script = path.join(import.meta.dirname, 'smells.py')

export interface Smell {
  readonly policy: StackPolicy
  readonly tool: 'parliament' | 'cloudsplaining'
  readonly code: string
  /** The action, or what the tool says of it. */
  readonly of: string
}

/** All findings of parliament and cloudsplaining. */
export async function smellsOf(
  stacks: readonly AwsStack[],
  { run }: PythonTools,
): Promise<Outcome<{ readonly policies: number; readonly smells: readonly Smell[] }>> {
  const policies = policiesOf(stacks)
  const done = await run([script], JSON.stringify(policies))
  if (done.code !== 0) {
    const both = 'parliament and cloudsplaining'
    return toolEnded('tools/slipway/aws/smells/smells.py', 'smells-ended', both, done.stderr)
  }
  const said = JSON.parse(done.stdout) as readonly (Omit<Smell, 'policy'> & { readonly policy: number })[]
  return ok({
    policies: policies.length,
    smells: said.flatMap((one) => {
      const policy = policies[one.policy]
      return policy === undefined ? [] : [{ ...one, policy }]
    }),
  })
}

const literal = (text: string): string => text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`).test(text)

const nameOf = ({ policy: { stack, at } }: Smell): string =>
  `${stack.split('/').at(-1) ?? ''}/${at.split('.')[0] ?? ''}`

interface Sorted {
  readonly open: readonly Smell[]
  /** Rows that accept nothing any more: code, policy and the names in them. */
  readonly stale: readonly string[]
}

/** Which findings stay open, and which rows are about nothing that was found. */
export function sortSmells(smells: readonly Smell[], rows: readonly AcceptedSmell[] = acceptedSmells): Sorted {
  const all = rows.flatMap(({ code, policy, of }) => of.map((one) => ({ code, policy, of: one })))
  const used = new Set<(typeof all)[number]>()
  const open = smells.filter((smell) => {
    const found = all.filter(
      ({ code, policy, of }) => code === smell.code && matches(policy, nameOf(smell)) && matches(of, smell.of),
    )
    for (const one of found) used.add(one)
    return found.length === 0
  })
  return {
    open,
    stale: all.filter((one) => !used.has(one)).map(({ code, policy, of }) => `${code} in ${policy}: ${of}`),
  }
}

export const smellIssue = ({ policy, tool, code, of }: Smell): Issue =>
  issue(
    `aws/${policy.stack}.yaml`,
    `Resources.${policy.at}`,
    `${tool}-${code.toLowerCase().replaceAll('_', '-')}`,
    of,
    'a policy that says what it means, and no more than is needed',
    'narrow it where it is made, or name it with its reason in tools/slipway/aws/smells/accepted-smells.ts',
  )
