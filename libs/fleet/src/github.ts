/** A repository on GitHub, as its address names it. */
export interface GitHubRepository {
  readonly owner: string
  readonly name: string
}

/** The three ways of writing the address; GitHub's own host only, because what asks for this speaks to GitHub's own token issuer. */
const address =
  /^(?:https:\/\/github\.com\/|ssh:\/\/git@github\.com\/|git@github\.com:)([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/

/** Whose repository an address is, or nothing when it is not on GitHub. @param url as `fleet.repository.url` has it */
export function gitHubRepository(url: string): GitHubRepository | undefined {
  const [, owner, name] = address.exec(url) ?? []
  return owner === undefined || name === undefined ? undefined : { owner, name }
}
