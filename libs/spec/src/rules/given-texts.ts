import { fieldPath } from '@slipway/core'
import type { SpecPart } from '../shape/app.ts'
import { addressRule } from './address-rule.ts'
import { words, type Report } from './report.ts'
import { referenceHint, secretRule } from './secret-rules.ts'

/** A text that a program is started with. */
interface GivenText {
  readonly at: string
  readonly text: string
  /** The name of the variable; `undefined` for a word of a command. */
  readonly variable?: string
}

interface Program {
  readonly env?: Readonly<Record<string, unknown>> | undefined
  readonly command?: readonly string[] | undefined
  readonly args?: readonly string[] | undefined
}

const ofProgram = (place: readonly PropertyKey[], { env = {}, command = [], args = [] }: Program): GivenText[] => [
  ...Object.entries(env).flatMap(([variable, text]) =>
    typeof text === 'string' ? [{ at: fieldPath([...place, 'env', variable]), text, variable }] : [],
  ),
  ...Object.entries({ command, args }).flatMap(([field, words]) =>
    words.map((text, i) => ({ at: fieldPath([...place, field, i]), text })),
  ),
]

/** Texts of all its containers, and of its migration. */
export function givenTexts(spec: SpecPart): readonly GivenText[] {
  if (spec.kind === 'function') return ofProgram([], spec)
  const each = (field: string, all: readonly Program[] = []) => all.flatMap((one, i) => ofProgram([field, i], one))
  return [
    ...ofProgram([], spec),
    ...each('init', spec.init),
    ...ofProgram(['migrate'], 'migrate' in spec ? (spec.migrate ?? {}) : {}),
    ...each('sidecars', spec.sidecars),
  ]
}

/** No secret in git, and no address of a machine. */
export function textRules(spec: SpecPart, report: Report) {
  for (const { at, text, variable } of givenTexts(spec)) {
    const option = /^-*([A-Za-z0-9_-]+)=./.exec(text)?.[1] ?? ''
    const hint = variable === undefined ? 'give it to the app as a variable, from secrets' : referenceHint(variable)
    // Linux, MAX_ARG_STRLEN: 128 KiB with the name of a variable and a zero.
    if (Buffer.byteLength(`${variable ?? ''}=${text}`) >= 131_072)
      report(
        at,
        'too-long',
        words(`${text.length} characters`),
        'less than 128 KiB, or no program starts',
        'write it into a file (files)',
      )
    secretRule(at, text, variable ?? option, hint, report)
    addressRule(at, text, report)
  }
}
