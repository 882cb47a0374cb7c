import {
  isAlias,
  isNode,
  isPair,
  isScalar,
  parseAllDocuments,
  visit,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml'
import { fieldPath, show, type Issue } from '@slipway/core'

/** What a YAML file holds, and what is wrong with how it is written. Without a value nothing more can be said of it. */
export interface YamlData {
  readonly value?: unknown
  readonly issues: readonly Issue[]
}

/** What to do about the errors that people make most; the codes are those of https://eemeli.org/yaml/#errors. */
const hints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  DUPLICATE_KEY: 'keep one of the two',
  BAD_INDENT: 'line it up with its neighbours',
  MISSING_CHAR: 'close what is open: a quote, a bracket or a brace',
  BAD_ALIAS: 'write the value out',
}

/** Plain words that readers of YAML 1.1 and 1.2 take for different values (https://yaml.org/spec/1.2.2/ext/changes/), and why. */
const ambiguous: readonly (readonly [RegExp, string])[] = [
  [/^(y|n|yes|no|on|off)$/i, 'true or false to some readers and text to others'],
  [/^[-+]?0[0-9_]+$/, 'octal to some readers and decimal to others'],
  [/^[-+]?0[xob][0-9a-f_]+$/i, 'a number in another base'],
  [/^[-+]?(\d[\d_]*)?\.?\d+e[-+]?\d+$/i, 'a number to some readers and text to others'],
  [/^[-+]?\d[\d_]*_[\d_]*(\.\d*)?$/, 'a number to some readers and text to others'],
  [/^[-+]?\d+(:[0-5]?\d)+(\.\d*)?$/, 'a number in base 60 to some readers'],
  [/^\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?$/, 'a date to some readers and text to others'],
  [/^[-+]?\d*\.\d*0$/, 'a number, which loses its last zero'],
  [/^\+\d/, 'a number, which loses its plus'],
  [/^[-+]?\.(inf|nan)$/i, 'no number that could be meant here'],
]

const plainNumber = (text: string): string =>
  /^[-+]?(0[xob])?[\d_]*(\.\d+)?(e[-+]?\d+)?$/i.test(text) ? ', or as a usual decimal number' : ''

/** The field that a node is the value of. */
function fieldOf(path: readonly unknown[], node: unknown): string {
  const keys: PropertyKey[] = []
  ;[...path, node].forEach((inner, i, all) => {
    const holder = all[i - 1]
    if (isPair(inner)) keys.push(String(isScalar(inner.key) ? inner.key.value : inner.key))
    else if (holder !== undefined && isNode(holder) && 'items' in holder && Array.isArray(holder.items))
      keys.push((holder.items as unknown[]).indexOf(inner))
  })
  return fieldPath(keys)
}

const keyed = (issue: Omit<Issue, 'file'>, file: string): Issue => ({ file, ...issue })

/** Plain data is all that a spec may be: what only YAML can say is refused, and so is what two readers would read differently. */
function oddities(document: Document, file: string): Issue[] {
  const found: Issue[] = []
  const add = (at: string, code: string, got: string, want: string, hint: string) =>
    found.push(keyed({ at, code, got, want, hint }, file))
  visit(document, (key, node, path) => {
    if (isPair(node)) {
      const name = isScalar(node.key) ? node.key.value : undefined
      if (name !== '<<') return undefined
      add(
        fieldOf(path, node),
        'yaml-merge',
        'a merge key "<<"',
        'each field written out: the file is plain data',
        'write the fields out',
      )
      return visit.SKIP
    }
    if (!isNode(node) || key === 'key') return undefined
    const at = fieldOf(path, node)
    if (isAlias(node))
      add(
        at,
        'yaml-alias',
        `an alias *${node.source}`,
        'the value itself: the file is plain data',
        'write the value out',
      )
    else if ((node as Node & { anchor?: string }).anchor !== undefined) {
      add(
        at,
        'yaml-anchor',
        `an anchor &${(node as Node & { anchor?: string }).anchor}`,
        'the value alone: the file is plain data',
        'take the anchor out',
      )
    } else if (
      node.tag !== undefined &&
      node.tag !== 'tag:yaml.org,2002:str' &&
      !node.tag.startsWith('tag:yaml.org,2002:map')
    ) {
      add(at, 'yaml-tag', `a tag ${node.tag}`, 'the value alone: the file is plain data', 'take the tag out')
    } else if (isScalar(node) && node.type === 'PLAIN' && node.source !== undefined) {
      const { source } = node
      const why = ambiguous.find(([pattern]) => pattern.test(source))?.[1]
      if (why !== undefined)
        add(
          at,
          'yaml-ambiguous',
          `${source} without quotes, ${why}`,
          `a value that every reader takes alike`,
          `write ${show(source)} in quotes${plainNumber(source)}`,
        )
    }
    return undefined
  })
  return found
}

function errorIssue(error: YAMLError, file: string): Issue {
  const [first = 'unreadable text'] = error.message.split('\n')
  return keyed(
    {
      at: '',
      code: 'not-yaml',
      got: first.replace(/:$/, ''),
      want: 'YAML',
      hint: hints[error.code] ?? 'correct that line',
    },
    file,
  )
}

/**
 * Reads YAML text as plain data, by YAML 1.2.
 * @returns the data with every oddity of its writing; without the data when it is not YAML, is empty or is more than one document
 */
export function readYaml(text: string, file: string): YamlData {
  const documents = parseAllDocuments(text, { merge: false, strict: true })
  if (!('length' in documents) || documents.length === 0)
    return {
      issues: [
        keyed(
          { at: '', code: 'empty', got: 'an empty file', want: 'one app as data', hint: 'begin with kind: and team:' },
          file,
        ),
      ],
    }
  const [document] = documents as Document[]
  const errors = (documents as Document[]).flatMap((d) => d.errors)
  const twice = errors.filter((e) => e.code === 'DUPLICATE_KEY')
  const told = errors.length > twice.length ? errors.filter((e) => e.code !== 'DUPLICATE_KEY').slice(0, 1) : twice
  if (told.length > 0) return { issues: told.map((e) => errorIssue(e, file)) }
  if (document === undefined || documents.length > 1) {
    return {
      issues: [
        keyed(
          {
            at: '',
            code: 'not-yaml',
            got: `${documents.length} documents in one file`,
            want: 'one document',
            hint: 'take out what follows the second ---',
          },
          file,
        ),
      ],
    }
  }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
    return readYaml('', file)
  const issues = oddities(document, file)
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown, issues }
  } catch (error) {
    return {
      issues:
        issues.length > 0
          ? issues
          : [keyed({ at: '', code: 'not-yaml', got: String(error), want: 'YAML', hint: 'write the values out' }, file)],
    }
  }
}
