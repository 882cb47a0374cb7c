import { readFileSync, realpathSync } from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { failed, ok, show, type Outcome } from '@slipway/core'
import { literalModule } from './literal.ts'

// An estate may lie outside this repository (`--root`), where Node finds no `@slipway/...`; its data files mean ours.
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('@slipway/')) return next(specifier, context)
    try {
      return next(specifier, context)
    } catch {
      return next(specifier, { ...context, parentURL: import.meta.url })
    }
  },
})

const issue = (file: string, code: string, got: string, want: string, hint: string) =>
  failed({ file, at: '', code, got, want, hint })

/** An error's message on one line, with paths as a person in the estate's root would write them. */
function reason(error: unknown, root: string, file: string): string {
  const text =
    error instanceof Error
      ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}`
      : `it throws ${show(error)}`
  const line = error instanceof Error ? /^\d+/.exec(error.stack?.split(`${file}:`)[1] ?? '')?.[0] : undefined
  const places = [root, realpathSync(root)].flatMap((r) => [`file://${r}${path.sep}`, r + path.sep])
  const short = places.reduce(
    (t, place) => t.replaceAll(place, ''),
    line === undefined ? text : `line ${line}: ${text}`,
  )
  return short
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')
    .slice(0, 300)
}

/**
 * What a data file says outright. Its text alone decides it, so it may be remembered by that.
 * @returns nothing for one that has to be run, or that is not there
 */
export function literalIn(root: string, file: string): unknown {
  try {
    return literalModule(readFileSync(path.join(root, file), 'utf8'))?.value
  } catch {
    // Node says it better.
    return undefined
  }
}

/**
 * Imports a data file's default export. A file that does not run is an issue like any other.
 * @param root the estate's root, absolute
 * @param file relative to it
 * @returns what it exports, a value of any shape but no function and no Promise; or the issue
 */
export async function importData(root: string, file: string): Promise<Outcome<unknown>> {
  const literal = literalIn(root, file)
  if (literal !== undefined) return ok(literal)
  try {
    const module = (await import(/* @vite-ignore */ pathToFileURL(path.join(root, file)).href)) as { default?: unknown }
    const value = module.default
    if (value === undefined)
      return issue(
        file,
        'no-default-export',
        'no default export',
        'export default define...({ ... })',
        'add the export',
      )
    if (typeof value !== 'function' && !(value instanceof Promise)) return ok(value)
    return issue(
      file,
      'not-data',
      show(value),
      'plain data: export default define...({ ... })',
      'export the data itself, not what would make it',
    )
  } catch (error) {
    return issue(
      file,
      'does-not-run',
      reason(error, root, file),
      'a file that Node can import',
      'correct what the message names',
    )
  }
}
