/** Where people read a file of the repository, by how its host writes such addresses. */

const remote = /^(?:https:\/\/(?:[^@/]+@)?|ssh:\/\/(?:[^@/]+@)?|git@)([\w.-]+)(?::\d+(?=\/))?[:/](.+?)(?:\.git)?\/?$/

/** GitHub and Gitea, GitLab, Bitbucket: the part before the branch. */
const viewOf = (host: string): string =>
  host.startsWith('gitlab.') ? '-/blob' : host.startsWith('bitbucket.') ? 'src' : 'blob'

/** `undefined` for a repository on disk, which has no page. @param file in the repository, such as docs/state.md */
export function repositoryPage(
  { url, branch }: { readonly url: string; readonly branch: string },
  file: string,
): string | undefined {
  const [, host, name] = remote.exec(url) ?? []
  return host === undefined || name === undefined || url.startsWith('file:')
    ? undefined
    : `https://${host}/${name}/${viewOf(host)}/${branch}/${file}`
}
