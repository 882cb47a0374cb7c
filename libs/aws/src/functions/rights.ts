import type { ResolvedFunction } from '@slipway/model'
import { allow, type Statement } from '../iam/policy.ts'
import { arn } from '../model/value.ts'
import { appRights } from '../roles/app-rights.ts'
import { sharedRights } from '../roles/shared-rights.ts'
import { functionTraceRights } from '../roles/trace-rights.ts'
import { functionArn, logGroupName } from './names.ts'

export const logActions = ['logs:CreateLogStream', 'logs:PutLogEvents'] as const
export const secretActions = ['secretsmanager:GetSecretValue'] as const

/** Lambda makes and deletes the addresses of functions in a VPC as their role; EC2 has no name for them before. */
export const interfaces: Statement = allow(
  'Addresses',
  [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ],
  '*',
)

/**
 * Lambda acts as the role as well; the code of the function may not, or it could take addresses from nodes and from
 * others: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
const notByCode = (one: ResolvedFunction): Statement => ({
  Sid: 'AddressesNotByCode',
  Effect: 'Deny',
  Action: interfaces.Action,
  Resource: '*',
  Condition: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn(one) } },
})

export const isPrivate = (host: ResolvedFunction['hosts'][number]): boolean => host.private === true
export const isInVpc = ({ hosts }: ResolvedFunction): boolean => hosts.some(isPrivate)

/** Secrets Manager ends the name in an ARN with a dash and six characters of its own. */
const secretArn = ({ region, account }: ResolvedFunction['cluster'], secret: string) =>
  arn(`secretsmanager:${region}:${account}:secret:${secret}-??????`)

/**
 * Exactly what a function uses: as an app, and what pods have others do for them, which is its log, its secrets and its
 * addresses.
 */
export function functionRights(one: ResolvedFunction): readonly Statement[] {
  const { cluster, team, sends, works, needs, used, secrets } = one
  const names = [...new Set(secrets.map(({ secret }) => secret))].sort()
  return [
    ...appRights({ team, sends, works, needs }, cluster),
    ...sharedRights(used),
    allow('Log', logActions, arn(`logs:${cluster.region}:${cluster.account}:log-group:${logGroupName(one)}:*`)),
    ...(names.length === 0
      ? []
      : [
          allow(
            'ReadSecrets',
            secretActions,
            names.map((secret) => secretArn(cluster, secret)),
          ),
        ]),
    ...functionTraceRights(cluster),
    ...(isInVpc(one) ? [interfaces, notByCode(one)] : []),
  ]
}
