import { issue, type Issue } from '@slipway/core'

/** A commit is checked from git's objects, in which a link has no content: `drift` would render another app than `check`. */
export const linkIssue = (file: string): Issue =>
  issue(
    file,
    '',
    'file-link',
    'a symbolic link',
    'a file of its own',
    `put the file itself there: git rm ${file}, and add it again`,
  )
