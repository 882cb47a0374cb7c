import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { failed, ok, type Outcome } from '@slipway/core'

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

/**
 * Imports a data file's default export. A file that does not run is an issue like any other.
 * @param root the estate's root, absolute
 * @param file relative to it
 */
export async function importData(root: string, file: string): Promise<Outcome<unknown>> {
  try {
    const module = (await import(pathToFileURL(path.join(root, file)).href)) as { default?: unknown }
    if (module.default !== undefined) return ok(module.default)
    return failed({ file, at: '', code: 'no-default-export', got: 'no default export', want: 'export default define...({ ... })', hint: 'add the export' })
  } catch (error) {
    const got = (error instanceof Error ? error.message : String(error)).replaceAll(root + path.sep, '').split('\n').filter((l) => l.trim() !== '')
    return failed({ file, at: '', code: 'does-not-run', got: got.join(' ').slice(0, 300), want: 'a file that Node can import', hint: 'correct what the message names' })
  }
}
