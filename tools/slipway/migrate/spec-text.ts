import { isDeepStrictEqual } from 'node:util'
import ts from 'typescript'
import { isSeq, parse, parseDocument } from 'yaml'
import { literalModule } from '@slipway/fleet'
import { fields, isFields, type Fields } from '@slipway/kube'
import type { Sources } from './migration.ts'

/** A spec as its people wrote it; `undefined` for one that computes, or that is no object. */
export function specOf(file: string, text: string): Fields | undefined {
  let value: unknown
  try {
    value = file.endsWith('.ts') ? literalModule(text)?.value : parse(text)
  } catch {
    return undefined
  }
  return isFields(value) ? value : undefined
}

/** The spec's own fields, and those of each environment. */
export const blocksOf = (spec: Fields): readonly Fields[] => [spec, ...Object.values(fields(spec['in'])).map(fields)]

export interface SpecText {
  readonly name: string
  readonly file: string
  readonly text: string
  /** `undefined` for one that computes. */
  readonly spec: Fields | undefined
}

/** The spec that each app has for all environments. A folder may have only specs of single environments. */
export const specTexts = ({ list, read }: Sources): readonly SpecText[] =>
  list('apps').flatMap((name): readonly SpecText[] => {
    const file = [`apps/${name}/app.ts`, `apps/${name}/app.yaml`].find((one) => read(one) !== undefined)
    const text = file === undefined ? undefined : read(file)
    return file === undefined || text === undefined ? [] : [{ name, file, text, spec: specOf(file, text) }]
  })

/** The object of `export default defineApp({ ... })`, or of `export default { ... }`. */
function objectOf(source: ts.SourceFile): ts.ObjectLiteralExpression | undefined {
  const found = source.statements.find(ts.isExportAssignment)?.expression
  const inner = found !== undefined && ts.isCallExpression(found) ? found.arguments[0] : found
  return inner !== undefined && ts.isObjectLiteralExpression(inner) ? inner : undefined
}

const quoted = (items: readonly string[]): string => items.map((one) => `'${one}'`).join(', ')

function inTypeScript(text: string, field: string, items: readonly string[]): string | undefined {
  const source = ts.createSourceFile('app.ts', text, ts.ScriptTarget.Latest, true)
  const object = objectOf(source)
  if (object === undefined) return undefined
  const known = object.properties.find(
    (one) =>
      one.name !== undefined && (ts.isIdentifier(one.name) || ts.isStringLiteral(one.name)) && one.name.text === field,
  )
  const put = (at: number, piece: string): string => `${text.slice(0, at)}${piece}${text.slice(at)}`
  if (known !== undefined) {
    if (!ts.isPropertyAssignment(known) || !ts.isArrayLiteralExpression(known.initializer)) return undefined
    const last = known.initializer.elements.at(-1)
    return last === undefined
      ? put(known.initializer.getStart() + 1, quoted(items))
      : put(last.getEnd(), `, ${quoted(items)}`)
  }
  const last = object.properties.at(-1)
  if (last === undefined) return undefined
  // As the line of the last field begins.
  const start = last.getStart()
  const indent = /[ \t]*$/.exec(text.slice(0, start))?.[0] ?? ''
  const isOwnLine = text.slice(0, start - indent.length).endsWith('\n')
  return put(last.getEnd(), `,${isOwnLine ? `\n${indent}` : ' '}${field}: [${quoted(items)}]`)
}

function inYaml(text: string, field: string, items: readonly string[]): string | undefined {
  const document = parseDocument(text)
  if (document.errors.length > 0) return undefined
  const node = document.get(field, true)
  if (node === undefined) return `${text.replace(/\n*$/, '\n')}${field}: [${items.join(', ')}]\n`
  if (!isSeq(node) || node.flow !== true || node.range == null) return undefined
  const end = node.range[1] - 1
  return `${text.slice(0, end)}${node.items.length === 0 ? '' : ', '}${items.join(', ')}${text.slice(end)}`
}

/**
 * A spec's text with more items in a list of texts, and everything else as it stands.
 * @returns `undefined` where the file has another shape: it is read again, and has to differ in just that
 */
export function withItems(file: string, text: string, field: string, items: readonly string[]): string | undefined {
  const before = specOf(file, text)
  if (before === undefined) return undefined
  const given = before[field] ?? []
  if (!Array.isArray(given)) return undefined
  const next = file.endsWith('.ts') ? inTypeScript(text, field, items) : inYaml(text, field, items)
  const wanted = { ...before, [field]: [...(given as readonly unknown[]), ...items] }
  return next !== undefined && isDeepStrictEqual(specOf(file, next), wanted) ? next : undefined
}
