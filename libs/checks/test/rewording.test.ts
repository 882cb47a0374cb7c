import path from 'node:path'
import { exec } from '@slipway/cli/exec'
import { expect, it } from 'vitest'

interface Run {
  readonly case: string
  readonly facts: readonly string[]
  readonly exit: 0 | 1
  readonly words: readonly string[]
}

async function runs(how: 'plain' | 'reworded'): Promise<readonly Run[]> {
  const { code, stdout, stderr } = await exec(process.execPath, [
    path.join(import.meta.dirname, 'reworded-run.ts'),
    how,
  ])
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as readonly Run[]
}

it('no rule finds anything else where every sentence in its source is another one', { timeout: 120_000 }, async () => {
  const [plain, other] = await Promise.all([runs('plain'), runs('reworded')])
  const facts = (all: readonly Run[]) => all.map(({ case: name, facts, exit }) => [name, facts, exit])
  expect(facts(other)).toEqual(facts(plain))
  expect(plain.length).toBeGreaterThan(400)
  const [before, after] = [plain, other].map((all) => all.flatMap(({ words }) => words))
  // The rest are values and suggestions, such as `did you mean "http"?`.
  const same = before?.filter((words, i) => words === after?.[i]) ?? []
  expect(same.length / (before?.length ?? 0)).toBeLessThan(0.15)
})
