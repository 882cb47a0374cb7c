import { issue, show, suggestion, type Issue, type Problem } from '@slipway/core'
import type { FleetData } from '../fleet.ts'
import type { Part } from './fleet-rules.ts'
import { kindOfArn, sharedRights } from '../sharing.ts'

const file = 'fleet/fleet.ts'

/** Issues of accounts that trust each other: each has to be an account of the fleet. */
const trustIssues = (trusts: NonNullable<FleetData['trusts']>, accounts: readonly string[]): readonly Issue[] =>
  Object.entries(trusts).flatMap(([owner, users]) =>
    [
      { at: `trusts.${owner}`, account: owner },
      ...users.map((account, i) => ({ at: `trusts.${owner}[${i}]`, account })),
    ].flatMap(({ at, account }) =>
      accounts.includes(account)
        ? []
        : [
            issue(
              file,
              at,
              'unknown-account',
              show(account),
              'an account of a cluster of the fleet',
              `${suggestion(account, accounts)}; what another organisation owns is named in \`external\``,
            ),
          ],
    ),
  )

function externalIssues(external: NonNullable<FleetData['external']>, teams: readonly string[]): readonly Issue[] {
  return Object.entries(external).flatMap(([name, { arn, may, region, key, accepts }]) => {
    const at = `external.${name}`
    const kind = kindOfArn(arn)
    if (kind === undefined) return []
    const rights: readonly string[] = sharedRights[kind]
    const wrong = (field: string, ...problem: Problem) => issue(file, `${at}.${field}`, ...problem)
    return [
      ...may.flatMap((one, i) =>
        rights.includes(one)
          ? []
          : [
              wrong(
                `may[${i}]`,
                'external-may',
                show(one),
                `what is done with a ${kind}: ${rights.join(' or ')}`,
                'correct it',
              ),
            ],
      ),
      ...accepts.flatMap((app, i) => {
        const [team = ''] = app.split('/')
        return teams.includes(team)
          ? []
          : [
              wrong(
                `accepts[${i}]`,
                'unknown-team',
                show(app),
                'an app of a team of the fleet',
                suggestion(team, teams),
              ),
            ]
      }),
      ...(region !== undefined && kind !== 'bucket'
        ? [wrong('region', 'external-region', show(region), 'no region beside an ARN that has its own', 'take it out')]
        : []),
      // AWS lets nobody of another account use the key that Secrets Manager has by itself.
      ...(kind === 'secret' && key === undefined
        ? [
            wrong(
              'key',
              'external-key',
              'nothing',
              "the key of the secret: Secrets Manager's own key opens it to no other account",
              'have its owner encrypt it with a key of KMS, and name that',
            ),
          ]
        : []),
    ]
  })
}

/** Rules on resources that apps use beyond their own place. */
export const sharingIssues = (
  { trusts = {}, external = {}, teams = {} }: Part<Pick<FleetData, 'trusts' | 'external' | 'teams'>>,
  accounts: readonly string[],
): readonly Issue[] => [...trustIssues(trusts, accounts), ...externalIssues(external, Object.keys(teams))]
