import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { defineCommand, home, type Output } from '@slipway/cli'

/** `attacks/run.ts`; nothing is built upon it. */
interface Runner {
  attacksOf(subject?: string): Promise<readonly unknown[]>
  runAttacks(found: readonly unknown[], output: Output): Promise<number>
  listText(found: readonly unknown[]): string
}

export default defineCommand({
  name: 'attacks',
  summary: 'tries what an attacker would, on estates that are thrown away: does any of it work?',
  about:
    'Runs every attack of attacks/<subject>/ on a scratch estate of its own; it passes when it does not work. The last line is "N passed, N failed".',
  words: ['[SUBJECT]'],
  options: { list: 'name the attacks, and why each matters' },
  exits: ['no attack worked', 'one worked'],
  async run({ list }, [subject], output) {
    const runner = (await import(pathToFileURL(path.join(home, 'attacks/run.ts')).href)) as Runner
    const found = await runner.attacksOf(subject)
    if (!list) return runner.runAttacks(found, output)
    output.out(runner.listText(found))
    return 0
  },
})
