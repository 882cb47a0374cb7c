const narrow = new Set("iljtfrI.,:;'|!()[]/ ·-")
const segments = new Intl.Segmenter('en', { granularity: 'grapheme' })

const share = (letter: string) => {
  if ((letter.codePointAt(0) ?? 0) >= 0x2e80) return 1.1
  if (narrow.has(letter)) return 0.36
  if (/[mwMW@%→]/.test(letter)) return 0.92
  return /[A-Z]/.test(letter) ? 0.72 : 0.6
}

/** How much wider bold letters are in DejaVu Sans, the widest of the usual fonts. */
export const bold = 1.15

const letters = (text: string) => [...segments.segment(text)].map(({ segment }) => segment)

/** In pixels, rather too wide: the reader's font is unknown. */
export const textWidth = (text: string, size: number): number =>
  letters(text).reduce((sum, letter) => sum + share(letter) * size, 0)

/** The text, or as much as fits with `…`; empty below four letters. */
export function fitted(text: string, room: number, size: number): string {
  // No line is longer than 2,000 pixels.
  const short = text.slice(0, 1000)
  if (short.length === text.length && textWidth(short, size) <= room) return text
  let kept = ''
  let left = room - share('…') * size
  for (const letter of letters(short)) {
    left -= share(letter) * size
    if (left < 0) break
    kept += letter
  }
  kept = kept.trimEnd()
  return letters(kept).length < 4 ? '' : `${kept}…`
}

/** Lines of at most `room` pixels; the last ends in `…`. */
export function wrapped(text: string, room: number, size: number, lines: number): readonly string[] {
  const out: string[] = []
  let line = ''
  const words = text
    .slice(0, 2000)
    .split(/\s+/)
    .filter((word) => word !== '')
  for (const [i, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || textWidth(longer, size) <= room) line = longer
    else if (out.length === lines - 1) {
      line = [line, ...words.slice(i)].join(' ')
      break
    } else {
      out.push(line)
      line = word
    }
  }
  return [...out, line].map((one) => fitted(one, room, size))
}
