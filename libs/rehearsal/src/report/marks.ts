import { secondsText } from './axis.ts'
import { actionWord, type UserAction } from './user-action.ts'
import type { Frame } from './lane.ts'
import { figure, type Markup } from '@slipway/core/markup'
import { fitted, textWidth } from '@slipway/core/text-width'
import { group, rect, stroke, text, titled } from './svg.ts'

export const marksHeight = 22
const size = 11
/** More become one line: `and 12 more`. */
const listed = 8

/** Actions so close that they share a sign: `3–7`. */
interface Bunch {
  readonly deeds: readonly UserAction[]
  readonly x: number
}

const numbers = ({ deeds }: Bunch) => {
  const [first, last] = [deeds[0], deeds.at(-1)]
  return first?.number === last?.number ? String(first?.number ?? '') : `${first?.number}–${last?.number}`
}

const half = (bunch: Bunch) => Math.max(9, textWidth(numbers(bunch), size) / 2 + 5)

function bunches(frame: Frame, deeds: readonly UserAction[]): readonly Bunch[] {
  const out: Bunch[] = []
  const placed = (x: number, of: readonly UserAction[]) => {
    const room = half({ deeds: of, x })
    return { deeds: of, x: Math.min(Math.max(x, frame.axis.left - 9 + room), frame.axis.right - room) }
  }
  for (const deed of deeds) {
    let bunch = placed(frame.axis.x(deed.at), [deed])
    for (
      let last = out.at(-1);
      last !== undefined && last.x + half(last) + 2 > bunch.x - half(bunch);
      last = out.at(-1)
    ) {
      out.pop()
      bunch = placed((last.x + bunch.x) / 2, [...last.deeds, ...bunch.deeds])
    }
    out.push(bunch)
  }
  return out
}

export function sign(kind: UserAction['kind'], said: string, x: number, y: number, wide: number): Markup {
  return group(
    rect([x - wide, y - 8, 2 * wide, 16], 'f-ink', { rx: kind === 'commit' ? 8 : 2 }),
    text(x, y + 4, 'm b f-ground num', said, { 'font-size': size }),
  )
}

export function marks(frame: Frame, deeds: readonly UserAction[], top: number): readonly Markup[] {
  const groups = bunches(frame, deeds)
  return groups.map((bunch, i) => {
    const wide = half(bunch)
    const next = groups[i + 1]
    const room = (next === undefined ? frame.width : next.x - half(next)) - bunch.x - wide - 10
    const one = bunch.deeds.length === 1 ? bunch.deeds[0] : undefined
    const said = one === undefined ? '' : fitted(one.text, room, size)
    const kind = bunch.deeds.every((d) => d.kind === 'commit') ? 'commit' : 'hand'
    return titled(
      bunch.deeds.map((d) => `${d.number}. ${secondsText(d.at)}  ${actionWord[d.kind]} ${d.text}`).join('\n'),
      sign(kind, numbers(bunch), bunch.x, top + 9, wide),
      said === '' ? undefined : text(bunch.x + wide + 4, top + 13, 'sm f-ink', said),
    )
  })
}

/** A line through all lanes at each action. */
export function verticals(frame: Frame, deeds: readonly UserAction[], top: number, bottom: number): readonly Markup[] {
  const places = [...new Set(deeds.map((d) => figure(frame.axis.x(d.at))))]
  const look = { 'stroke-dasharray': '2 3', opacity: '.7' }
  return places.map((x) => stroke(`M${x} ${figure(top)}V${figure(bottom)}`, 'ink', look))
}

export function marksList(
  frame: Frame,
  deeds: readonly UserAction[],
  top: number,
): { readonly height: number; readonly drawn: readonly Markup[] } {
  const shown = deeds.length > listed ? deeds.slice(0, listed - 1) : deeds
  const rest = deeds.length - shown.length
  const lines = shown.map((d, i) => {
    const y = top + i * 20 + 9
    const said = [secondsText(d.at), ...(d.sha === undefined ? [] : [d.sha]), d.text].join(' · ')
    const wide = half({ deeds: [d], x: 0 })
    return group(
      sign(d.kind, String(d.number), wide, y, wide),
      text(2 * wide + 8, y + 4, 'f-ink num', fitted(said, frame.width - 2 * wide - 10, 12)),
    )
  })
  const more = rest === 0 ? [] : [text(26, top + shown.length * 20 + 13, 'f-soft', `and ${rest} more`)]
  return { height: (lines.length + more.length) * 20, drawn: [...lines, ...more] }
}
