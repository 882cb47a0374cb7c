// @ts-check
import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/**
 * Files of one project import each other by relative paths; between projects the layers forbid circles. @type
 * {Map<string, readonly string[]>}
 */
const imports = new Map()
let since = Date.now()

/** @param {string} file @param {string} text @returns {readonly string[]} */
const importedBy = (file, text) =>
  ts
    .preProcessFile(text)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => path.resolve(path.dirname(file), fileName))

/** @param {string} file @returns {readonly string[]} */
function importsOf(file) {
  const known = imports.get(file)
  if (known !== undefined) return known
  let found = /** @type {readonly string[]} */ ([])
  try {
    found = importedBy(file, readFileSync(file, 'utf8'))
  } catch {
    // A file that does not exist is the compiler's to report.
  }
  imports.set(file, found)
  return found
}

/**
 * The way from one file to another; `undefined` when there is none.
 * @param {string} from
 * @param {string} to
 * @param {Set<string>} seen
 * @returns {readonly string[] | undefined}
 */
function way(from, to, seen) {
  if (from === to) return [from]
  if (seen.has(from)) return undefined
  seen.add(from)
  for (const next of importsOf(from)) {
    const rest = way(next, to, seen)
    if (rest !== undefined) return [from, ...rest]
  }
  return undefined
}

/**
 * No file imports itself by way of others, be it for types alone: what belongs together stands in one file, the rest
 * imports one way. @type {import('eslint').Rule.RuleModule}
 */
export const noCircle = {
  create(context) {
    // An editor lints again and again; what it read a while ago may have changed.
    if (Date.now() - since > 5000) imports.clear()
    since = Date.now()
    const seen = new Set()
    /** @param {{ source?: unknown }} node */
    const check = (node) => {
      const source = /** @type {import('estree').Literal | null | undefined} */ (node.source)
      if (typeof source?.value !== 'string' || !source.value.startsWith('.')) return
      const circle = way(path.resolve(path.dirname(context.filename), source.value), context.filename, seen)
      const names = circle?.map((file) => path.basename(file)).join(' -> ')
      if (names !== undefined) context.report({ node: source, message: `A circle of imports: ${names}` })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportAllDeclaration: check,
      ExportNamedDeclaration: check,
      TSImportType: check,
    }
  },
}
