import { appRoleName, functionRoleName, type Fleet, type SharedKind, type SharedRight } from '@slipway/fleet'
import { resolveUses } from '@slipway/model'
import type { AwsApp } from '../aws-app.ts'
import type { Statement } from '../iam/policy.ts'
import { arn, type Reference } from '../model/value.ts'
import { byGrant } from '../roles/shared-rights.ts'

/** A role that uses what an app owns. */
export interface Borrower {
  readonly kind: SharedKind
  readonly may: SharedRight
  /** The whole ARN of the resource that it uses. */
  readonly arn: string
  readonly account: string
  readonly role: string
}

/** Borrowers in all accounts where their apps run or will run. */
export const borrowersOf = (apps: readonly AwsApp[], fleet: Fleet): readonly Borrower[] =>
  fleet.clusters.flatMap((cluster) =>
    apps.flatMap(({ name, isFunction, uses }) =>
      resolveUses(uses[cluster.environment]?.borrows, fleet, cluster)
        .filter(({ isOwn }) => isOwn)
        .map(({ kind, may, arn: whole }): Borrower => {
          const role = (isFunction ? functionRoleName : appRoleName)(cluster, name)
          return { kind, may, arn: whole, account: cluster.account, role }
        }),
    ),
  )

/**
 * The half that is the owner's: exactly these roles, by name. The principal is their account and the role a condition,
 * as AWS takes no policy that names a role which is not there yet, and keeps an unreadable id of one that was made
 * anew. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 * @param thing the ARN of what is owned, as its policy writes it
 */
export function lentTo(
  borrowers: readonly Borrower[],
  whole: string,
  thing: Reference,
  inside?: Reference,
): readonly Statement[] {
  const sorted = (texts: readonly string[]) => [...new Set(texts)].sort()
  return byGrant(borrowers.filter((one) => one.arn === whole)).map(
    ({ sid, actions, below, things }): Statement => ({
      Sid: `Lent${sid}`,
      Effect: 'Allow',
      Principal: { AWS: sorted(things.map(({ account }) => account)).map((account) => arn(`iam::${account}:root`)) },
      Action: actions,
      Resource: below === undefined ? thing : (inside ?? thing),
      Condition: {
        ArnEquals: {
          'aws:PrincipalArn': sorted(things.map(({ account, role }) => `iam::${account}:role/${role}`)).map((one) =>
            arn(one),
          ),
        },
      },
    }),
  )
}
