import { readFileSync, writeFileSync } from 'node:fs'
import { formatFigures, type Figure } from './figure.ts'
import { plotSvg } from './plot.ts'

export interface Part {
  readonly name: string
  readonly apps: number
  readonly figures: readonly Figure[]
}

const [start, end] = ['<!-- figures -->', '<!-- end of figures -->']

export function betweenMarks(page: string, text: string): string {
  const [from, to] = [page.indexOf(start), page.indexOf(end)]
  if (from < 0 || to < from)
    throw new Error(`the page has no ${start} before ${end}: put both where the figures belong`)
  return `${page.slice(0, from + start.length)}\n${text}\n${page.slice(to)}`
}

/** On a quiet machine with two cores. */
const wanted: Readonly<Record<string, string>> = {
  'gen, cold, 1000': '4.0 s, 450 MiB',
  'gen, nothing changed, 1000': '1.0 s',
  'gen, one spec changed, 1000': '0.8 s',
  'check, cold, 1000': '4.0 s',
  'slipway --help, 1000': '0.15 s',
}

const withWanted = (figure: Figure): Figure => {
  const limit =
    figure.apps === 10 && /^(gen|check|review),/.test(figure.name) ? '0.5 s' : wanted[`${figure.name}, ${figure.apps}`]
  return limit === undefined ? figure : { ...figure, note: [`wanted ${limit}`, figure.note ?? []].flat().join('; ') }
}

export function tables(parts: readonly Part[], machine: string, date: string): string {
  const groups = Map.groupBy(parts, ({ name, apps }) => (name === 'peers' ? 'others' : `${apps} apps`))
  return [
    `Measured on ${date}: ${machine}.`,
    ...[...groups].map(([, group]) => formatFigures(group.flatMap(({ figures }) => figures.map(withWanted)))),
  ].join('\n\n')
}

/** With the plot beside it. @param page Markdown with the marks */
export function writeFigures(page: string, parts: readonly Part[], machine: string): void {
  const date = new Date().toISOString().slice(0, 10)
  writeFileSync(page, betweenMarks(readFileSync(page, 'utf8'), `\n${tables(parts, machine, date)}\n`))
  const growth = parts.filter(({ name }) => name === 'gen' || name === 'check').flatMap(({ figures }) => figures)
  writeFileSync(page.replace(/\.md$/, '.svg'), plotSvg(growth, machine))
}
