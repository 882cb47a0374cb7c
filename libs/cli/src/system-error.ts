import { formatIssues, issue } from '@slipway/core'

/** Errors of the file system by code: a sentence and a hint. */
const words: Readonly<Record<string, readonly [got: string, hint: string]>> = {
  EACCES: ['you may not', 'give yourself the right to it, then run it again'],
  EPERM: ['you may not', 'give yourself the right to it, then run it again'],
  EROFS: ['the disk is read-only', 'work on a disk that can be written, then run it again'],
  ENOSPC: ['the disk is full', 'free some space, then run it again'],
  EDQUOT: ['your quota is used up', 'free some space, then run it again'],
  ENOENT: ['there is no such file', 'put it there, or take away what leads to it'],
  EISDIR: ['it is a folder', 'delete it, or put a file there'],
  ENOTDIR: ['a part of the path is no folder', 'put a folder there'],
  ELOOP: ['links lead in a circle', 'delete the link'],
  ENAMETOOLONG: ['the name is too long', 'rename it'],
  EMFILE: ['too many files are open', 'raise the limit (ulimit -n), then run it again'],
}

/** An error of the file system as an issue; `undefined` for any other. It is nobody's bug, so no stack helps. */
export function systemText(error: Error): string | undefined {
  const { code, path, syscall, step } = error as NodeJS.ErrnoException & { readonly step?: string }
  const known = words[code ?? '']
  const doing = step ?? syscall
  if (known === undefined || path === undefined || doing === undefined) return undefined
  const [got, hint] = known
  return formatIssues([
    issue(path, '', 'disk', `${code} (${doing}): ${got}`, 'files and folders that can be used', hint),
  ])
}
