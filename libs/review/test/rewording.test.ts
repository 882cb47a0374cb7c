import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { assert, expect, test } from 'vitest'
import { runs } from '@slipway/core/runs'
import type { FleetFacts } from '../src/read/fleet-facts.ts'
import { effectSentences, effectWords, endings } from '../src/report/effect-sentences.ts'
import { asJson } from '../src/report/json.ts'
import { driftSentences, riskSentences } from '../src/report/risk-sentences.ts'
import { inputOf, review, type ReviewInput } from '../src/review.ts'
import { isAtLeast, riskLevels } from '../src/risks/level.ts'
import { dice, mutate, type Files } from './corpus.ts'
import { effectCases } from './effect-cases.ts'
import { inputOfCase } from './risk-case.ts'
import { riskCases } from './risk-cases/all.ts'
import { sampleTree } from './sample-tree.ts'

const tables: readonly object[] = [effectSentences, effectWords, endings, riskSentences, driftSentences]

/** Does something while every sentence is `#<its code>#`. */
function reworded<T>(work: () => T): T {
  const before = tables.map((table) => ({ ...table }))
  for (const table of tables) for (const code of Object.keys(table)) Object.assign(table, { [code]: `#${code}#` })
  try {
    return work()
  } finally {
    tables.forEach((table, i) => Object.assign(table, before[i]))
  }
}

/** All that a review says but for its sentences, with the exit code of each `--fail-on`; and the sentences. */
function outcome(input: ReviewInput) {
  const done = review(input)
  const sentences: string[] = []
  const facts: unknown = JSON.parse(asJson(done), (key, value: unknown) => {
    if (typeof value !== 'string' || (key !== 'text' && key !== 'why')) return value
    sentences.push(value)
    return undefined
  })
  return { facts, exit: riskLevels.map((failOn) => isAtLeast(done.level, failOn)), sentences }
}

const fleet: FleetFacts = new Map([
  ['dev', { environment: 'dev', region: 'eu', prod: false }],
  ['staging', { environment: 'staging', region: 'eu', prod: false }],
  ['prod-eu', { environment: 'prod', region: 'eu', prod: true }],
  ['prod-us', { environment: 'prod', region: 'us', prod: true }],
])
/** Clusters that a case of one object is in: all, or one in turn. */
const placesOf = (i: number): readonly string[] => {
  const clusters = [...fleet.keys()]
  return runs(1, 4) === 1 ? clusters.slice(i % clusters.length).slice(0, 1) : clusters
}
const files = (clusters: readonly string[], text: string, beside: string): Files =>
  new Map(
    clusters.flatMap((cluster) => [
      [`clusters/${cluster}/shop/web/a.yaml`, text],
      [`clusters/${cluster}/shop/web/b.yaml`, beside],
    ]),
  )
const sample = (change: (text: string, file: string) => string): ReviewInput =>
  inputOf(sampleTree, new Map([...sampleTree].map(([file, text]) => [file, change(text, file)])), { fleet })
/** One case of each list of risks, or all of them. */
const cases = runs(1, 2) === 1 ? [...new Map(riskCases.map((one) => [one.slice(3).join(), one])).values()] : riskCases
const roll = dice(Number(process.env['SEED'] ?? 1))

const inputs: readonly (readonly [string, ReviewInput])[] = [
  ...effectCases.map((one, i): [string, ReviewInput] => [
    one.what,
    inputOf(files(placesOf(i), one.before, one.beside), files(placesOf(i), one.after, one.beside), { fleet }),
  ]),
  ['the sample estate: a rule of the platform', sample((text) => text.replace(/(sleep:\n\s+seconds: )10/g, '$115'))],
  [
    'the sample estate: another image in some clusters',
    sample((text, file) =>
      /^clusters\/(?:dev|prod-eu)\//.test(file) ? text.replace(/@sha256:\w{64}/g, `@sha256:${'1'.repeat(64)}`) : text,
    ),
  ],
  ['the sample estate: all of an app goes', sample((text, file) => (file.includes('/catalog/') ? '' : text))],
  ['the sample estate: all of it goes', sample(() => '')],
  [
    'the sample estate: less memory, no probes',
    sample((text) => text.replace(/256Mi/g, '16Mi').replaceAll('Probe:', 'X:')),
  ],
  ...cases.map((one): [string, ReviewInput] => [one[0], inputOfCase(one)]),
  ...Array.from({ length: runs(30, 100) }, (_, i) => mutate(sampleTree, roll) ?? i).flatMap(
    (one): [string, ReviewInput][] =>
      typeof one === 'number' ? [] : [[`the sample estate: ${one.what}`, inputOf(one.before, one.after, { fleet })]],
  ),
]

// 680 reviews, or 1,700, twice: nine seconds of those alone, a minute beside much else.
test('nothing that review decides hangs on the wording of a sentence', { timeout: 180_000 }, () => {
  const codes = new Set<string>()
  const plains = inputs.map(([, input]) => outcome(input))
  const others = reworded(() => inputs.map(([, input]) => outcome(input)))
  for (const [i, [what]] of inputs.entries()) {
    const [plain, other] = [plains[i], others[i]]
    assert(plain !== undefined && other !== undefined)
    expect([what, other.facts, other.exit]).toEqual([what, plain.facts, plain.exit])
    expect(other.sentences).toHaveLength(plain.sentences.length)
    for (const sentence of other.sentences) {
      // No sentence is made anywhere else.
      expect(sentence).toMatch(/^(?:#[\w-]+#)+$/)
      codes.add(sentence)
    }
  }
  expect(codes.size).toBeGreaterThan(250)
})

test('only what makes a report knows the sentences', () => {
  const src = path.resolve(import.meta.dirname, '../src')
  const others = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/^report\/|\.test\.ts$|^index\.ts$/.test(file),
  )
  expect(others.length).toBeGreaterThan(30)
  expect(others.filter((file) => /from '[^']*report\//.test(readFileSync(path.join(src, file), 'utf8')))).toEqual([])
})
