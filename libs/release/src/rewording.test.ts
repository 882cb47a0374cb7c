import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Issue, Outcome } from '@slipway/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digest, image, SampleEstate } from '../test/sample.ts'
import { bump } from './steps/bump.ts'
import { openGit, type Git } from './git.ts'
import { edition } from './steps/edition.ts'
import { hold, unhold } from './steps/hold.ts'
import { next } from './steps/next.ts'
import { promote } from './steps/promote.ts'
import { reject } from './steps/reject.ts'
import { rollback } from './steps/rollback.ts'
import { factSentences, holdSentences, noteSentences, nothingSentences, titleSentences } from './sentences.ts'
import { status } from './status.ts'
import { after, ownFiles, type Decision } from './steps/step.ts'

const tables: readonly object[] = [factSentences, holdSentences, noteSentences, nothingSentences, titleSentences]

/** Does something while every sentence is `#<its code>#`. */
async function reworded<T>(work: () => Promise<T>): Promise<T> {
  const before = tables.map((table) => ({ ...table }))
  for (const table of tables) for (const code of Object.keys(table)) Object.assign(table, { [code]: () => `#${code}#` })
  try {
    return await work()
  } finally {
    tables.forEach((table, i) => Object.assign(table, before[i]))
  }
}

let sample: SampleEstate
let git: Git
beforeAll(async () => {
  sample = await new SampleEstate(['web', 'api'], {
    'apps/api/releases/prod-us.json': { hold: 'rolled back from 2.0: slow', digest: digest('a'), version: '1.0.0' },
    'apps/api/releases/staging.json': undefined,
  }).repository()
  const opened = openGit(sample.root)
  if (!opened.ok) throw new Error(JSON.stringify(opened))
  git = opened.value
  const put = async (cluster: string, letter: string, more: object = {}) => {
    sample.put(`apps/web/releases/${cluster}.json`, { ...more, digest: digest(letter), version: `1.${letter}` })
    await sample.render()
    sample.commit(letter)
  }
  for (const cluster of ['dev', 'prod-eu']) for (const letter of ['b', 'c', 'd']) await put(cluster, letter)
  await put('dev', 'c', { hold: 'rolled back from 1.d (dddddddddddd): slow' })
})
afterAll(() => sample.clean())

/** What many verbs decide, one after the other, each upon what the one before it left. */
async function play() {
  const now = new Date(0)
  const reason = 'because'
  let estate = await sample.load()
  const isBefore = (a: string, b: string) => a < b
  const verbs: readonly (() => Outcome<Decision> | Promise<Outcome<Decision>>)[] = [
    // A hold of a rollback is known by its code: this goes further back, and the second of the next two leaves prod-eu
    // alone.
    () => rollback(git, estate, { app: 'web', target: 'dev', reason }),
    () => rollback(git, estate, { app: 'web', target: 'prod-eu', reason }),
    () => rollback(git, estate, { app: 'web', target: 'prod', reason }),
    () => unhold(estate, { app: 'web', target: 'dev', reason }),
    () => bump({ estate, now, isBefore }, { app: 'web', target: 'dev', image: image('web', 'e'), override: 'x' }),
    () => promote({ estate, now }, { app: 'web', from: 'dev', to: 'prod', override: 'y' }),
    () => hold(estate, { app: 'web', target: 'prod', reason }),
    () => hold(estate, { app: 'web', target: 'prod', reason }),
    () => next({ estate, now }, { cluster: 'dev', app: 'web', digest: digest('e') }),
    () => next({ estate, now }, { cluster: 'dev', app: 'api', digest: digest('a') }),
    () => next({ estate, now }, { cluster: 'dev', app: 'api', digest: digest('b') }),
    () => reject(estate, { app: 'web', digest: digest('e'), reason }),
    () => reject(estate, { app: 'web', digest: digest('e'), reason }),
    () => unhold(estate, { app: 'web', target: 'dev', reason }),
    () => unhold(estate, { app: 'web', target: 'dev', reason }),
    () => unhold(estate, { app: 'api', target: 'prod', reason }),
    () => edition({ estate, now }, { app: 'api', target: 'prod', to: '2', pin: false, override: 'z' }),
    () => edition({ estate, now }, { app: 'api', target: 'prod-eu', to: '2', pin: false }),
  ]
  const decisions: unknown[] = []
  const written: unknown[] = []
  for (const verb of verbs) {
    const decided = await verb()
    decisions.push(decided)
    if (!decided.ok || !('step' in decided.value)) continue
    const { step } = decided.value
    const [app] = estate.apps.filter(({ name }) => name === step.app)
    if (app !== undefined) written.push([...ownFiles(step, app)])
    estate = after(estate, step)
  }
  const facts = { since: () => undefined, distance: () => undefined }
  return { decisions: decisions.map(coded), written, status: status(estate, estate.apps, facts, now) }
}

/** Data with each issue as its place and code, since its texts are sentences, too. */
const coded = (decision: unknown): unknown =>
  JSON.parse(
    JSON.stringify(decision, (_, value: unknown) => {
      if (value instanceof Map) return [...value]
      const { file, at, code, hint } = (value ?? {}) as Partial<Issue>
      return hint === undefined ? value : { file, at, code }
    }),
  )

test('no decision hangs on the wording of a sentence', async () => {
  const plain = await play()
  expect(await reworded(play)).toEqual(plain)
  expect(plain.written).toHaveLength(9)
})

test.each([
  'steps/bump',
  'pulls/conflicting-pulls',
  'steps/edition',
  'history',
  'steps/hold',
  'steps/next',
  'steps/promote',
  'steps/reject',
  'steps/rollback',
  'status',
  'steps/step',
])('%s knows no sentences', (name) => {
  expect(readFileSync(path.join(import.meta.dirname, `${name}.ts`), 'utf8')).not.toContain('sentences.ts')
})
