import { type Issue, issue, readJson } from '@slipway/core'
import { Lexer, LineCounter, type Node, parseDocument } from 'yaml'
import { DocumentValues, Refused } from './document-values.ts'
import type { YamlDocuments, YamlMark } from './yaml-document.ts'

const tooDeep = ['something too deep, or that holds itself', 'YAML of some hundred levels'] as const

const template = /\{\{[^}]{0,500}\}\}/

function refusal(file: string, line: number, text: string, got: string, want: string): Issue {
  if (template.test(text)) {
    return issue(
      file,
      `line ${line}`,
      'yaml-template',
      `a template, which is no YAML: ${got}`,
      'rendered manifests',
      'render it (helm template, kustomize build) and review what comes out',
    )
  }
  return issue(file, `line ${line}`, 'yaml', got, want, 'correct the file')
}

/** Bounds the parser's memory and time: 100,000 take about a third of a second. */
const mostTokens = 250_000

function isTooLong(text: string): boolean {
  if (text.length <= mostTokens) return false
  let count = 0
  for (const _ of new Lexer().lex(text)) if (++count > mostTokens) return true
  return false
}

/** A blank with a tab, or the mark of an explicit key; quotes and block scalars are tokens of their own. */
function oddTokens(text: string): { readonly hasTab: boolean; readonly hasQuestion: boolean } {
  let [hasTab, hasQuestion] = [false, false]
  if (/[\t?]/.test(text))
    for (const token of new Lexer().lex(text)) {
      hasTab ||= /^[ \t]*\t[ \t]*$/.test(token)
      hasQuestion ||= token === '?'
    }
  return { hasTab, hasQuestion }
}

/** JSON with something behind it, such as a comment: Argo CD's reader of JSON then fails. */
function isJsonBefore(text: string, contents: Node | null): boolean {
  const [, end] = contents?.range ?? []
  if (end === undefined || !/^\s*\{/.test(text) || text.slice(end).trim() === '') return false
  return readJson(text.slice(0, end)) !== undefined
}

/** Reads one document with all of YAML. @param line where it begins in its file */
export function wholeYaml(file: string, text: string, line: number): YamlDocuments {
  const lines = new LineCounter()
  const from = (offset: number) => line + Math.max(1, lines.linePos(offset).line) - 1
  const refused = (offset: number, got: string, want: string): YamlDocuments => ({
    docs: [],
    issues: [refusal(file, from(offset), text, got, want)],
    marks: [],
  })
  if (isTooLong(text)) {
    const got = `more than ${mostTokens.toLocaleString('en')} words and signs of what is not plain block YAML`
    const want = `at most ${mostTokens.toLocaleString('en')}, or plain block YAML`
    return { docs: [], issues: [issue(file, `line ${line}`, 'yaml-size', got, want, 'split it')], marks: [] }
  }
  try {
    // `DocumentValues` finds repeated keys: the parser's own search takes quadratic time.
    const document = parseDocument(text, {
      schema: 'failsafe',
      version: '1.2',
      uniqueKeys: false,
      lineCounter: lines,
      prettyErrors: false,
      strict: true,
    })
    const [error] = document.errors
    if (error?.code === 'RESOURCE_EXHAUSTION') return refused(0, ...tooDeep)
    if (error !== undefined) return refused(error.pos[0], error.message.split('\n')[0] ?? error.code, 'YAML')
    const values = new DocumentValues(text, from)
    const value = values.of(document.contents)
    const more: YamlMark[] = []
    if (value === null && /^\.\.\./m.test(text)) more.push({ code: 'end-marker', data: undefined, line })
    if (line === 1 && isJsonBefore(text, document.contents)) more.push({ code: 'after-json', data: undefined, line })
    const { hasTab, hasQuestion } = oddTokens(text)
    if (hasTab) more.push({ code: 'tab', data: undefined, line })
    if (hasQuestion) more.push({ code: 'flow-question', data: '?', line })
    const marks = [...values.marks, ...more]
    const isEscaped = marks.some(({ code }) => code === 'json-escape')
    const odd = isEscaped && readJson(text) !== undefined ? marks.filter(({ code }) => code !== 'json-escape') : marks
    return { docs: [{ value, line }], issues: [], marks: odd }
  } catch (caught) {
    if (caught instanceof Refused) return refused(caught.offset, caught.got, caught.want)
    if (caught instanceof RangeError) return refused(0, ...tooDeep)
    throw caught
  }
}
