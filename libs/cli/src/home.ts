import path from 'node:path'

/** This command's repository. */
export const home = path.resolve(import.meta.dirname, '../../..')
