import { runsItself, type Fleet } from '@slipway/fleet'
import type { PolicyDocument, Statement } from '../iam/policy.ts'
import { isReference, type Value } from '../model/value.ts'
import { deployEnvironment, deploysStacks } from '../deploy/deploy-names.ts'
import { environmentSubject, subject } from '../subject.ts'

export type TrustCode =
  | 'trust-anybody'
  | 'trust-provider'
  | 'trust-account'
  | 'trust-audience'
  | 'trust-subject'
  | 'trust-pods'
  | 'trust-operator'
  | 'trust-action'

interface TrustProblem {
  readonly code: TrustCode
  readonly got: string
}

const gitHub = 'token.actions.githubusercontent.com'
const pods = 'pods.eks.amazonaws.com'
const podTags = ['eks-cluster-arn', 'kubernetes-namespace', 'kubernetes-service-account'] as const

const listOf = (value: Value | undefined): readonly Value[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly Value[]) : [value]
const textOf = (value: Value): string =>
  typeof value === 'object' && isReference(value) && '$arn' in value ? `arn:aws:${value.$arn}` : String(value)
const textsOf = (value: Value | undefined): readonly string[] => listOf(value).map(textOf)
const isPattern = (text: string): boolean => /[*?]/.test(text)

/** The texts with which a condition compares a key; none for other operators. */
const exactly = ({ Condition = {} }: Statement, key: string): readonly string[] =>
  Object.entries(Condition['StringEquals'] ?? {}).flatMap(([name, value]) =>
    name.toLowerCase() === key.toLowerCase() ? textsOf(value) : [],
  )

/** `ForAllValues` holds for an empty request, and a pattern for names that its author did not think of. */
const looseOperators = ({ Condition = {} }: Statement): readonly string[] =>
  Object.keys(Condition).filter((operator) => /^ForAllValues:|IfExists$|Not|Like/.test(operator))

function federated(name: string, statement: Statement, fleet: Fleet): readonly TrustProblem[] {
  if (!new RegExp(`^arn:aws:iam::\\d{12}:oidc-provider/${gitHub}$`).test(name))
    return [{ code: 'trust-provider', got: name }]
  const [audiences, subjects] = [exactly(statement, `${gitHub}:aud`), exactly(statement, `${gitHub}:sub`)]
  // The environment of GitHub decides who may: `npx slipway doctor --github` looks at it.
  const environments = deploysStacks(fleet) ? fleet.environments : []
  const right = new Set([
    subject(fleet),
    ...environments.map((one) => environmentSubject(fleet, deployEnvironment(one))),
  ])
  return [
    ...(audiences.length === 1 && audiences[0] === 'sts.amazonaws.com'
      ? []
      : [{ code: 'trust-audience' as const, got: audiences.join(', ') || 'any audience' }]),
    ...(subjects.length > 0 && subjects.every((one) => right.has(one))
      ? []
      : [{ code: 'trust-subject' as const, got: subjects.join(', ') || 'any subject' }]),
  ]
}

function ofPods(statement: Statement, { clusters }: Fleet): readonly TrustProblem[] {
  const asked = podTags.map((tag) => [tag, exactly(statement, `aws:RequestTag/${tag}`)] as const)
  const open = asked.filter(([, values]) => values.length !== 1 || values.some(isPattern))
  if (open.length > 0)
    return [{ code: 'trust-pods', got: open.map(([tag, values]) => `${tag} ${values.join(', ') || 'any'}`).join(', ') }]
  const [arn = ''] = exactly(statement, 'aws:RequestTag/eks-cluster-arn')
  const known = clusters.map(({ region, account, name }) => `arn:aws:eks:${region}:${account}:cluster/${name}`)
  return known.includes(arn) ? [] : [{ code: 'trust-pods', got: arn }]
}

function ofAccount(name: string, statement: Statement, { clusters }: Fleet): readonly TrustProblem[] {
  const account = /^arn:aws:iam::(\d{12}):(?:root|role\/[^*?]+)$/.exec(name)?.[1]
  if (account === undefined || !clusters.some((one) => one.account === account))
    return [{ code: 'trust-account', got: name }]
  if (!name.endsWith(':root')) return []
  // All of an account is everybody in it: only for an External Secrets whose role the fleet does not know, by its
  // session's tags.
  const [cluster] = exactly(statement, 'aws:PrincipalTag/eks-cluster-name')
  const isUnknown = clusters.some(
    (one) => one.name === cluster && one.account === account && runsItself(one, 'external-secrets'),
  )
  return isUnknown ? [] : [{ code: 'trust-account', got: `${name}, which is everybody in it` }]
}

function ofStatement(statement: Statement, fleet: Fleet): readonly TrustProblem[] {
  if (statement.Effect === 'Deny') return []
  const { Principal, Action } = statement
  const actions = typeof Action === 'string' ? [Action] : Action
  const wrong = actions.filter(
    (one) => !/^sts:(AssumeRole|AssumeRoleWithWebIdentity|TagSession|SetSourceIdentity)$/.test(one),
  )
  const loose = looseOperators(statement)
  const who =
    Principal === undefined || Principal === '*'
      ? ([['AWS', '*']] as const)
      : Object.entries(Principal).flatMap(([kind, names]) => textsOf(names).map((name) => [kind, name] as const))
  return [
    ...wrong.map((got): TrustProblem => ({ code: 'trust-action', got })),
    ...loose.map((got): TrustProblem => ({ code: 'trust-operator', got })),
    ...who.flatMap(([kind, name]): readonly TrustProblem[] => {
      if (isPattern(name)) return [{ code: 'trust-anybody', got: `${kind} ${name}` }]
      if (kind === 'Federated') return federated(name, statement, fleet)
      if (kind === 'AWS') return ofAccount(name, statement, fleet)
      if (kind !== 'Service' || !/^[a-z0-9.-]+\.amazonaws\.com$/.test(name))
        return [{ code: 'trust-provider', got: `${kind} ${name}` }]
      return name === pods ? ofPods(statement, fleet) : []
    }),
  ]
}

/**
 * Trust that is too wide. A role may trust one branch of one repository for one audience, one ServiceAccount of one
 * cluster of the fleet, or a named principal in one of its accounts.
 */
export const trustProblems = ({ Statement }: PolicyDocument, fleet: Fleet): readonly TrustProblem[] =>
  Statement.flatMap((statement) => ofStatement(statement, fleet))
