import { gitHubRepository, type Fleet } from '@slipway/fleet'

/**
 * The `sub` claim of GitHub's token for a run on the branch that Argo CD follows: no pull request, other branch or environment.
 *
 * Ids of owner and repository guard against reused names. Repositories since 2026-07-15, and those that opted in, have them
 * (aws-actions/configure-aws-credentials, README, "OIDC").
 * @returns `undefined` if the repository is not on GitHub
 */
export function subject({ repository: { url, branch, ids } }: Pick<Fleet, 'repository'>): string | undefined {
  const found = gitHubRepository(url)
  if (found === undefined) return undefined
  const { owner, name } = found
  const who = ids === undefined ? `${owner}/${name}` : `${owner}@${ids.owner}/${name}@${ids.repository}`
  return `repo:${who}:ref:refs/heads/${branch}`
}
