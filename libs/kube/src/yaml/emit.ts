import { fieldPath, type KubeObject } from '@slipway/core'
import type { Fields } from '../value.ts'
import { blockHead, number, oneLine } from './write-scalar.ts'

export class NotYaml extends Error {
  readonly at: string
  readonly got: string
  constructor(at: string, got: string) {
    super(`${at === '' ? 'the object' : at}: ${got} cannot be written as YAML`)
    this.at = at
    this.got = got
  }
}

const objectOrder = ['apiVersion', 'kind', 'metadata', 'spec']
const templateOrder = ['AWSTemplateFormatVersion', 'Description', 'Parameters']
const metadataOrder = ['name', 'namespace', 'labels', 'annotations']
const entryOrder = ['name']
/** Deeper than any Kubernetes type, and within the stack. */
const deepest = 100
/** YAML ends a simple key at 1,024 characters (1.2.2, 7.4.3), quotes and escapes included. */
const longestKey = 1000

/** Most objects have few keys, which insertion sorts in less time than `sort`. */
const fewKeys = 24

/** Those that come first, then the others in the order of their code units. */
function keysOf(fields: Fields, first: readonly string[]): readonly string[] {
  const keys: string[] = []
  for (const key of first) if (fields[key] !== undefined) keys.push(key)
  const front = keys.length
  for (const key of Object.keys(fields)) {
    if (fields[key] === undefined || first.includes(key)) continue
    let at = keys.push(key) - 1
    if (at - front > fewKeys) continue
    for (let before; at > front && (before = keys[at - 1] as string) > key; at--) keys[at] = before
    keys[at] = key
  }
  return keys.length - front > fewKeys ? [...keys.slice(0, front), ...keys.slice(front).sort()] : keys
}

/** Mostly labels and keys; emptied when full. */
const written = new Map<string, string>()
const mostWritten = 20_000
const longestWritten = 100

/** `undefined` for text of several lines, or that cannot be written. */
function short(text: string): string | undefined {
  if (text.length > longestWritten) return undefined
  const known = written.get(text)
  if (known !== undefined) return known
  if (!text.isWellFormed() || blockHead(text) !== undefined) return undefined
  if (written.size >= mostWritten) written.clear()
  const line = oneLine(text)
  written.set(text, line)
  return line
}

const indents = Array.from({ length: 2 * deepest + 4 }, (_, i) => ' '.repeat(i))
const deeper = (indent: string): string => indents[indent.length + 2] ?? `${indent}  `

/**
 * Knows the path for messages, and the objects above to find circles. One list of pieces: joining by level would copy
 * them once a level.
 */
class Emitter {
  readonly #steps: (string | number)[] = []
  readonly #holders: object[] = []
  readonly #out: string[] = []

  refuse(got: string): never {
    throw new NotYaml(fieldPath(this.#steps), got)
  }

  scalar(value: unknown, indent: string): string {
    if (typeof value === 'string') {
      const line = short(value)
      if (line !== undefined) return line
      if (!value.isWellFormed()) this.refuse('text with half a character (a lone surrogate)')
      const head = blockHead(value)
      if (head === undefined) return oneLine(value)
      const lines = value.split('\n')
      if (head !== '|-') lines.pop()
      return `${head}\n${lines.map((line) => (line === '' ? '' : indent + line)).join('\n')}`
    }
    if (typeof value === 'boolean') return value ? 'true' : 'false'
    if (value === null) return 'null'
    if (typeof value === 'number') return Number.isFinite(value) ? number(value) : this.refuse(`the number ${value}`)
    return this.refuse(value === undefined ? 'undefined in a list' : `a ${typeof value}`)
  }

  enter(value: object): void {
    if (this.#holders.includes(value)) this.refuse('a circle, an object that holds itself,')
    if (this.#holders.length >= deepest) this.refuse(`something more than ${deepest} levels deep`)
    this.#holders.push(value)
  }

  keys(value: object, order: readonly string[]): readonly string[] {
    const proto: unknown = Object.getPrototypeOf(value)
    if (proto !== Object.prototype && proto !== null)
      this.refuse(`a ${(value.constructor as { name?: string } | undefined)?.name || 'class instance'}`)
    return keysOf(value as Fields, order)
  }

  fields(value: Fields, keys: readonly string[], indent: string): void {
    this.enter(value)
    let first = true
    for (const key of keys) {
      const child = value[key]
      this.#steps.push(key)
      const name = short(key) ?? oneLine(key)
      if (!key.isWellFormed()) this.refuse('a key with half a character (a lone surrogate)')
      if (name.length > longestKey) this.refuse(`a key of more than ${longestKey} characters`)
      if (!first) this.#out.push('\n', indent)
      this.#out.push(name, ':')
      first = false
      this.child(child, indent, key)
      this.#steps.pop()
    }
    this.#holders.pop()
  }

  child(value: unknown, indent: string, key: string): void {
    const inner = deeper(indent)
    if (typeof value !== 'object' || value === null) {
      this.#out.push(' ', this.scalar(value, inner))
    } else if (Array.isArray(value)) {
      if (value.length === 0) this.#out.push(' []')
      else this.#out.push('\n', inner)
      this.list(value, inner)
    } else {
      const keys = this.keys(value, key === 'metadata' ? metadataOrder : entryOrder)
      if (keys.length === 0) this.#out.push(' {}')
      else this.#out.push('\n', inner)
      this.fields(value as Fields, keys, inner)
    }
  }

  list(values: readonly unknown[], indent: string): void {
    this.enter(values)
    const inner = deeper(indent)
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      this.#steps.push(i)
      if (i > 0) this.#out.push('\n', indent)
      this.#out.push('- ')
      if (typeof value !== 'object' || value === null) {
        this.#out.push(this.scalar(value, inner))
      } else if (Array.isArray(value)) {
        if (value.length === 0) this.#out.push('[]')
        this.list(value, inner)
      } else {
        const keys = this.keys(value, entryOrder)
        if (keys.length === 0) this.#out.push('{}')
        this.fields(value as Fields, keys, inner)
      }
      this.#steps.pop()
    }
    this.#holders.pop()
  }

  object(value: Fields, order: readonly string[]): string {
    const keys = this.keys(value, order)
    if (keys.length === 0) return '{}'
    this.fields(value, keys, '')
    return this.#out.join('')
  }
}

/**
 * For readers of 1.1 and 1.2 alike. Usual order of keys (apiVersion, kind, metadata, spec; name first), the rest
 * sorted; no undefined fields.
 * @throws NotYaml with the field's path: NaN, functions, dates, class instances, circles
 */
export const emit = (objects: readonly KubeObject[]): string =>
  // The line breaks of `|+` stand before the next document.
  objects.map((object) => `${new Emitter().object(object, objectOrder)}\n`).join('---\n')

/** In people's order of sections. @throws NotYaml */
export const emitTemplate = (template: Fields): string => `${new Emitter().object(template, templateOrder)}\n`
