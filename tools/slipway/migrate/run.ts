import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { home, type Output } from '@slipway/cli'
import { formatIssues, plainText, type Issue } from '@slipway/core'
import type { Edit, Migration, Sources } from './migration.ts'

interface Options {
  readonly root: string
  readonly since: string
  readonly json: boolean
}

export interface Done {
  readonly changed: readonly (Omit<Edit, 'text'> & { readonly version: string })[]
  readonly steps: readonly Issue[]
}

const figures = (version: string): readonly number[] => version.split('-')[0]?.split('.').map(Number) ?? []

/** Whether a version comes after another; of one that is no version, every other does. */
export function isAfter(version: string, than: string): boolean {
  const [mine, theirs] = [figures(version), figures(than)]
  if (theirs.some((one) => Number.isNaN(one))) return true
  for (let i = 0; i < 3; i += 1) {
    const [a = 0, b = 0] = [mine[i], theirs[i]]
    if (a !== b) return a > b
  }
  return false
}

function sourcesOf(root: string): Sources {
  const at = (file: string): string => path.join(root, file)
  return {
    list: (folder) => (existsSync(at(folder)) ? readdirSync(at(folder)).sort() : []),
    read: (file) => plainText(root, file),
  }
}

const versionsIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^\d+\.\d+\.\d+$/.test(name))
        .sort((a, b) => (isAfter(a, b) ? 1 : -1))
    : []

/** Runs every migration of the versions after one, oldest first; each sees what those before it wrote. */
export async function migrate(
  root: string,
  since: string,
  folder = path.join(home, 'tools/slipway/migrations'),
): Promise<Done> {
  const changed: Done['changed'][number][] = []
  const steps: Issue[] = []
  for (const version of versionsIn(folder).filter((one) => isAfter(one, since))) {
    const files = readdirSync(path.join(folder, version))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .sort()
    for (const file of files) {
      const { default: migration } = (await import(pathToFileURL(path.join(folder, version, file)).href)) as {
        default: Migration
      }
      const { edits, steps: left } = migration.run(sourcesOf(root))
      for (const { file: edited, text, what } of edits) {
        mkdirSync(path.dirname(path.join(root, edited)), { recursive: true })
        writeFileSync(path.join(root, edited), text)
        changed.push({ version, file: edited, what })
      }
      steps.push(...left)
    }
  }
  return { changed, steps }
}

export async function runMigrate(
  { root, since, json }: Options,
  { out, err }: Pick<Output, 'out' | 'err'>,
): Promise<0> {
  const { changed, steps } = await migrate(root, since)
  if (json) out(`${JSON.stringify({ changed, steps }, null, 2)}\n`)
  else {
    for (const { version, file, what } of changed) out(`${file}: ${what} (${version})\n`)
    if (steps.length > 0) err(`${formatIssues(steps)}\n`)
    if (changed.length + steps.length === 0) out('Nothing to change.\n')
  }
  return 0
}
