import { gitHubRepository, type Fleet } from '@slipway/fleet'

/**
 * Who GitHub's token says is asking, for a run on the branch that Argo CD follows and nothing else: no pull request, no other branch, no
 * environment (a job with one has another subject).
 *
 * With the numbers of owner and repository, a name that was given up and taken by somebody else is not enough. Repositories made since
 * 2026-07-15, and those that chose it, have this form; others have the one without numbers (aws-actions/configure-aws-credentials,
 * README, "OIDC").
 * @returns nothing when the repository is not on GitHub
 */
export function subject({ repository: { url, branch, ids } }: Pick<Fleet, 'repository'>): string | undefined {
  const found = gitHubRepository(url)
  if (found === undefined) return undefined
  const { owner, name } = found
  const who = ids === undefined ? `${owner}/${name}` : `${owner}@${ids.owner}/${name}@${ids.repository}`
  return `repo:${who}:ref:refs/heads/${branch}`
}
