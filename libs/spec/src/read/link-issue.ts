import { issue, show, type Issue } from '@slipway/core'

/**
 * A commit is checked from git's objects, in which a link has no content: `drift` would render another app than
 * `check`.
 */
export const linkedFile = (file: string): Issue =>
  issue(
    file,
    '',
    'file-link',
    'a symbolic link',
    'a file of its own',
    `put the file itself there: git rm ${file}, and add it again`,
  )

/** A linked folder would be no app, and its objects would be deleted silently. */
export const linkedApp = (name: string): Issue =>
  issue(
    `apps/${name}`,
    '',
    'app-link',
    `${show(name)}, a link`,
    'a folder of its own for every app',
    'put the folder itself there',
  )
