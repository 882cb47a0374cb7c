import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root })

const most = { words: 120, cell: 200 }

/** A page without its code, as blocks that an empty line ends. */
const blocksOf = (page: string): readonly string[] =>
  readFileSync(path.join(root, page), 'utf8')
    .replace(/^( *)(`{3,})[^]*?^\1\2\s*$/gm, '')
    .replace(/^(?: {4}.*\n)+/gm, '\n')
    .split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)|\n(?=#)/)

const isTable = (block: string) => /^\s*\|/.test(block)
/** What a verb printed, shown as a quote. */
const isQuote = (block: string) => /^\s*>/.test(block)
/** What a reader sees: a link is its text. */
const shown = (text: string) => text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')

describe.each(pages.map((page) => [page] as const))('%s', (page) => {
  it(`has no paragraph of more than ${most.words} words`, () => {
    const long = blocksOf(page).filter(
      (block) => !isTable(block) && !isQuote(block) && shown(block).split(/\s+/).length > most.words,
    )
    expect(long.map((block) => `${shown(block).split(/\s+/).length} words: ${block.trim().slice(0, 60)}`)).toEqual([])
  })

  it(`has no table cell of more than ${most.cell} characters`, () => {
    const cells = blocksOf(page)
      .filter(isTable)
      .flatMap((block) => block.split('\n'))
      .flatMap((row) => row.split(/(?<!\\)\|/))
      .map((cell) => shown(cell).trim())
    expect(cells.filter((cell) => cell.length > most.cell)).toEqual([])
  })

  it('leads nowhere that is not there', () => {
    const text = readFileSync(path.join(root, page), 'utf8')
    const links = [...text.matchAll(/\]\(([^)#\s]+)(#[^)\s]+)?\)/g)].map(([, target = '']) => target)
    const local = links.filter((target) => !/^[a-z]+:/.test(target))
    expect(local.filter((target) => !existsSync(path.join(root, path.dirname(page), target)))).toEqual([])
  })
})
