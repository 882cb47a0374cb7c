import { issue, show, type Issue } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import type { PolicyDocument } from '../iam/policy.ts'
import { dependencies } from '../model/order.ts'
import { stackId, type AwsStack } from '../model/stack.ts'
import { referencesIn } from '../model/value.ts'
import { stackFile } from '../stack-file.ts'
import { excesses } from './limits.ts'
import { resolvedTexts } from './resolved-text.ts'
import { takenNames } from './taken-names.ts'
import { trustProblems, type TrustCode } from './trust.ts'

/** The trust that is wanted in place of a wide one, and the hint. */
const trustSentences: Readonly<Record<TrustCode, readonly [want: string, hint: string]>> = {
  'trust-anybody': ['principals by their whole name', 'name who may take the role'],
  'trust-provider': ['GitHub, EKS, a service of AWS, or an account of the fleet', 'trust one of these'],
  'trust-account': [
    'an account of the fleet, and by a tag who in it',
    'name the account in fleet/clusters, and add the condition',
  ],
  'trust-audience': ['the audience "sts.amazonaws.com" alone', 'compare it by StringEquals'],
  'trust-subject': [
    'the branch that Argo CD follows, of this repository, alone',
    'compare the whole subject by StringEquals',
  ],
  'trust-pods': [
    'one ServiceAccount of one namespace of one cluster of the fleet',
    'compare the three tags of EKS by StringEquals',
  ],
  'trust-operator': ['whole values, by StringEquals', 'take the operator out: it is true of what nobody thought of'],
  'trust-action': ['sts:AssumeRole, and what goes with it', 'name the action'],
}

/** IAM's sums of a role's inline policies, and of a managed one, in characters without white space. */
const most = { inline: 10_240, managed: 6144, trust: 2048 } as const

const sizeOf = (value: unknown): number => JSON.stringify(value).length

function ofResources(stack: AwsStack, fleet: Fleet): readonly Issue[] {
  const from = `(made from ${stack.source})`
  return Object.entries(stack.resources).flatMap(([id, { type, properties, after }]): readonly Issue[] => {
    const at = `Resources.${id}`
    const named = referencesIn(properties).flatMap((one) =>
      '$ref' in one ? [one.$ref] : '$attribute' in one ? [one.$attribute[0]] : [],
    )
    const lost = [...new Set([...named, ...after])].filter((one) => stack.resources[one] === undefined)
    const tooLong = (what: string, value: unknown, limit: number): readonly Issue[] =>
      value === undefined || sizeOf(value) <= limit
        ? []
        : [
            issue(
              stackFile(stack, fleet),
              `${at}.${what}`,
              'policy-size',
              `${sizeOf(value)} characters`,
              `at most ${limit}, as IAM takes them`,
              `use fewer things in one app, or split it in two ${from}`,
            ),
          ]
    const { AssumeRolePolicyDocument: trust, Policies, PolicyDocument: managed } = properties
    const isRole = type === 'AWS::IAM::Role'
    return [
      ...lost.map((one) =>
        issue(
          stackFile(stack, fleet),
          at,
          'stack-reference',
          `a reference to ${one}`,
          'a resource of the same stack',
          `name one that is there ${from}`,
        ),
      ),
      ...(isRole ? tooLong('Policies', Policies, most.inline) : []),
      ...(isRole ? tooLong('AssumeRolePolicyDocument', trust, most.trust) : []),
      ...(type === 'AWS::IAM::ManagedPolicy' ? tooLong('PolicyDocument', managed, most.managed) : []),
      ...(isRole
        ? trustProblems(trust as unknown as PolicyDocument, fleet).map(({ code, got }) => {
            const [want, hint] = trustSentences[code]
            return issue(stackFile(stack, fleet), `${at}.AssumeRolePolicyDocument`, code, got, want, `${hint} ${from}`)
          })
        : []),
    ]
  })
}

/** A circle of stacks, at each that is in it or waits for it. */
function waiting(stacks: readonly AwsStack[], fleet: Fleet): readonly Issue[] {
  const needed = dependencies(stacks)
  const left = new Map(stacks.map((s) => [stackId(s), s]))
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const id of [...left.keys()]) if ((needed.get(id) ?? []).every((one) => !left.has(one))) left.delete(id)
  }
  return [...left].map(([id, s]) => {
    const on = (needed.get(id) ?? []).filter((one) => left.has(one)).join(', ')
    return issue(
      stackFile(s, fleet),
      '',
      'stack-circle',
      `a wait for ${on}`,
      'an order in which stacks can be made',
      `let one of them wait for none of the others (made from ${s.source})`,
    )
  })
}

/** Checks the stacks of a fleet before AWS sees them. */
export const stackIssues = (stacks: readonly AwsStack[], fleet: Fleet): readonly Issue[] => [
  ...stacks.flatMap((stack) => ofResources(stack, fleet)),
  ...stacks.flatMap((stack) =>
    excesses(stack, fleet).map(({ at, code, got, want, hint, warning }) => ({
      ...issue(stackFile(stack, fleet), at, code, got, want, `${hint} (made from ${stack.source})`),
      ...(warning === true ? { warning } : {}),
    })),
  ),
  ...stacks.flatMap((stack) =>
    resolvedTexts(stack).map(({ at, text }) =>
      issue(
        stackFile(stack, fleet),
        at,
        'stack-resolve',
        show(text),
        'text without {{resolve:...}}: CloudFormation would put the secret or parameter there, whosever it is',
        `take it out; a secret of the team is named in secrets (made from ${stack.source})`,
      ),
    ),
  ),
  ...takenNames(stacks).map(({ stack, at, name, first }) =>
    issue(
      stackFile(stack, fleet),
      at,
      'stack-name',
      show(name),
      `a name of its own in ${stack.account} (${first.id} of ${stackFile(first.stack, fleet)} has it)`,
      `rename one of the two (made from ${stack.source} and ${first.stack.source})`,
    ),
  ),
  ...waiting(stacks, fleet),
]
