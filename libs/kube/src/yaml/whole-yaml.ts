import { type Issue, issue, show } from '@slipway/core'
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
  type YAMLMap,
} from 'yaml'
import { AmbiguousScalar, resolve } from './read-scalar.ts'
import type { YamlDocuments } from './yaml-document.ts'

/** That anchors may unfold to: ten doubled ten times are a trap. */
const most = 200_000

class Refused extends Error {
  readonly offset: number
  readonly got: string
  readonly want: string
  constructor(offset: number, got: string, want: string) {
    super(got)
    this.offset = offset
    this.got = got
    this.want = want
  }
}

class Values {
  readonly #document: Document.Parsed
  #left = most
  #inside = 0

  constructor(document: Document.Parsed) {
    this.#document = document
  }

  of(node: unknown): unknown {
    if (this.#inside > 0 && --this.#left < 0)
      throw new Refused(0, `anchors that unfold to more than ${most} values`, 'a document without such anchors')
    if (node === null || node === undefined) return null
    if (isAlias(node)) {
      const target = node.resolve(this.#document)
      if (target === undefined)
        throw new Refused(node.range?.[0] ?? 0, `the alias *${node.source}`, 'an anchor of that name before it')
      this.#inside++
      const value = this.of(target)
      this.#inside--
      return value
    }
    if (isMap(node)) return this.#map(node)
    if (isSeq(node))
      return this.#tagged(
        node,
        node.items.map((item) => this.of(item)),
      )
    return isScalar(node) ? this.#scalar(node) : null
  }

  #tagged(node: Node & { tag?: string }, value: unknown): unknown {
    if (node.tag === undefined || node.tag === 'tag:yaml.org,2002:seq' || node.tag === 'tag:yaml.org,2002:map')
      return value
    return { [`tag ${node.tag}`]: value }
  }

  #scalar(node: Scalar): unknown {
    const text = String(node.value ?? '')
    if (node.tag === 'tag:yaml.org,2002:str') return text
    if (node.tag !== undefined) return new AmbiguousScalar(`${node.tag} ${text}`)
    return node.type === Scalar.PLAIN || node.type === undefined ? resolve(text) : text
  }

  #key(node: unknown): string {
    if (isAlias(node)) return this.#key(node.resolve(this.#document))
    if (isScalar(node)) return String(node.value ?? '')
    throw new Refused((node as Node | null)?.range?.[0] ?? 0, 'a key that is no text', 'keys of text, as in JSON')
  }

  #map(node: YAMLMap): unknown {
    const out: Record<string, unknown> = {}
    const merged: Record<string, unknown>[] = []
    for (const { key, value } of node.items) {
      const name = this.#key(key)
      const at = (key as Node | null)?.range?.[0] ?? 0
      if (name === '__proto__') throw new Refused(at, 'a key __proto__', 'another key')
      if (name === '<<' && isScalar(key) && key.type === Scalar.PLAIN) {
        for (const from of [this.of(value)].flat()) {
          if (typeof from !== 'object' || from === null)
            throw new Refused(at, 'a merge (<<) of what is no mapping', 'a mapping, or a list of mappings')
          merged.push(from as Record<string, unknown>)
        }
        continue
      }
      if (Object.hasOwn(out, name))
        throw new Refused(
          at,
          `the key ${show(name)} a second time`,
          'each key once: readers disagree on which one counts',
        )
      out[name] = this.of(value)
    }
    for (const from of merged)
      for (const [name, value] of Object.entries(from)) if (!Object.hasOwn(out, name)) out[name] = value
    return this.#tagged(node, out)
  }
}

const template = /\{\{[^}]*\}\}/

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

/** @param line where it begins in its file */
export function wholeYaml(file: string, text: string, line: number): YamlDocuments {
  const lines = new LineCounter()
  const from = (offset: number) => line + lines.linePos(offset).line - 1
  // Values finds double keys: the parser's search is quadratic.
  const document = parseDocument(text, {
    schema: 'failsafe',
    version: '1.2',
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
  })
  const [error] = document.errors
  if (error !== undefined) {
    return {
      docs: [],
      issues: [refusal(file, from(error.pos[0]), text, error.message.split('\n')[0] ?? error.code, 'YAML')],
    }
  }
  try {
    return { docs: [{ value: new Values(document).of(document.contents), line }], issues: [] }
  } catch (caught) {
    if (caught instanceof Refused)
      return { docs: [], issues: [refusal(file, from(caught.offset), text, caught.got, caught.want)] }
    if (caught instanceof RangeError)
      return {
        docs: [],
        issues: [refusal(file, line, text, 'something too deep, or that holds itself', 'YAML of some hundred levels')],
      }
    throw caught
  }
}
