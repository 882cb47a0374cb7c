import type { Figure } from './figure.ts'

const [width, height, left, right, top, bottom] = [760, 420, 60, 530, 50, 370]
const colours = ['#b33b3b', '#2f6f4f', '#3b5bb3', '#8a5a00', '#6b3fa0', '#555555', '#0e7c86', '#999999'] as const

const text = (x: number, y: number, content: string, attributes = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`

const logarithmic = (low: number, high: number, from: number, to: number) => (value: number) =>
  from + (Math.log10(value / low) / (Math.log10(high / low) || 1)) * (to - from)

/** Seconds over apps, by powers of ten: linear growth has slope one. @returns an SVG without fonts or scripts */
export function plotSvg(figures: readonly Figure[], machine: string): string {
  const all = figures.map(({ name, apps = 1, wall }) => ({ name, apps, wall: Math.max(0.01, wall) }))
  const most = Math.max(...all.map(({ apps }) => apps))
  // Names stand at the end of lines; series of small estates alone have none.
  const ends = all.filter(({ apps }) => apps === most)
  const points = all.filter(({ name }) => ends.some((end) => end.name === name))
  const powers = points.map(({ wall }) => Math.log10(wall))
  const [low, high] = [Math.floor(Math.min(...powers)), Math.ceil(Math.max(...powers))]
  const x = logarithmic(Math.min(...points.map(({ apps }) => apps)), most, left, right)
  const y = logarithmic(10 ** low, 10 ** high, bottom, top)

  const grid = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)).map((seconds) => {
    const at = y(seconds).toFixed(1)
    return `<line x1="${left}" x2="${right}" y1="${at}" y2="${at}" stroke="#ddd"/>${text(left - 8, y(seconds) + 4, `${seconds} s`, 'text-anchor="end"')}`
  })
  const ticks = [...new Set(points.map(({ apps }) => apps))].map((apps) =>
    text(x(apps), bottom + 20, String(apps), 'text-anchor="middle"'),
  )
  let free = 0
  const lines = ends
    .map(({ name, wall }, i) => ({ name, wall, colour: colours[i % colours.length] }))
    .sort((a, b) => b.wall - a.wall)
    .map(({ name, wall, colour }) => {
      const at = points
        .filter((point) => point.name === name)
        .map((point) => [x(point.apps).toFixed(1), y(point.wall).toFixed(1)])
      const dots = at.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`).join('')
      free = Math.max(y(wall), free + 15)
      return `<polyline fill="none" stroke="${colour}" points="${at.join(' ')}"/>${dots}${text(right + 10, free + 4, name, `fill="${colour}"`)}`
    })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="#fff"/>
${text(left, 20, 'Seconds, for so many apps in three environments', 'font-size="14"')}
${text(left, 36, machine, 'fill="#555"')}
${[...grid, ...ticks, ...lines].join('\n')}
</svg>
`
}
