import { issue, show, type Issue } from '@slipway/core'
import { identityCenterGroup } from '../argo-cd.ts'
import type { FleetData } from '../fleet.ts'
import type { ClusterDraft, Part } from './fleet-rules.ts'

const fleetFile = 'fleet/fleet.ts'
const code = 'managed-argo-cd'
const orSelf = "take it out, or set argocd: 'self'"

/**
 * Settings that the capability lacks. It would ignore them in silence (AWS, "Configure Argo CD settings": "The
 * capability ignores any unsupported fields and features that you set"), so each is an error here.
 */
export function argoCdIssues(fleet: Part<FleetData>, clusters: readonly ClusterDraft[]): Issue[] {
  const { argocd: by, identityCenter: center, signOn, repository, addons, teams = {} } = fleet
  const found: Issue[] = []
  const add = (at: string, got: string, want: string, hint: string, file = fleetFile) =>
    found.push(issue(file, at, code, got, want, hint))
  if (by !== 'eks') {
    if (center !== undefined)
      add('identityCenter', 'given', "nothing where Argo CD's own chart runs", "take it out, or set argocd: 'eks'")
    return found
  }
  if (center === undefined)
    add(
      'identityCenter',
      'nothing',
      'IAM Identity Center, the only way to sign on to the capability',
      'write identityCenter: { instance, region, admins }',
    )
  if (signOn?.argocd !== undefined)
    add(
      'signOn.argocd',
      show(signOn.argocd),
      'nothing: people sign on to the capability by IAM Identity Center alone',
      'take it out; Grafana keeps its own',
    )
  if (repository?.dispatch === true)
    add(
      'repository.dispatch',
      'true',
      'nothing: Slipway has no notifications for the capability, so nobody would open the next step',
      'take it out; the next step opens by the schedule or by hand (docs/github-and-aws.md)',
    )
  for (const { file, data } of [{ file: fleetFile, data: { addons } }, ...clusters])
    if (data.addons?.['argo-cd'] !== undefined)
      add('addons.argo-cd', 'given', 'nothing: the capability has no chart and no values', orSelf, file)
  for (const [name, { group }] of Object.entries(teams))
    if (!identityCenterGroup.test(group))
      add(
        `teams.${name}.group`,
        show(group),
        'the id of a group in IAM Identity Center: projects of the capability know no names',
        'write the id that `aws identitystore list-groups` says',
      )
  return found
}

/**
 * Signed sources and merging by rebase exclude each other: GitHub signs no rebased commits (GitHub, "About pull request
 * merges").
 */
export function signedSourceIssues({ argocd: by, signedSource, repository }: Part<FleetData>): Issue[] {
  if (signedSource === undefined) return []
  const found: Issue[] = []
  if (repository !== undefined && repository.merge !== 'merge' && repository.merge !== 'squash')
    found.push(
      issue(
        fleetFile,
        'repository.merge',
        'unsigned-merges',
        show(repository.merge),
        '"merge" or "squash" beside "signedSource": GitHub signs those, and no commits of a rebase',
        `write merge: 'squash', and allow nothing else in the repository's settings`,
      ),
    )
  if (by === 'eks') {
    const want = 'nothing: no page of AWS says how the capability gets keys from git'
    found.push(issue(fleetFile, 'signedSource', code, 'given', want, orSelf))
  }
  return found
}
