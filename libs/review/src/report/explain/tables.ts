import { annotationTopics } from '../../effects/annotation-topics.ts'
import { knownAnnotations } from '../../effects/annotations.ts'
import { effectRows } from '../../effects/effect.ts'
import { podRows } from '../../effects/pod-template.ts'
import { reachRules } from '../../risks/reach.ts'
import { riskRules } from '../../risks/risks.ts'
import { readerNames } from '../annotation-texts.ts'
import { explainedFiles } from './explained-files.ts'
import { effectWords } from '../effect-sentences.ts'

/** The rules of risk, and the source of each effect, for people. */
export function listTables(): string {
  const risks = [...riskRules, ...reachRules.map((rule) => ({ ...rule, about: 'reach' }))].map(
    ({ name, about, guards }) => `${name.padEnd(20)} ${about.padEnd(9)} ${guards}`,
  )
  const rows = [...effectRows, ...podRows]
  const sources = rows.map(({ kinds, effect, source }) => {
    const about = kinds.join(' ') || 'every kind'
    return `${about.slice(0, 60).padEnd(60)} ${effectWords[effect].padEnd(22)} ${source}`
  })
  const notes = knownAnnotations.map(
    ({ key, reader, topic, level }) =>
      `${key.padEnd(60)} ${effectWords[annotationTopics[topic]].padEnd(22)} ${(level ?? '').padEnd(7)} ${readerNames[reader]}`,
  )
  const files = Object.entries(explainedFiles).map(
    ([code, [topic, why]]) => `${code.padEnd(20)} ${topic.padEnd(17)} ${why}`,
  )
  return `Risks (${risks.length} rules)\n\n${risks.join('\n')}\n\nFiles (${files.length} reasons)\n\n${files.join('\n')}\n\nEffects (${rows.length} rows; the first that fits counts)\n\n${[...new Set(sources)].join('\n')}\n\nAnnotations (${notes.length} rows; the first that fits counts)\n\n${notes.join('\n')}\n`
}
