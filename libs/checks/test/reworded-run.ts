/**
 * Runs every case of every rule's table and prints what was found, as JSON. With `reworded`, each sentence in the
 * source of the rules is another one while the source is loaded: a rule that asked what a sentence contains would then
 * find something else.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Issue, Rendered } from '@slipway/core'
import ts from 'typescript'
import type { RejectedDigests } from '../src/engine/object-index.ts'
import type { Rule } from '../src/engine/rule.ts'
import type { Case } from './case.ts'

const here = import.meta.dirname
const src = path.resolve(here, '../src')
const spoken = [path.join(src, 'rules'), path.join(src, 'objects'), path.resolve(here, '../../model/src/fence')]

/** Letters thirteen further on: as long, as distinct, and no word of before. */
const otherWords = (text: string): string =>
  text.replaceAll(/[a-z]/gi, (letter) => {
    const first = letter >= 'a' ? 97 : 65
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first)
  })

/** Codes, kinds, fields and names have no blank; sentences have. */
const isSentence = (text: string): boolean => /[a-z,:;)] [a-z0-9"(`]|^ [a-z]|[a-z,:] $/i.test(text)

const isPiece = (node: ts.Node): node is ts.StringLiteral | ts.TemplateLiteralLikeNode =>
  ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node)

/** `'a b c'.split(' ')` is a list of words. */
const isList = ({ parent }: ts.Node): boolean => ts.isPropertyAccessExpression(parent) && parent.name.text === 'split'

function reworded(text: string): string {
  const file = ts.createSourceFile('rule.ts', text, ts.ScriptTarget.Latest, true)
  const pieces: (readonly [from: number, to: number])[] = []
  const visit = (node: ts.Node): void => {
    if (isPiece(node) && isSentence(node.text) && !isList(node)) pieces.push([node.getStart(file) + 1, node.end - 1])
    ts.forEachChild(node, visit)
  }
  visit(file)
  // Escapes such as \n stay what they are.
  const other = (raw: string) =>
    raw.replaceAll(/\\.|\$\{|[^\\$]+|\$/g, (part) => (/^[\\$]/.test(part) ? part : otherWords(part)))
  return pieces
    .toReversed()
    .reduce((all, [from, to]) => all.slice(0, from) + other(all.slice(from, to)) + all.slice(to), text)
}

interface Table {
  readonly rule: Rule
  readonly cases: readonly Case[]
  readonly cluster: string
  readonly rejected: RejectedDigests | undefined
}
const tables: Table[] = []
const recorder = {
  tables,
  table: (rule: Rule, cases: readonly Case[], cluster = 'prod', rejected?: RejectedDigests) =>
    void tables.push({ rule, cases, cluster, rejected }),
}
Object.assign(globalThis, { recorder })

const stubs: Readonly<Record<string, string>> = {
  'stub:case': 'export const { table } = globalThis.recorder; export const saysOf = () => []',
  'stub:vitest':
    'const any = new Proxy(() => any, { get: (_, name) => name === Symbol.toPrimitive ? () => "" : any });' +
    'export const describe = any, it = any, test = any, expect = any, vi = any, beforeEach = any, afterEach = any, beforeAll = any, afterAll = any',
}

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vitest' || specifier.endsWith('/test/case.ts')
      ? { url: specifier === 'vitest' ? 'stub:vitest' : 'stub:case', format: 'module', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) => {
    const stub = stubs[url]
    if (stub !== undefined) return { format: 'module', source: stub, shortCircuit: true }
    const file = url.startsWith('file:') ? fileURLToPath(url) : ''
    const isSpoken = spoken.some((folder) => file.startsWith(`${folder}${path.sep}`)) && !file.endsWith('.test.ts')
    if (!isSpoken || process.argv[2] !== 'reworded') return next(url, context)
    return { format: 'module-typescript', source: reworded(readFileSync(file, 'utf8')), shortCircuit: true }
  },
})

const { checkFolders } = await import('../src/engine/check-folders.ts')
const { fleet, good } = await import('./fixture.ts')
for (const file of readdirSync(path.join(src, 'rules'), { recursive: true, encoding: 'utf8' }).sort())
  if (file.endsWith('.test.ts')) await import(pathToFileURL(path.join(src, 'rules', file)).href)

const { keyedFolders } = await import('./keyed-folders.ts')
const sound = new Map(
  ['dev', 'prod'].map((cluster) => [cluster, checkFolders(keyedFolders(good(cluster)), fleet).results]),
)
/**
 * Folders that a case leaves as they were are not judged again: `check-folders.test.ts` has it that this finds the
 * same.
 */
const found = (estate: readonly Rendered[], cluster: string, rejected: RejectedDigests | undefined): readonly Issue[] =>
  checkFolders(keyedFolders(estate), fleet, rejected, rejected === undefined ? sound.get(cluster) : undefined).issues
const runs = tables.flatMap(({ rule, cases, cluster, rejected }) =>
  cases.map(({ name, change }) => {
    const issues = found(change(good(cluster)), cluster, rejected)
    return {
      case: `${rule.code}: ${name}`,
      facts: issues.map(({ file, at, code, warning = false }) => `${file} ${at} ${code} ${warning}`).toSorted(),
      exit: issues.some(({ warning = false }) => !warning) ? 1 : 0,
      words: issues.flatMap(({ want, hint }) => [want, hint]),
    }
  }),
)
console.log(JSON.stringify(runs))
