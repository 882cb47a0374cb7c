import { type Issue, issue } from '@slipway/core'
import { quickYaml } from './quick-yaml.ts'
import { skipMarker } from './skip-marker.ts'
import { wholeYaml } from './whole-yaml.ts'
import type { YamlDocument, YamlDocuments, YamlMark } from './yaml-document.ts'

/**
 * Splits a text as Kubernetes' reader does: `---` at the start of a line ends a document, even in a literal block or in
 * quotes.
 */
function split(text: string): { readonly text: string; readonly line: number }[] {
  if (!text.startsWith('---') && !text.includes('\n---')) return [{ text, line: 1 }]
  const parts: { text: string; line: number }[] = []
  const mark = /(?<![^\n])---(?=[ \t\r\n]|$)/g
  let start = 0
  let line = 1
  const add = (end: number) => {
    const part = text.slice(start, end)
    // The mark alone on its line is not for the reader; with something behind it, it is.
    const body = part.replace(/^---[ \t]*(?:[ \t]#[^\n]*)?\r?(?:\n|$)/, '\n')
    if (/\S/.test(body)) parts.push({ text: part.startsWith('---') && body.startsWith('\n') ? body : part, line })
    for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) line++
    start = end
  }
  for (const match of text.matchAll(mark)) if (match.index > 0) add(match.index)
  add(text.length)
  return parts
}

/** Megabytes above which a file is refused: reading it would take all memory. */
const largest = 64
/** The same limit for documents that only `wholeYaml` reads, which is twenty times slower. */
const largestOdd = 12

const tooLarge = (file: string, size: number, most: number, what: string): Issue =>
  issue(file, '', 'yaml-size', `${Math.round(size / 2 ** 20)} MB`, `${what} of at most ${most} MB`, 'split it')

/** Line breaks that only YAML 1.1 readers see, and characters that are none of YAML's. */
const odd = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|\r(?!\n)|(?<=[^])\ufeff/
const lineBreak = /[\r\x85\u2028\u2029]/
const afterMarker = /(?<![^\n])---(?![ \t]*\r?(?:\n|$)|[ \t]+#)/

const lineAt = (text: string, offset: number): number => {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** The first mark of each kind that is visible without parsing. */
function marksOf(text: string): YamlMark[] {
  const marks: YamlMark[] = []
  const strange = odd.exec(text)
  if (strange !== null) {
    const [character] = strange
    const line = lineAt(text, strange.index)
    const data = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
    if (character === '\ufeff') marks.push({ code: 'byte-order-mark', data: undefined, line })
    else marks.push({ code: lineBreak.test(character) ? 'line-break' : 'control', data, line })
  }
  const skip = text.indexOf(skipMarker)
  if (skip >= 0) marks.push({ code: 'skip-marker', data: undefined, line: lineAt(text, skip) })
  const behind = afterMarker.exec(text)
  if (behind !== null) marks.push({ code: 'content-on-marker', data: undefined, line: lineAt(text, behind.index) })
  return marks
}

export type { YamlDocuments, YamlMark } from './yaml-document.ts'

/** Reads a file of YAML or JSON. Never throws; a broken document is an issue with its line, and the others are read. */
export function readYaml(file: string, text: string): YamlDocuments {
  if (text.length > largest * 2 ** 20)
    return { docs: [], issues: [tooLarge(file, text.length, largest, 'files')], marks: [] }
  const docs: YamlDocument[] = []
  const issues: Issue[] = []
  const marks = marksOf(text)
  for (const part of split(text)) {
    const quick = quickYaml(part.text)
    if (quick !== undefined) {
      if (quick.value !== null) docs.push({ value: quick.value, line: part.line })
      continue
    }
    if (part.text.length > largestOdd * 2 ** 20) {
      issues.push(tooLarge(file, part.text.length, largestOdd, 'documents that are not plain block YAML'))
      continue
    }
    const slow = wholeYaml(file, part.text, part.line)
    docs.push(...slow.docs.filter((doc) => doc.value !== null))
    issues.push(...slow.issues)
    marks.push(...slow.marks)
  }
  return { docs, issues, marks }
}
