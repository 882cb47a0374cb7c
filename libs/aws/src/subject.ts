import { gitHubRepository, type Fleet } from '@slipway/fleet'

/**
 * The token's subject for a job with a GitHub environment. It names no branch: the environment has to admit only one.
 */
export function environmentSubject(fleet: Pick<Fleet, 'repository'>, environment: string): string | undefined {
  const who = repositorySubject(fleet)
  return who === undefined ? undefined : `${who}:environment:${environment}`
}

/**
 * The `sub` claim of GitHub's token for the branch that Argo CD follows, nothing else. Ids of owner and repository
 * guard against reused names, from 2026-07-15 on or opted in (aws-actions/configure-aws-credentials, README, "OIDC").
 * @returns `undefined` outside of GitHub
 */
export function subject(fleet: Pick<Fleet, 'repository'>): string | undefined {
  const who = repositorySubject(fleet)
  return who === undefined ? undefined : `${who}:ref:refs/heads/${fleet.repository.branch}`
}

function repositorySubject({ repository: { url, ids } }: Pick<Fleet, 'repository'>): string | undefined {
  const found = gitHubRepository(url)
  if (found === undefined) return undefined
  const { owner, name } = found
  const who = ids === undefined ? `${owner}/${name}` : `${owner}@${ids.owner}/${name}@${ids.repository}`
  return `repo:${who}`
}
