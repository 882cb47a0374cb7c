import { defineCommand } from '@slipway/cli'

export default defineCommand({
  name: 'mutations',
  summary: 'changes the committed tree in one place after the other: does review tell each?',
  about:
    'Formatting has to be no change. MUTATIONS and SEED in the environment say how many (15000), and which. The last line is "N passed, N failed".',
  options: {},
  exits: ['every change was told', 'one was not'],
  async run(_values, _words, { out, err, seconds }) {
    const { dice, mutate, sampleTree, tryMutations } = await import('@slipway/review/corpus')
    const count = Number(process.env['MUTATIONS'] ?? 15_000)
    const seed = Number(process.env['SEED'] ?? 1)
    const { judged, formatting, wrong } = tryMutations(sampleTree, count, dice(seed), mutate)
    for (const one of wrong.slice(0, 20)) err(`${one}\n\n`)
    out(
      `${judged} mutations of ${sampleTree.size} files (${formatting} of the writing only), seed ${seed}, ${seconds().toFixed(1)} s\n`,
    )
    out(`${judged - wrong.length} passed, ${wrong.length} failed\n`)
    return wrong.length === 0 ? 0 : 1
  },
})
