import { isMap, isPair, isScalar, isSeq, LineCounter, parseAllDocuments, type Node } from 'yaml'
import { key as named } from '@slipway/kube'

interface Start {
  readonly line: number
  readonly path: string
}

/** The positions of each field and each item of a list, in the order of the text. */
function* starts(node: unknown, path: string, lines: LineCounter): Generator<Start> {
  const at = (one: Node | null | undefined): number | undefined =>
    one?.range == null ? undefined : lines.linePos(one.range[0]).line
  if (isMap(node))
    for (const pair of node.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue
      const field = named(path, String(pair.key.value))
      const line = at(pair.key)
      if (line !== undefined) yield { line, path: field }
      yield* starts(pair.value, field, lines)
    }
  else if (isSeq(node))
    for (const [i, item] of node.items.entries()) {
      const line = at(item as Node)
      if (line !== undefined) yield { line, path: `${path}[${i}]` }
      yield* starts(item, `${path}[${i}]`, lines)
    }
}

/**
 * The field that stands in a line of a rendered file, as editors and terminals name lines: from 1. A line within a long
 * text is that text's.
 * @returns `undefined` for a line before the first field, or past the end
 */
export function fieldAtLine(text: string, line: number): string | undefined {
  if (line < 1 || line > text.split('\n').length) return undefined
  const lines = new LineCounter()
  const all = parseAllDocuments(text, { lineCounter: lines })
  const documents = Array.isArray(all) ? all : []
  const found = documents.flatMap((document, i) => [...starts(document.contents, i === 0 ? '' : `[${i}]`, lines)])
  return found.findLast((one) => one.line <= line)?.path
}
