import { annotationTopics } from '../../effects/annotation-topics.ts'
import { knownAnnotations } from '../../effects/annotations.ts'
import { effectRows } from '../../effects/effect.ts'
import { podRows } from '../../effects/pod-template.ts'
import { effectKinds } from '../../effects/row.ts'
import { reachRules } from '../../risks/reach.ts'
import { riskRules } from '../../risks/risks.ts'
import { readerNames, topicTexts } from '../annotation-texts.ts'
import { effectSentences, effectWords } from '../effect-sentences.ts'
import { riskSentences } from '../risk-sentences.ts'
import { explainedFiles } from './explained-files.ts'
import type { Explanation } from './explanation.ts'
import { explanations } from './explanations.ts'

const rows = [...effectRows, ...podRows]
const isKey = <T extends object>(all: T, key: string): key is keyof T & string => Object.hasOwn(all, key)
/** A sentence that needs nothing of the change it is about. */
const plain = (sentence: unknown): readonly string[] => (typeof sentence === 'string' ? [sentence] : [])

function ruleText(name: string, { why, source, codes }: Explanation): string {
  const guards = [...riskRules, ...reachRules].flatMap((rule) => (rule.name === name ? [rule.guards] : []))
  const reasons = codes.map((code) => [`  ${code}`, ...plain(riskSentences[code])].join(': '))
  return [
    `${name}: a risk`,
    '',
    `guards   ${guards.join('; ')}`,
    `why      ${why}`,
    `source   ${source}`,
    '',
    'reasons',
    ...reasons,
  ].join('\n')
}

function effectText(code: string): string {
  const found = rows.filter((row) => row.code === code)
  const sources = [...new Set(found.map(({ source }) => source))].filter((source) => source !== '')
  const places = found.map(
    ({ kinds, path, effect }) => `  ${kinds.join(' ') || 'every kind'}: ${path} -> ${effectWords[effect]}`,
  )
  const says = isKey(effectSentences, code) ? plain(effectSentences[code]) : []
  return [
    `${code}: an effect`,
    '',
    ...says.map((text) => `says     ${text}`),
    ...sources.map((text) => `source   ${text}`),
    ...(places.length > 0 ? ['', 'fields', ...places] : []),
  ].join('\n')
}

function kindText(kind: (typeof effectKinds)[number]): string {
  const codes = [...new Set(rows.flatMap(({ effect, code }) => (effect === kind ? [code] : [])))]
  return [
    `${kind}: a kind of effect, "${effectWords[kind]}" in reports`,
    '',
    `codes    ${codes.join(' ') || 'none of a single field'}`,
  ].join('\n')
}

/** A reason of a changed file. Some have the code of a reason of objects, too. */
function fileText(code: keyof typeof explainedFiles): string {
  const [topic, why] = explainedFiles[code]
  return [`${code}: a risk of ${topic}, as a file beside the objects`, '', `why      ${why}`].join('\n')
}

const annotationText = (asked: string): string | undefined => {
  const found = knownAnnotations.filter(
    ({ key }) => key === asked || (key.endsWith('*') && asked.startsWith(key.slice(0, -1))),
  )
  const [known] = found
  if (known === undefined) return undefined
  return [
    `${asked}: an annotation`,
    '',
    `reader   ${readerNames[known.reader]}`,
    `about    ${topicTexts[known.topic]} (${effectWords[annotationTopics[known.topic]]})`,
    `risk     ${known.level ?? 'none'}${known.dangerous === undefined ? '' : `; high where the value matches ${known.dangerous.source}`}`,
  ].join('\n')
}

/** Everything that can be asked for, but for annotations. */
export const explainable: readonly string[] = [
  ...new Set([
    ...Object.keys(explanations),
    ...Object.keys(riskSentences),
    ...Object.keys(effectSentences),
    ...Object.keys(explainedFiles),
    ...effectKinds,
  ]),
]

/** The meaning, reason and source of a rule, a cause, an effect or an annotation; `undefined` for any other word. */
export function explain(asked: string): string | undefined {
  if (isKey(explanations, asked)) return `${ruleText(asked, explanations[asked])}\n`
  const rule = Object.entries(explanations).find(([, { codes }]) => codes.some((code) => code === asked))
  if (rule !== undefined) return `${asked}: a reason of\n\n${ruleText(...rule)}\n`
  const kind = effectKinds.find((one) => one === asked)
  if (isKey(explainedFiles, asked)) return `${fileText(asked)}\n`
  const other = kind === undefined ? annotationText(asked) : kindText(kind)
  const text = isKey(effectSentences, asked) ? effectText(asked) : other
  return text === undefined ? undefined : `${text}\n`
}
