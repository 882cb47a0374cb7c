import { writeFileSync } from 'node:fs'
import type { Figure } from './figure.ts'

const [width, height, left, right, top, bottom] = [760, 420, 60, 230, 50, 50]
const colours = ['#b33b3b', '#2f6f4f', '#3b5bb3', '#8a5a00', '#6b3fa0', '#555555', '#0e7c86', '#999999'] as const

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/**
 * Seconds over apps, both by powers of ten: what grows in line with the apps is a straight line of slope one.
 * @returns an SVG that needs no font or script of its own
 */
export function plotSvg(all: readonly Figure[], machine: string): string {
  const most = Math.max(...all.map(({ apps }) => apps))
  // A name stands at the end of its line: what is measured in small estates only has no end there.
  const names = [...new Set(all.filter(({ apps }) => apps === most).map(({ name }) => name))]
  const figures = all.filter(({ name }) => names.includes(name))
  const apps = figures.map((figure) => Math.log10(figure.apps))
  const walls = figures.map((figure) => Math.log10(Math.max(0.01, figure.wall)))
  const [x0, x1] = [Math.floor(Math.min(...apps)), Math.max(...apps)]
  const [y0, y1] = [Math.floor(Math.min(...walls)), Math.ceil(Math.max(...walls))]
  const x = (value: number) => left + ((Math.log10(value) - x0) / (x1 - x0 || 1)) * (width - left - right)
  const y = (value: number) =>
    height - bottom - ((Math.log10(Math.max(0.01, value)) - y0) / (y1 - y0 || 1)) * (height - top - bottom)
  const grid = Array.from({ length: y1 - y0 + 1 }, (_, i) => 10 ** (y0 + i)).map(
    (value) =>
      `<line x1="${left}" x2="${width - right}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}" stroke="#ddd"/><text x="${left - 8}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${value} s</text>`,
  )
  const ticks = [...new Set(figures.map((figure) => figure.apps))].map(
    (value) => `<text x="${x(value).toFixed(1)}" y="${height - bottom + 20}" text-anchor="middle">${value}</text>`,
  )
  const ends = names
    .map((name, i) => ({ name, i, at: y(figures.filter((figure) => figure.name === name).at(-1)?.wall ?? 1) }))
    .sort((a, b) => a.at - b.at)
  ends.forEach((end, i) => (end.at = Math.max(end.at, (ends[i - 1]?.at ?? 0) + 15)))
  const lines = ends.map(({ name, i, at }) => {
    const points = figures.filter((figure) => figure.name === name)
    const colour = colours[i % colours.length]
    const dots = points.map(
      (p) => `<circle cx="${x(p.apps).toFixed(1)}" cy="${y(p.wall).toFixed(1)}" r="3" fill="${colour}"/>`,
    )
    const line = `<polyline fill="none" stroke="${colour}" points="${points.map((p) => `${x(p.apps).toFixed(1)},${y(p.wall).toFixed(1)}`).join(' ')}"/>`
    return `${line}${dots.join('')}<text x="${width - right + 10}" y="${(at + 4).toFixed(1)}" fill="${colour}">${escaped(name)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="${left}" y="20" font-size="14">Seconds, for so many apps in three environments</text>
<text x="${left}" y="36" fill="#555">${escaped(machine)}</text>
${[...grid, ...ticks, ...lines].join('\n')}
</svg>
`
}

export const plot = (file: string, figures: readonly Figure[], machine: string): void =>
  writeFileSync(file, plotSvg(figures, machine))
