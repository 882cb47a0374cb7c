import type { Assertion, TimelineEvent, Recording } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import { brokeOff, brokeOffText, held, tally, tallyAll } from './tally.ts'

interface TerminalOptions {
  readonly colour?: boolean
}

type Ink = 'green' | 'red' | 'yellow' | 'blue' | 'dim' | 'bold'

const codes: { readonly [K in Ink]: number } = { green: 32, red: 31, yellow: 33, blue: 34, dim: 2, bold: 1 }
const kindInk: { readonly [K in TimelineEvent['kind']]?: Ink } = {
  commit: 'bold',
  hand: 'bold',
  node: 'bold',
  share: 'yellow',
  step: 'yellow',
  note: 'dim',
}

const plain = (text: string) =>
  text
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(/[\0-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .trim()

const inked = (text: string, ink: Ink | undefined, { colour = false }: TerminalOptions) =>
  colour && ink !== undefined ? `\x1b[${codes[ink]}m${text}\x1b[0m` : text

const time = (at: number) => secondsText(at).padStart(8)

/** `  12.3 s  shop/catalog  canary at 25 %`. */
export function eventLine(happening: TimelineEvent, options: TerminalOptions = {}): string {
  const { at, app, kind, text } = happening
  const words = [...(app === undefined ? [] : [plain(app)]), inked(plain(text), kindInk[kind], options)]
  return `${inked(time(at), 'dim', options)}  ${words.join('  ')}`
}

/** `✓ the app is Healthy: Synced, Healthy`; a failed one with what was seen on its own line. */
export function assertionLine({ at, says, ok, got }: Assertion, options: TerminalOptions = {}): string {
  const sign = inked(ok ? '✓' : '✗', ok ? 'green' : 'red', options)
  const seen = plain(got)
  const rest = seen === '' ? '' : ok ? `: ${seen}` : `\n            seen: ${seen}`
  return `${inked(time(at), 'dim', options)}  ${sign} ${inked(plain(says), ok ? undefined : 'red', options)}${rest}`
}

function scenarioLines(recording: Recording, options: TerminalOptions): readonly string[] {
  const ok = held(recording)
  const { passed, failed } = tally(recording)
  const head =
    `${inked(ok ? '✓ passed' : '✗ FAILED', ok ? 'green' : 'red', options)}  ${plain(recording.scenario)}` +
    `  ${passed} of ${passed + failed} claims, ${secondsText(recording.seconds)}`
  return [
    head,
    ...recording.claims.filter((claim) => !claim.ok).map((claim) => assertionLine(claim, options)),
    ...(brokeOff(recording) ? [`          ${brokeOffText}`] : []),
  ]
}

/** A line per scenario, failures with what was seen, then `N passed, N failed` claims. */
export function verdictLines(recordings: readonly Recording[], options: TerminalOptions = {}): readonly string[] {
  const { passed, failed } = tallyAll(recordings)
  return [...recordings.flatMap((recording) => scenarioLines(recording, options)), `${passed} passed, ${failed} failed`]
}
