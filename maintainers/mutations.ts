import { defineCommand } from '@slipway/cli'

export default defineCommand({
  name: 'mutations',
  summary: 'changes trees of six layouts in one place after the other: does review tell each?',
  about:
    'Formatting has to be no change. MUTATIONS and SEED in the environment say how many (15000), and which. The last line is "N passed, N failed".',
  options: {},
  exits: ['every change was told', 'one was not'],
  async run(_values, _words, { out, err, seconds }) {
    const { dice, estates, mutate, sampleTree, tryMutations } = await import('@slipway/review/corpus')
    const count = Number(process.env['MUTATIONS'] ?? 15_000)
    const seed = Number(process.env['SEED'] ?? 1)
    const trees = { 'the committed tree': sampleTree, ...estates }
    let [all, failed] = [0, 0]
    for (const [name, files] of Object.entries(trees)) {
      const { judged, formatting, wrong } = tryMutations(
        files,
        files === sampleTree ? count : count / 5,
        dice(seed),
        mutate,
      )
      for (const one of wrong.slice(0, 20)) err(`${one}\n\n`)
      out(
        `${name}: ${judged} mutations of ${files.size} files (${formatting} of the writing only), seed ${seed}, ${seconds().toFixed(1)} s\n`,
      )
      all += judged
      failed += wrong.length
    }
    out(`${all - failed} passed, ${failed} failed\n`)
    return failed === 0 ? 0 : 1
  },
})
