import { blastGuards } from '../changes/blast.ts'
import { effectWords } from '../effects/effect.ts'
import { effectRows } from '../effects/effects.ts'
import { podRows } from '../effects/pod.ts'
import { riskRules } from '../risks/risks.ts'

/** What review goes by, for people: the rules of risk and where each effect comes from. */
export function listTables(): string {
  const risks = [
    ...riskRules.map(({ name, about, guards }) => `${name.padEnd(20)} ${about.padEnd(9)} ${guards}`),
    ...blastGuards.map(({ name, guards }) => `${name.padEnd(20)} ${'reach'.padEnd(9)} ${guards}`),
  ]
  const sources = new Map<string, string>()
  for (const { kinds, effect, source } of [...effectRows, ...podRows])
    sources.set(
      `${(kinds.join(' ') || 'every kind').slice(0, 60).padEnd(60)} ${effectWords[effect].padEnd(22)} ${source}`,
      source,
    )
  return `Risks (${risks.length} rules)\n\n${risks.join('\n')}\n\nEffects (${effectRows.length + podRows.length} rows; the first that fits counts)\n\n${[...sources.keys()].join('\n')}\n`
}
