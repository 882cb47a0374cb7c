/** Addresses on github.com alone, because callers trust GitHub's own token issuer. */
const address =
  /^(?:https:\/\/github\.com\/|ssh:\/\/git@github\.com\/|git@github\.com:)([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/

/** Owner and name of a GitHub repository; `undefined` for another host. @param url as in `fleet.repository.url` */
export function gitHubRepository(url: string): { readonly owner: string; readonly name: string } | undefined {
  const [, owner, name] = address.exec(url) ?? []
  return owner === undefined || name === undefined ? undefined : { owner, name }
}
