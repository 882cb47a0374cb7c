import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { home } from '@slipway/cli'
import { exec } from '@slipway/cli/exec'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { expect, it } from 'vitest'

const counter = path.join(home, 'tools/slipway/test/loaded-files.cjs')

interface Step {
  readonly what: string
  readonly verb: string
  readonly most: number
  /** Before it. */
  readonly edit?: { readonly file: string; readonly from: RegExp; readonly to: string }
}

// Each file costs CPU at each start, and more at the first. Where a bound is passed, look first for what only some
// estates need.
const steps: readonly Step[] = [
  { what: '', verb: '--help', most: 65 },
  { what: 'cold', verb: 'gen', most: 775 },
  { what: 'cold', verb: 'check --no-schemas', most: 870 },
  { what: 'nothing changed', verb: 'check --no-schemas', most: 285 },
  {
    what: 'one spec changed',
    verb: 'gen',
    most: 490,
    edit: { file: 'apps/catalog/app.ts', from: /192Mi/, to: '333Mi' },
  },
  { what: 'one spec changed', verb: 'check --no-schemas', most: 655 },
  {
    what: 'a file of a cluster edited, which is rendered without having been expected',
    verb: 'gen',
    most: 770,
    edit: { file: 'clusters/dev/platform/storage/storageclass-gp3.yaml', from: /$/, to: 'edited: true\n' },
  },
  { what: 'and written', verb: 'gen --check', most: 490 },
]

/** How many files each step loads, one after the other in the same estate. */
const loaded = () =>
  inTemporaryFolder('loaded-files', async (folder) => {
    const [root, list] = [path.join(folder, 'estate'), path.join(folder, 'list')]
    cpSync(path.join(home, 'libs/tree/test/estate'), root, { recursive: true })
    const counts: number[] = []
    for (const { verb, edit } of steps) {
      const file = path.join(root, edit?.file ?? '')
      if (edit) writeFileSync(file, readFileSync(file, 'utf8').replace(edit.from, edit.to))
      const words = [...verb.split(' '), ...(verb.startsWith('-') ? [] : ['--root', root])]
      const script = path.join(home, 'tools/slipway/bin/slipway.cjs')
      const { code, stderr } = await exec(process.execPath, ['--require', counter, script, ...words], {
        env: { ...process.env, LOADED_FILES: list },
      })
      expect([code, stderr]).toEqual([0, expect.not.stringContaining('Error')])
      counts.push(new Set(JSON.parse(readFileSync(list, 'utf8')) as readonly string[]).size)
    }
    return counts
  })

it('a verb loads no more files than it needs', { timeout: 300_000 }, async () => {
  const counts = await loaded()
  const off = steps.flatMap(({ what, verb, most }, i) => {
    const count = counts[i] ?? 0
    return count > most || count < most * 0.8 ? [{ verb, what, most, count }] : []
  })
  expect(off).toEqual([])
})
