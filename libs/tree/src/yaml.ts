import type { KubeObject, Template } from '@slipway/core'
import { header } from './header.ts'
import { blockHead, number, oneLine } from './scalar.ts'

/** A value that has no place in a manifest: where it is, what it is. */
export class NotYaml extends Error {
  readonly at: string
  readonly got: string
  constructor(at: string, got: string) {
    super(`${at === '' ? 'the object' : at}: ${got} cannot be written as YAML`)
    this.at = at
    this.got = got
  }
}

type Fields = Readonly<Record<string, unknown>>

const objectOrder = ['apiVersion', 'kind', 'metadata', 'spec']
const templateOrder = ['AWSTemplateFormatVersion', 'Description', 'Parameters']
const metadataOrder = ['name', 'namespace', 'labels', 'annotations']
const entryOrder = ['name']
/** Deeper than any Kubernetes type; below the depth at which the stack ends. */
const deepest = 100
/** YAML lets a simple key be 1,024 characters (1.2.2, 7.4.3), its quotes and escapes included. */
const longestKey = 1000

function keysOf(fields: Fields, first: readonly string[]): string[] {
  const keys = Object.keys(fields)
  if (keys.length < 2) return keys
  keys.sort()
  for (let i = first.length - 1; i >= 0; i--) {
    const at = keys.indexOf(first[i] as string)
    if (at > 0) keys.unshift(...keys.splice(at, 1))
  }
  return keys
}

/** Writes one object; keeps the way to the value it is at, for messages and to find circles. */
class Emitter {
  readonly #steps: (string | number)[] = []
  readonly #holders: object[] = []

  refuse(got: string): never {
    const at = this.#steps.reduce<string>((text, step) => {
      if (typeof step === 'number') return `${text}[${step}]`
      const name = /^[A-Za-z_][-A-Za-z0-9_]*$/.test(step) ? step : JSON.stringify(step)
      return text === '' ? name : `${text}.${name}`
    }, '')
    throw new NotYaml(at, got)
  }

  scalar(value: unknown, indent: string): string {
    if (typeof value === 'string') {
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
    return this.refuse(value === undefined ? 'undefined in a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`)
  }

  enter(value: object): void {
    if (this.#holders.includes(value)) this.refuse('a circle, an object that holds itself,')
    if (this.#holders.length >= deepest) this.refuse(`something more than ${deepest} levels deep`)
    this.#holders.push(value)
  }

  fields(value: Fields, indent: string, order: readonly string[]): string {
    const proto: unknown = Object.getPrototypeOf(value)
    if (proto !== Object.prototype && proto !== null)
      this.refuse(`a ${(value.constructor as { name?: string } | undefined)?.name || 'class instance'}`)
    this.enter(value)
    let out = ''
    for (const key of keysOf(value, order)) {
      const child = value[key]
      if (child === undefined) continue
      this.#steps.push(key)
      if (!key.isWellFormed()) this.refuse('a key with half a character (a lone surrogate)')
      const name = oneLine(key)
      if (name.length > longestKey) this.refuse(`a key of more than ${longestKey} characters`)
      out += `${out === '' ? '' : indent}${name}:${this.child(child, indent, key)}\n`
      this.#steps.pop()
    }
    this.#holders.pop()
    return out.slice(0, -1)
  }

  /** What follows `key:`, with the blank or line break before it. */
  child(value: unknown, indent: string, key: string): string {
    const inner = `${indent}  `
    if (typeof value !== 'object' || value === null) return ` ${this.scalar(value, inner)}`
    const text = Array.isArray(value)
      ? this.list(value, inner)
      : this.fields(value as Fields, inner, key === 'metadata' ? metadataOrder : entryOrder)
    return text === '' ? (Array.isArray(value) ? ' []' : ' {}') : `\n${inner}${text}`
  }

  list(values: readonly unknown[], indent: string): string {
    this.enter(values)
    const inner = `${indent}  `
    let out = ''
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      this.#steps.push(i)
      const bare = typeof value !== 'object' || value === null
      const text = bare
        ? this.scalar(value, inner)
        : Array.isArray(value)
          ? this.list(value, inner)
          : this.fields(value as Fields, inner, entryOrder)
      out += `${i === 0 ? '' : `\n${indent}`}- ${bare || text !== '' ? text : Array.isArray(value) ? '[]' : '{}'}`
      this.#steps.pop()
    }
    this.#holders.pop()
    return out
  }

  object(value: Fields, order: readonly string[]): string {
    const text = this.fields(value, '', order)
    return text === '' ? '{}' : text
  }
}

/**
 * A file of the tree: our header, then the objects as YAML that 1.1 and 1.2 readers take alike. Keys stand in the field's usual order
 * (apiVersion, kind, metadata, spec; name first), the rest sorted; lists keep theirs. Fields that are undefined are left out.
 * @param source the file that a person edits to change this one
 * @returns text that ends with a line break; LF only
 * @throws NotYaml with the field's path for what YAML has no words for: NaN, functions, dates, class instances, circles
 */
export function emit(objects: KubeObject | readonly KubeObject[], source: string): string {
  const list: readonly KubeObject[] = Array.isArray(objects) ? (objects as readonly KubeObject[]) : [objects as KubeObject]
  // A block that keeps its last line breaks (`|+`) has them before the next document's line, as the reader expects.
  return `${header(source)}\n${list.map((object) => `${new Emitter().object(object, objectOrder)}\n`).join('---\n')}`
}

/** A file of `aws/`: our header, then the template, its sections in the order in which people read them. @throws NotYaml as `emit` does */
export const emitTemplate = (template: Template, source: string): string =>
  `${header(source)}\n${new Emitter().object(template, templateOrder)}\n`
