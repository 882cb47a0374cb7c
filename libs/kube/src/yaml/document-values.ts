import { show } from '@slipway/core'
import { type Alias, isAlias, isCollection, isMap, isScalar, type Node, Scalar, type YAMLMap } from 'yaml'
import { AmbiguousScalar, resolve } from './read-scalar.ts'
import { jsonEscape } from './quick-yaml.ts'
import type { YamlMark, YamlMarks } from './yaml-document.ts'

/** How many values the anchors of one document may unfold to: ten doubled ten times are a trap, not a manifest. */
const most = 200_000
const mostMarks = 50

/** A document that readers would take differently, or none would. */
export class Refused extends Error {
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

const anchorName = /^[A-Za-z0-9_-]+$/
const at = (node: unknown): number => (node as Node | null)?.range?.[0] ?? 0

/**
 * Turns a parsed document into values, as Kubernetes reads them: follows anchors, lets `<<` replace earlier keys, keeps
 * tags.
 */
export class DocumentValues {
  readonly marks: YamlMark[] = []
  readonly #text: string
  readonly #line: (offset: number) => number
  /** The node that each anchor names so far: a later one of the same name replaces it. */
  readonly #anchors = new Map<string, Node>()
  #left = most
  /** How many aliases we are inside of. */
  #inside = 0
  #isFlow = false

  constructor(text: string, line: (offset: number) => number) {
    this.#text = text
    this.#line = line
  }

  /** As it is written, with its quotes. */
  #written({ range }: Scalar): string {
    return range === null || range === undefined ? '' : this.#text.slice(range[0], range[1])
  }

  #mark<C extends keyof YamlMarks>(code: C, node: unknown, data: YamlMarks[C]): void {
    // The target of an alias is marked in its own place.
    if (this.#inside === 0 && this.marks.length < mostMarks)
      this.marks.push({ code, data, line: this.#line(at(node)) } as YamlMark)
  }

  /** A key and its colon on more than one line; or one with an anchor, after which a line may end. */
  #isLong({ range, anchor }: Scalar): boolean {
    if (range === null || range === undefined) return false
    const colon = this.#text.indexOf(':', range[1])
    return anchor !== undefined || this.#text.slice(range[0], colon < 0 ? range[1] : colon).includes('\n')
  }

  of(node: unknown): unknown {
    if (this.#inside > 0 && --this.#left < 0)
      throw new Refused(0, `anchors that unfold to more than ${most} values`, 'a document without such anchors')
    if (node === null || node === undefined) return null
    if (isAlias(node)) return this.#inAlias(() => this.of(this.#target(node)))
    const { anchor } = node as { anchor?: string }
    if (anchor !== undefined) this.#anchor(anchor, node as Node)
    if (isCollection(node)) {
      const isFlow = this.#isFlow
      this.#isFlow = node.flow === true
      const value = isMap(node) ? this.#map(node) : node.items.map((item) => this.of(item))
      this.#isFlow = isFlow
      return this.#tagged(node, value)
    }
    return isScalar(node) ? this.#scalar(node) : null
  }

  #anchor(name: string, node: Node): void {
    if (!anchorName.test(name))
      throw new Refused(at(node), `the anchor &${name}`, 'an anchor of letters, digits, - and _')
    if (this.#inside === 0) this.#anchors.set(name, node)
  }

  #inAlias<T>(work: () => T): T {
    this.#inside++
    try {
      return work()
    } finally {
      this.#inside--
    }
  }

  #target(alias: Alias): Node {
    const target = this.#anchors.get(alias.source)
    if (target === undefined)
      throw new Refused(at(alias), `the alias *${alias.source}`, 'an anchor of that name before it')
    return target
  }

  #tagged(node: Node & { tag?: string }, value: unknown): unknown {
    if (node.tag === undefined) return value
    this.#mark('tag', node, node.tag)
    return { [`tag ${node.tag}`]: value }
  }

  #scalar(node: Scalar): unknown {
    const text = String(node.value ?? '')
    if (node.tag !== undefined) {
      this.#mark('tag', node, node.tag)
      return new AmbiguousScalar(`${node.tag} ${text}`)
    }
    if (node.type === Scalar.PLAIN || node.type === undefined) {
      const value = resolve(text)
      if (value instanceof AmbiguousScalar && !/[0-9]/.test(text)) this.#mark('no-number', node, text)
      if (this.#isFlow && /^:|\?/.test(text)) this.#mark('flow-question', node, text)
      return value
    }
    // A tab or blank in the first line of a block is an indentation to some readers.
    const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED
    if (isBlock && /^\n*[ \t]/.test(text)) this.#mark('tab', node, undefined)
    if (node.type === Scalar.QUOTE_DOUBLE && /\\\r?\n/.test(this.#written(node)))
      this.#mark('line-continued', node, undefined)
    if (!text.isWellFormed()) this.#mark('half-character', node, undefined)
    else if (node.type === Scalar.QUOTE_DOUBLE && jsonEscape.test(this.#written(node)))
      this.#mark('json-escape', node, undefined)
    return text
  }

  #key(node: unknown): string {
    if (isAlias(node)) return this.#inAlias(() => this.#key(this.#target(node)))
    if (!isScalar(node)) throw new Refused(at(node), 'a key that is no text', 'keys of text, as in JSON')
    if (node.anchor !== undefined) this.#anchor(node.anchor, node)
    const value = this.#scalar(node)
    if (value === null) throw new Refused(at(node), 'a bare key that is null to Kubernetes', 'the key in quotes')
    if (value instanceof AmbiguousScalar && node.tag === undefined)
      throw new Refused(
        at(node),
        `the bare key ${value.source}`,
        'the key in quotes: Kubernetes refuses so large a number',
      )
    const key = value instanceof AmbiguousScalar ? value.source : String(value)
    if (this.#isLong(node)) this.#mark('long-key', node, undefined)
    const written = String(node.value ?? '')
    if (key !== written && node.tag === undefined) this.#mark('bare-key', node, { written, read: key })
    if (node.type === Scalar.QUOTE_DOUBLE && this.#written(node).includes('\\')) this.#mark('escaped-key', node, key)
    return key
  }

  /** @param from the merged node @param value its value */
  #merge(node: unknown, from: unknown, value: unknown, out: Map<string, unknown>, own: ReadonlySet<string>): void {
    // A list of mappings has to stand there itself.
    const isList = Array.isArray(value) && !isAlias(from)
    const all: readonly unknown[] = isList ? [...(value as unknown[])].reverse() : [value]
    for (const one of all) {
      if (typeof one !== 'object' || one === null || Array.isArray(one) || one instanceof AmbiguousScalar)
        throw new Refused(at(node), 'a merge (<<) of what is no mapping', 'a mapping, or a list of mappings')
      for (const [name, inner] of Object.entries(one)) {
        if (own.has(name)) this.#mark('merge-overrides', node, name)
        out.set(name, inner)
      }
    }
  }

  #map(node: YAMLMap): unknown {
    const out = new Map<string, unknown>()
    const own = new Set<string>()
    for (const { key, value } of node.items) {
      if (isScalar(key) && key.value === '<<' && key.type === Scalar.PLAIN && key.tag === undefined) {
        this.#merge(key, value, this.of(value), out, own)
        continue
      }
      const name = this.#key(key)
      if (name === '__proto__') throw new Refused(at(key), 'a key __proto__', 'another key')
      if (own.has(name))
        throw new Refused(
          at(key),
          `the key ${show(name)} a second time`,
          'each key once: readers disagree on which one counts',
        )
      own.add(name)
      out.set(name, this.of(value))
    }
    return Object.fromEntries(out)
  }
}
