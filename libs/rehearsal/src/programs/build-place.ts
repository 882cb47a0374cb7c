import { existsSync } from 'node:fs'
import path from 'node:path'
import { executable } from '@slipway/cli/program'

/** A program's folder: it holds the program under its own name and, where it keeps any, `files` of its module. */
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

/** The place of what is files alone: these are the program. */
export const filesPlaceIn = (folder: string): Place => {
  const files = path.join(folder, 'files')
  return { folder, program: files, files }
}

/** A folder gets its final name when all is in it; so what is there is whole. */
export const isBuilt = (place: Place): boolean => existsSync(place.program)
