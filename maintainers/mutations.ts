import { dice, mutate, sampleTree, tryMutations } from '@slipway/review/corpus'

// Changes the committed tree in one place after the other, and asks whether review tells it. Ends with `N passed, N failed`.
const count = Number(process.env['MUTATIONS'] ?? 15_000)
const seed = Number(process.env['SEED'] ?? 1)

const begun = performance.now()
const { judged, formatting, wrong } = tryMutations(sampleTree, count, dice(seed), mutate)
for (const one of wrong.slice(0, 20)) console.error(`${one}\n`)
console.log(
  `${judged} mutations of ${sampleTree.size} files (${formatting} of the writing only), seed ${seed}, ${((performance.now() - begun) / 1000).toFixed(1)} s`,
)
console.log(`${judged - wrong.length} passed, ${wrong.length} failed`)
process.exitCode = wrong.length === 0 ? 0 : 1
