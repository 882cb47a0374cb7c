/** Only github.com: callers trust its token issuer. */
const address =
  /^(?:https:\/\/github\.com\/|ssh:\/\/git@github\.com\/|git@github\.com:)([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/

/** `undefined` for another host. @param url as in `fleet.repository.url` */
export function gitHubRepository(url: string): { readonly owner: string; readonly name: string } | undefined {
  const [, owner, name] = address.exec(url) ?? []
  return owner === undefined || name === undefined ? undefined : { owner, name }
}
