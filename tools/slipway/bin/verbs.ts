import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { home, type Command } from '@slipway/cli'

const folders = ['tools/slipway', 'maintainers'] as const

export interface Verb {
  readonly name: string
  readonly folder: (typeof folders)[number]
  /** Light: loads its own modules when it runs. */
  load(): Promise<Command>
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  } catch {
    return []
  }
}

/** A file is all that a verb needs. */
export const verbs = (): readonly Verb[] =>
  folders.flatMap((folder) =>
    filesIn(path.join(home, folder)).map((file) => ({
      name: path.basename(file, '.ts'),
      folder,
      load: async () =>
        ((await import(pathToFileURL(path.join(home, folder, file)).href)) as { default: Command }).default,
    })),
  )
