import path from 'node:path'

/** The repository that this command is part of. */
export const home = path.resolve(import.meta.dirname, '../../..')
