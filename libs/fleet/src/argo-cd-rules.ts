import { issue, show, type Issue } from '@slipway/core'
import { identityCenterGroup } from './argo-cd.ts'
import type { FleetData } from './fleet.ts'
import type { ClusterDraft, Part } from './rules.ts'

const fleetFile = 'fleet/fleet.ts'
const code = 'managed-argo-cd'

/**
 * What the capability has not. It would ignore settings in silence (AWS, "Configure Argo CD settings": "The capability
 * ignores any unsupported fields and features that you set"), so each is an error here.
 */
export function argoCdIssues(fleet: Part<FleetData>, clusters: readonly ClusterDraft[]): Issue[] {
  const { argocd: by, identityCenter: center, signOn, repository, addons, teams = {} } = fleet
  if (by !== 'eks')
    return center === undefined
      ? []
      : [
          issue(
            fleetFile,
            'identityCenter',
            code,
            'given',
            "nothing where Argo CD's own chart runs",
            "take it out, or set argocd: 'eks'",
          ),
        ]
  const own = (file: string, path: string) =>
    issue(
      file,
      path,
      code,
      'given',
      'nothing: the capability has no chart and no values',
      "take it out, or set argocd: 'self'",
    )
  return [
    ...(center === undefined
      ? [
          issue(
            fleetFile,
            'identityCenter',
            code,
            'nothing',
            'IAM Identity Center, the only way to sign on to the capability',
            'write identityCenter: { instance, region, admins }',
          ),
        ]
      : []),
    ...(signOn?.argocd === undefined
      ? []
      : [
          issue(
            fleetFile,
            'signOn.argocd',
            code,
            show(signOn.argocd),
            'nothing: people sign on to the capability by IAM Identity Center alone',
            'take it out; Grafana keeps its own',
          ),
        ]),
    ...(repository?.dispatch === true
      ? [
          issue(
            fleetFile,
            'repository.dispatch',
            code,
            'true',
            'nothing: Slipway has no notifications for the capability, so nobody would open the next step',
            'take it out; the next step opens by the schedule or by hand (docs/github-and-aws.md)',
          ),
        ]
      : []),
    ...(addons?.['argo-cd'] === undefined ? [] : [own(fleetFile, 'addons.argo-cd')]),
    ...clusters.flatMap(({ file, data }) =>
      data.addons?.['argo-cd'] === undefined ? [] : [own(file, 'addons.argo-cd')],
    ),
    ...Object.entries(teams).flatMap(([name, team]) =>
      identityCenterGroup.test(team.group)
        ? []
        : [
            issue(
              fleetFile,
              `teams.${name}.group`,
              code,
              show(team.group),
              'the id of a group in IAM Identity Center: projects of the capability know no names',
              'write the id that `aws identitystore list-groups` says',
            ),
          ],
    ),
  ]
}

/** What GitHub does when it merges: a rebase writes commits that nobody signs (GitHub, "About pull request merges"). */
export function signedSourceIssues({ argocd: by, signedSource, repository }: Part<FleetData>): Issue[] {
  if (signedSource === undefined) return []
  const at = 'signedSource'
  const signed = repository?.merge === 'merge' || repository?.merge === 'squash'
  return [
    ...(signed || repository === undefined
      ? []
      : [
          issue(
            fleetFile,
            'repository.merge',
            'unsigned-merges',
            repository.merge === undefined ? 'nothing' : show(repository.merge),
            '"merge" or "squash" beside "signedSource": GitHub signs those, and no commits of a rebase',
            `write merge: 'squash', and allow nothing else in the repository's settings`,
          ),
        ]),
    ...(by === 'eks'
      ? [
          issue(
            fleetFile,
            at,
            code,
            'given',
            'nothing: no page of AWS says how the capability gets keys from git',
            "take it out, or set argocd: 'self'",
          ),
        ]
      : []),
  ]
}
