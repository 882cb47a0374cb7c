import { realpathSync } from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { failed, InputFiles, issue, ok, show, type Outcome } from '@slipway/core'
import { literalModule } from './literal.ts'

// Estates outside this repository (`--root`) have no `@slipway/...`: theirs are ours.
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

/** One line, paths relative to the estate's root. */
function reason(error: unknown, root: string, file: string): string {
  const text =
    error instanceof Error
      ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}`
      : `it throws ${show(error)}`
  const line = error instanceof Error ? /^\d+/.exec(error.stack?.split(`${file}:`)[1] ?? '')?.[0] : undefined
  const prefixes = [root, realpathSync(root)].flatMap((r) => [`file://${r}${path.sep}`, r + path.sep])
  const short = prefixes.reduce(
    (t, prefix) => t.replaceAll(prefix, ''),
    line === undefined ? text : `line ${line}: ${text}`,
  )
  return short
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')
    .slice(0, 300)
}

/** By its text alone; `undefined` if the file must run or is missing. */
function literalIn(files: InputFiles, file: string): unknown {
  try {
    return literalModule(files.read(file).toString('utf8'))?.value
  } catch {
    // Node's own error is better.
    return undefined
  }
}

/**
 * The default export, unless it is a function or Promise. @param root absolute @param file relative @param files
 * spoilt if the file must run
 */
export async function importData(root: string, file: string, files = new InputFiles(root)): Promise<Outcome<unknown>> {
  const literal = literalIn(files, file)
  if (literal !== undefined) return ok(literal)
  files.spoil()
  const wrong = (code: string, got: string, want: string, hint: string) =>
    failed(issue(file, '', code, got, want, hint))
  try {
    const module = (await import(/* @vite-ignore */ pathToFileURL(path.join(root, file)).href)) as { default?: unknown }
    const value = module.default
    const want = 'export default define...({ ... })'
    if (value === undefined) return wrong('no-default-export', 'no default export', want, 'add the export')
    if (typeof value !== 'function' && !(value instanceof Promise)) return ok(value)
    return wrong('not-data', show(value), `plain data: ${want}`, 'export the data itself, not what would make it')
  } catch (error) {
    const got = reason(error, root, file)
    return wrong('does-not-run', got, 'a file that Node can import', 'correct what the message names')
  }
}
