// @ts-check
// Node asks the disk several times for each import and each file (1,700 and 500 for `gen`). Imports of ours say all
// there is to know: `./file.ts`, or an entry that a lib's package.json names. They come to the same files by their text
// alone, for a sixth less CPU.
const { readFileSync } = require('node:fs')
const { pathToFileURL } = require('node:url')
const { beside } = require('./beside.cjs')

const scope = '@slipway/'

/**
 * @param {string} root
 * @returns {(specifier: string, parent: string) => string | undefined} the URL of a TypeScript file of ours that one of
 * ours imports; Node looks for anything else
 */
function ownImports(root) {
  const home = `${pathToFileURL(root).href}/`
  const folders = ['libs/', 'tools/', 'maintainers/'].map((folder) => home + folder)
  /** @type {Map<string, string | undefined>} */
  const entries = new Map()

  /** @param {string} specifier */
  function entryOf(specifier) {
    const [lib = '', ...words] = specifier.slice(scope.length).split('/')
    const folder = `${home}libs/${lib}/`
    try {
      const { exports = {} } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'))
      const entry = (typeof exports === 'string' ? { '.': exports } : exports)[['.', ...words].join('/')]
      return typeof entry === 'string' && entry.endsWith('.ts') ? new URL(entry, folder).href : undefined
    } catch {
      return undefined
    }
  }

  return (specifier, parent) => {
    if (!folders.some((folder) => parent.startsWith(folder))) return undefined
    if (specifier.startsWith('.')) return specifier.endsWith('.ts') ? beside(specifier, parent) : undefined
    if (!specifier.startsWith(scope)) return undefined
    if (!entries.has(specifier)) entries.set(specifier, entryOf(specifier))
    return entries.get(specifier)
  }
}

module.exports = { ownImports }
