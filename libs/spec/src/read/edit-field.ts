import { isFields, type Fields } from '@slipway/kube'
import { isDeepStrictEqual } from 'node:util'
import { isScalar, parse, parseDocument } from 'yaml'
import { literalModule } from '@slipway/fleet'

interface Piece {
  readonly text: string
  readonly at: number
}

/** Comment, string, punctuation or word. */
const piece = /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:'"/]+|\//g

function piecesOf(text: string, from: number): readonly Piece[] {
  const all = [...text.slice(from).matchAll(piece)].map((found): Piece => ({ text: found[0], at: from + found.index }))
  return all.filter((p) => !p.text.startsWith('//') && !p.text.startsWith('/*'))
}

const bare = (word: string): string => (/^['"]/.test(word) ? word.slice(1, -1) : word)

function quotedAt(text: string, path: readonly string[]): Piece | undefined {
  const from = text.search(/export\s+default/)
  if (from < 0) return undefined
  const keys: (string | undefined)[] = []
  const pieces = piecesOf(text, from)
  for (const [i, { text: sign, at }] of pieces.entries()) {
    if (sign === '{' || sign === '[') keys.push(undefined)
    else if (sign === '}' || sign === ']') keys.pop()
    else if (sign === ':' && keys.length > 0) keys[keys.length - 1] = bare(pieces[i - 1]?.text ?? '')
    else if (/^['"]/.test(sign) && pieces[i - 1]?.text === ':' && isDeepStrictEqual(keys, path))
      return { text: sign, at }
  }
  return undefined
}

function replaced(data: unknown, [key, ...rest]: readonly string[], value: string): unknown {
  if (key === undefined) return value
  return isFields(data) ? { ...data, [key]: replaced((data as Fields)[key], rest, value) } : data
}

function inTypeScript(text: string, path: readonly string[], value: string): string | undefined {
  const before = literalModule(text)
  const found = quotedAt(text, path)
  if (before === undefined || found === undefined) return undefined
  const quote = found.text[0] ?? "'"
  const next = `${text.slice(0, found.at)}${quote}${value}${quote}${text.slice(found.at + found.text.length)}`
  return isDeepStrictEqual(literalModule(next)?.value, replaced(before.value, path, value)) ? next : undefined
}

function inYaml(text: string, path: readonly string[], value: string): string | undefined {
  const document = parseDocument(text)
  if (document.errors.length > 0) return undefined
  const node = document.getIn(path, true)
  if (!isScalar(node) || typeof node.value !== 'string' || node.range == null) return undefined
  const [from, to] = node.range
  const given = text.slice(from, to)
  const quote = /^['"]/.test(given) ? given[0] : ''
  const next = `${text.slice(0, from)}${quote}${value}${quote}${text.slice(to)}`
  try {
    return isDeepStrictEqual(parse(next), replaced(document.toJS(), path, value)) ? next : undefined
  } catch {
    return undefined
  }
}

/**
 * Replaces the string of one existing field, and no other character.
 * @param file its ending tells TypeScript from YAML
 * @param value letters and digits, such as `250m`
 * @returns `undefined` if the file is no literal, the field no string, or another value would differ
 */
export function withText(file: string, text: string, path: readonly string[], value: string): string | undefined {
  if (!/^[\w.]+$/.test(value)) return undefined
  return /\.ya?ml$/.test(file) ? inYaml(text, path, value) : inTypeScript(text, path, value)
}
