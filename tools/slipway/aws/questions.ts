import { stackId, type AwsStack, type PolicyDocument } from '@slipway/aws'
import { evaluate, type Decision } from '@slipway/aws/judge'

/** A role of the estate, with what bounds it. */
interface Role {
  readonly stack: string
  readonly rights: readonly PolicyDocument[]
  readonly boundary: PolicyDocument | undefined
}

export interface Question {
  readonly role: Role
  readonly action: string
  readonly resource: string
  readonly decision: Decision
}

const documents = (value: unknown): readonly PolicyDocument[] =>
  ((value ?? []) as readonly { readonly PolicyDocument: PolicyDocument }[]).map((one) => one.PolicyDocument)

/** Roles without conditions in their rights: moto knows no condition but of trust. */
export function rolesOf(stacks: readonly AwsStack[]): readonly Role[] {
  const all = stacks.flatMap((stack) => Object.values(stack.resources).map((one) => ({ ...one, stack })))
  const boundaries = new Map(
    all
      .filter(({ type }) => type === 'AWS::IAM::ManagedPolicy')
      .map(({ stack, properties }) => [
        `iam::${stack.account}:policy/${String(properties['ManagedPolicyName'])}`,
        properties['PolicyDocument'] as unknown as PolicyDocument,
      ]),
  )
  return all
    .filter(({ type }) => type === 'AWS::IAM::Role')
    .flatMap(({ stack, properties }) => {
      const { PermissionsBoundary: most } = properties
      const rights = documents(properties['Policies'])
      if (rights.some(({ Statement }) => Statement.some(({ Condition }) => Condition !== undefined))) return []
      const name = typeof most === 'object' && '$arn' in most ? String(most['$arn']) : undefined
      return [
        {
          stack: stackId(stack),
          rights,
          boundary: name === undefined ? undefined : boundaries.get(name),
        },
      ]
    })
}

const strange = [
  ['iam:CreateRole', '*'],
  ['iam:PassRole', 'arn:aws:iam::111122223333:role/admin'],
  ['sts:AssumeRole', 'arn:aws:iam::111122223333:role/admin'],
  ['ec2:RunInstances', '*'],
  ['s3:GetObject', 'arn:aws:s3:::somebody-elses/secret'],
  ['s3:DeleteBucket', 'arn:aws:s3:::somebody-elses'],
  ['secretsmanager:GetSecretValue', '*'],
  ['kms:Decrypt', '*'],
  ['dynamodb:DeleteTable', '*'],
  ['organizations:LeaveOrganization', '*'],
] as const

/** Asks each role for every right on every resource that any role names. */
export function questionsOf(roles: readonly Role[]): readonly Question[] {
  const statements = roles.flatMap(({ rights }) => rights.flatMap(({ Statement }) => Statement))
  const actions = [...new Set(statements.flatMap(({ Action }) => Action))]
  const resources = [
    ...new Set(
      statements
        .flatMap(({ Resource }) => (Array.isArray(Resource) ? Resource : [Resource]))
        .flatMap((one) => (typeof one === 'object' && '$arn' in one ? [`arn:aws:${String(one.$arn)}`] : []))
        .map((one) => one.replaceAll('*', 'any')),
    ),
  ]
  const asked = [
    ...actions.flatMap((action) =>
      resources
        // A service is asked for what is its own.
        .filter((one) => one.split(':')[2] === action.split(':')[0])
        .map((resource) => [action, resource] as const),
    ),
    ...strange,
  ]
  return roles.flatMap((role) =>
    asked.map(([action, resource]) => ({
      role,
      action,
      resource,
      decision: evaluate(role.rights, role.boundary, { action, resource }),
    })),
  )
}
