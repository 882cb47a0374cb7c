import { existsSync } from 'node:fs'
import path from 'node:path'
import { executable } from '@slipway/cli/program'

export interface Place {
  readonly folder: string
  readonly program: string
  readonly files: string
}

export const placeIn = (folder: string, name: string, platform: string): Place => ({
  folder,
  program: path.join(folder, executable(name, { platform })),
  files: path.join(folder, 'files'),
})

/** Files alone: they are the program. */
export const filesPlaceIn = (folder: string): Place => {
  const files = path.join(folder, 'files')
  return { folder, program: files, files }
}

/** A folder gets its name when it is complete. */
export const isBuilt = (place: Place): boolean => existsSync(place.program)
