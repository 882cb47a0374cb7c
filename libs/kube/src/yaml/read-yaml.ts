import { type Issue, issue } from '@slipway/core'
import { quickYaml } from './quick-yaml.ts'
import { wholeYaml } from './whole-yaml.ts'
import type { YamlDocument, YamlDocuments } from './yaml-document.ts'

/** `---` at a line's start ends a document anywhere, even in a literal block (YAML 1.2.2, 9.1.2). */
function split(text: string): { readonly text: string; readonly line: number }[] {
  if (!text.startsWith('---') && !text.includes('\n---')) return [{ text, line: 1 }]
  const parts: { text: string; line: number }[] = []
  const mark = /^---(?=[ \t\r\n]|$)/gm
  let start = 0
  let line = 1
  const add = (end: number) => {
    const part = text.slice(start, end)
    // The mark alone is not for the reader; with something behind it, it is.
    const body = part.replace(/^---[ \t]*\r?(?:\n|$)/, '\n')
    if (/\S/.test(body)) parts.push({ text: part.startsWith('---') && body.startsWith('\n') ? body : part, line })
    for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) line++
    start = end
  }
  for (const match of text.matchAll(mark)) if (match.index > 0) add(match.index)
  add(text.length)
  return parts
}

/** Larger files would take all memory. */
const largest = 64

/** YAML or JSON. Never throws: an unreadable document is an issue with its line, and the others are read. */
export function readYaml(file: string, text: string): YamlDocuments {
  if (text.length > largest * 2 ** 20) {
    return {
      docs: [],
      issues: [
        issue(
          file,
          '',
          'yaml-size',
          `${Math.round(text.length / 2 ** 20)} MB`,
          `files of at most ${largest} MB`,
          'split it',
        ),
      ],
    }
  }
  const docs: YamlDocument[] = []
  const issues: Issue[] = []
  for (const part of split(text)) {
    const quick = quickYaml(part.text)
    if (quick !== undefined) {
      if (quick.value !== null) docs.push({ value: quick.value, line: part.line })
      continue
    }
    const slow = wholeYaml(file, part.text, part.line)
    docs.push(...slow.docs.filter((doc) => doc.value !== null))
    issues.push(...slow.issues)
  }
  return { docs, issues }
}
