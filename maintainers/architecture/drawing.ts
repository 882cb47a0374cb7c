import { wrapped } from '@slipway/cli'
import { el, styleSheet } from '@slipway/core/markup'
import { reduced, type Graph } from './import-graph.ts'

const [left, text, right, line] = [130, 250, 900, 20] as const

const css = `svg{color-scheme:light dark;--paper:#fff;--ink:#1f2328;--faint:#59636e;--floor:#f6f8fa;--edge:#d1d9e0;--room:#ddf4ff;--arrow:#6e7781}
@media (prefers-color-scheme:dark){svg{--paper:#0d1117;--ink:#f0f6fc;--faint:#9198a1;--floor:#151b23;--edge:#3d444d;--room:#1b3a5c;--arrow:#9198a1}}
text{font:13px system-ui,sans-serif;fill:var(--ink)}.name{font-weight:600}.middle{text-anchor:middle}.faint{fill:var(--faint);font-size:12px}.paper{fill:var(--paper)}
.floor{fill:var(--floor);stroke:var(--edge)}.room{fill:var(--room)}.arrow{fill:none;stroke:var(--arrow);stroke-width:1.4}.head{fill:var(--arrow)}.up{stroke:#cf222e;stroke-dasharray:4 3}`

interface Arrow {
  readonly from: number
  readonly to: number
}

const span = ({ from, to }: Arrow): readonly [number, number] => [Math.min(from, to), Math.max(from, to)]

/** Short arrows nearest to the rows; no two share a piece. */
function lanesOf(arrows: readonly Arrow[]): ReadonlyMap<Arrow, number> {
  const lanes: Arrow[][] = []
  const isFree = (taken: readonly Arrow[], arrow: Arrow) =>
    taken.every((other) => span(arrow)[1] < span(other)[0] || span(arrow)[0] > span(other)[1])
  return new Map(
    arrows
      .toSorted((a, b) => Math.abs(a.from - a.to) - Math.abs(b.from - b.to))
      .map((arrow) => {
        const found = lanes.findIndex((taken) => isFree(taken, arrow))
        const lane = found < 0 ? lanes.push([]) - 1 : found
        lanes[lane]?.push(arrow)
        return [arrow, lane] as const
      }),
  )
}

const textWidth = (text: string): number => text.length * 6.9 + 14

function placed(rooms: readonly string[], most: number) {
  let [x, row] = [0, 0]
  return rooms.map((room) => {
    const size = textWidth(room)
    if (x + size > most) [x, row] = [0, row + 1]
    const place = { room, x, row, size }
    x += size + 6
    return place
  })
}

/**
 * A row a node with its rooms, and arrows to what it imports. @returns SVG for light and dark; an arrow up is red,
 * for it should not be
 */
export function draw({ nodes, imports }: Graph, title: string): string {
  const indexOf = new Map(nodes.map(({ name }, i) => [name, i]))
  const arrows = [...reduced(imports)].flatMap(([from, all]) =>
    [...all].flatMap((to): readonly Arrow[] => {
      const arrow = { from: indexOf.get(from), to: indexOf.get(to) }
      return arrow.from === undefined || arrow.to === undefined ? [] : [arrow as Arrow]
    }),
  )
  const lanes = lanesOf(arrows)
  const laneOf = (arrow: Arrow) => lanes.get(arrow) ?? 0

  let y = 44
  const rows = nodes.map((node, i) => {
    if (i > 0 && nodes[i - 1]?.floor !== node.floor) y += 12
    const rooms = placed(node.rooms, right - text - 10)
    // So no arrow crosses another of its row.
    const doors = [
      ...arrows.filter(({ from }) => from === i).sort((a, b) => laneOf(b) - laneOf(a)),
      ...arrows.filter(({ to }) => to === i).sort((a, b) => laneOf(a) - laneOf(b)),
    ]
    const lines = (node.about === '' ? 0 : 1) + (rooms.length === 0 ? 0 : (rooms.at(-1)?.row ?? 0) + 1)
    const row = { node, rooms, doors, top: y, height: Math.max(12 + line * Math.max(1, lines), 12 + 7 * doors.length) }
    y += row.height
    return row
  })
  const doorOf = (index: number, arrow: Arrow): number => {
    const row = rows[index]
    return row === undefined ? 0 : row.top + 10 + 7 * row.doors.indexOf(arrow)
  }

  const bands = [...Map.groupBy(rows, ({ node }) => node.floor)].map(([floor, all]) => {
    const [top = 0, height] = [all[0]?.top, all.reduce((sum, row) => sum + row.height, 0)]
    return [
      el('rect', { class: 'floor', x: 8, y: top, width: right - 8, height, rx: 6 }),
      wrapped(floor, 16).map((words, i) => el('text', { class: 'faint', x: 18, y: top + line + i * 16 }, words)),
    ]
  })
  const boxes = rows.map(({ node: { name, about }, rooms, top }) => [
    el('text', { class: 'name', x: left, y: top + line }, name),
    el('text', { class: 'faint', x: text, y: top + line }, about),
    rooms.map(({ room, x, row, size }) => {
      const at = top + line * (row + (about === '' ? 1 : 2))
      return [
        el('rect', { class: 'room', x: text + x, y: at - 13, width: size, height: 18, rx: 4 }),
        el('text', { class: 'middle', x: text + x + size / 2, y: at }, room),
      ]
    }),
  ])
  const lines = arrows.map((arrow) => {
    const x = right + 30 + laneOf(arrow) * 14
    const [start, end] = [doorOf(arrow.from, arrow), doorOf(arrow.to, arrow)]
    const bend = start < end ? 6 : -6
    const way = `M${right} ${start}H${x - 6}Q${x} ${start} ${x} ${start + bend}V${end - bend}Q${x} ${end} ${x - 6} ${end}H${right + 8}`
    return [
      el('path', { class: arrow.from < arrow.to ? 'arrow' : 'arrow up', d: way }),
      el('path', { class: 'head', d: `M${right} ${end}l9 -4v8z` }),
    ]
  })
  const width = right + 40 + Math.max(0, ...lanes.values()) * 14
  const svg = el(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${y + 10}`, role: 'img' },
    el('title', {}, title),
    styleSheet(css),
    el('rect', { class: 'paper', width, height: y + 10 }),
    el('text', { class: 'name', x: 8, y: 26 }, title),
    bands,
    lines,
    boxes,
  )
  return `${svg.markup.replaceAll(/<(rect|text|path)/g, '\n<$1')}\n`
}
