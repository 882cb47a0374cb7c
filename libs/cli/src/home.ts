import path from 'node:path'

export const home = path.resolve(import.meta.dirname, '../../..')
