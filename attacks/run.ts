import { globSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError, type Output } from '@slipway/cli'
import { show, suggestion } from '@slipway/core'
import { soundEstate, type Attack } from './estate.ts'

interface Found {
  readonly file: string
  readonly attack: Attack
}

/**
 * The attacks of a subject, or all: `attacks/<subject>/*.ts`.
 * @throws UsageError for an unknown subject: a run of no attacks would pass
 */
export async function attacksOf(subject?: string): Promise<readonly Found[]> {
  const all = globSync('*/*.ts', { cwd: import.meta.dirname }).sort()
  const subjects = [...new Set(all.map((file) => path.dirname(file)))]
  if (subject !== undefined && !subjects.includes(subject))
    throw new UsageError(`No attacks on ${show(subject)}: ${suggestion(subject, subjects)}.`)
  const files = all.filter((file) => subject === undefined || path.dirname(file) === subject)
  const found = files.map(async (file): Promise<readonly Found[]> => {
    const module = (await import(pathToFileURL(path.join(import.meta.dirname, file)).href)) as {
      default: Attack | readonly Attack[]
    }
    return [module.default].flat().map((attack) => ({ file: `attacks/${file.replaceAll(path.sep, '/')}`, attack }))
  })
  return (await Promise.all(found)).flat()
}

/** Runs attacks, each on an estate of its own. @returns the exit code: 0 when none worked */
export async function runAttacks(found: readonly Found[], { out, err, progress, seconds }: Output): Promise<0 | 1> {
  process.env['SLIPWAY_CODE_SECONDS'] = '2'
  const sound = await soundEstate()
  let worked = 0
  for (const { file, attack } of found) {
    progress(`${file}: ${attack.name}`)
    const estate = sound.copy()
    try {
      await attack.run(estate)
    } catch (error) {
      worked++
      err(`WORKED  ${file}: ${attack.name}\n${error instanceof Error ? error.message : String(error)}\n\n`)
    } finally {
      estate.clean()
    }
  }
  sound.clean()
  out(`${found.length} attacks, ${seconds().toFixed(1)} s\n${found.length - worked} passed, ${worked} failed\n`)
  return worked === 0 && found.length > 0 ? 0 : 1
}

export const listText = (found: readonly Found[]): string =>
  found.map(({ file, attack }) => `${file}\n  ${attack.name}\n  ${attack.why}\n`).join('')
