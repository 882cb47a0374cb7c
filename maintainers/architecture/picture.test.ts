import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { home } from '@slipway/cli'
import { describe, expect, it } from 'vitest'
import { picture } from './picture.ts'

const read = (file: string) => readFileSync(path.join(home, file), 'utf8')

describe('docs/architecture.svg', () => {
  it('shows the imports of today; else: npx slipway architecture', () => {
    expect(read('docs/architecture.svg') === picture(home)).toBe(true)
  })
})

describe('ARCHITECTURE.md', () => {
  const text = read('ARCHITECTURE.md')
  const tops = /^(libs|tools|maintainers|docs|\.github)\/[\w./-]+$/
  const files = [...new Set([...text.matchAll(/`([^`\s]+)`/g)].map(([, span = '']) => span))].filter((span) =>
    tops.test(span),
  )
  it.each(files)('%s is there', (file) => {
    expect(existsSync(path.join(home, file))).toBe(true)
  })
  const named = [...text.matchAll(/`(\w+)`\s+in\s+`([\w./-]+)`/g)].map(
    ([, name = '', file = '']) => [name, file] as const,
  )
  it.each(named)('%s is in %s', (name, file) => {
    expect(new RegExp(`\\b${name}\\b`).test(read(file))).toBe(true)
  })
  it('names enough to find the way', () => {
    expect(files.length).toBeGreaterThan(40)
    expect(named.length).toBeGreaterThan(30)
  })
  it.each(text.split(/\n\n+/))('says it briefly: %.40s', (paragraph) => {
    for (const item of paragraph.split(/\n(?=\d+\. |- )/)) expect(item.split(/\s+/).length).toBeLessThan(120)
  })
})
