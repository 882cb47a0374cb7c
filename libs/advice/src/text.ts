import type { Change } from './change.ts'

interface AdviceReport {
  readonly done: readonly Change[]
  readonly byHand: readonly Change[]
  readonly unknown: readonly string[]
  readonly waiting: readonly string[]
}

const line = ({ file, field, before, after, note }: Change): string =>
  `  ${file}: ${field} ${before} -> ${after}${note === undefined ? '' : `; ${note}`}`

export function asText({ done, byHand, unknown, waiting }: AdviceReport, written: boolean): string {
  const part = (heading: string, lines: readonly string[]) => (lines.length === 0 ? [] : [heading, ...lines])
  const nothing = done.length + byHand.length === 0 ? ['Every app that was measured asks for about what it uses.'] : []
  return [
    ...part(written ? 'Changed:' : 'To change:', done.map(line)),
    ...part(
      'Change by hand:',
      byHand.map((c) => `${line(c)}: write ${c.byHand}`),
    ),
    ...part(
      'Not measured for long enough:',
      waiting.map((w) => `  ${w}`),
    ),
    ...part(
      'Measured, and no app of this estate:',
      unknown.map((u) => `  ${u}`),
    ),
    ...nothing,
    '',
  ].join('\n')
}
