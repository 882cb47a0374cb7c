import { cpSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { home } from '@slipway/cli'
import { exec } from '@slipway/cli/exec'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { expect, it } from 'vitest'

const counter = path.join(home, 'tools/slipway/test/loaded-files.cjs')

/** The files that each verb loads, run one after the other in the same estate. */
const loaded = (verbs: readonly string[]) =>
  inTemporaryFolder('loaded-files', async (folder) => {
    const [root, list] = [path.join(folder, 'estate'), path.join(folder, 'list')]
    cpSync(path.join(home, 'libs/tree/test/estate'), root, { recursive: true })
    const counts: [string, number][] = []
    for (const verb of verbs) {
      const words = [
        '--require',
        counter,
        path.join(home, 'tools/slipway/bin/slipway.cjs'),
        ...verb.replace('ESTATE', root).split(' '),
      ]
      const { stderr } = await exec(process.execPath, words, { env: { ...process.env, LOADED_FILES: list } })
      expect(stderr).not.toContain('Error')
      counts.push([verb, new Set(JSON.parse(readFileSync(list, 'utf8')) as readonly string[]).size])
    }
    return counts
  })

// Each file costs CPU at each start, and more at the first. Where a bound is passed, look first for what only some estates need.
it('a verb loads no more files than it needs', { timeout: 300_000 }, async () => {
  const most = {
    '--help': 65,
    'gen --root ESTATE': 770,
    'check --no-schemas --root ESTATE': 870,
    // Again, where nothing changed.
    'check --root ESTATE --no-schemas': 285,
  }
  const isOff = ([verb, count]: readonly [string, number]): boolean => {
    const bound = most[verb as keyof typeof most]
    return count > bound || count < bound * 0.8
  }
  expect((await loaded(Object.keys(most))).filter(isOff)).toEqual([])
})
