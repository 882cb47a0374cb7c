import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { dice, mutate, tryMutations } from '@slipway/review/corpus'

// Changes the committed tree in one place after the other, and asks whether review tells it. Ends with `N passed, N failed`.
const root = path.resolve(import.meta.dirname, '..')
const count = Number(process.env['MUTATIONS'] ?? 15_000)
const seed = Number(process.env['SEED'] ?? 1)

const files = new Map(
  ['clusters', 'argocd'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const),
  ),
)
const begun = performance.now()
const { judged, formatting, wrong } = tryMutations(files, count, dice(seed), mutate)
for (const one of wrong.slice(0, 20)) console.error(`${one}\n`)
console.log(
  `${judged} mutations of ${files.size} files (${formatting} of the writing only), seed ${seed}, ${((performance.now() - begun) / 1000).toFixed(1)} s`,
)
console.log(`${judged - wrong.length} passed, ${wrong.length} failed`)
process.exitCode = wrong.length === 0 ? 0 : 1
