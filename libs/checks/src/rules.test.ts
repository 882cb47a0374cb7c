import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { rules } from './rules.ts'

const folder = path.join(import.meta.dirname, 'rules')
const beside = new Set(['pod-reference.ts', 'pod-security-controls.ts'])
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const names = new Set(files.map((file) => path.basename(file)))

describe('rules', () => {
  it('has every file of the folder, once, under its own name', () => {
    const own = files
      .map((file) => path.basename(file))
      .filter((file) => !file.endsWith('.test.ts') && !beside.has(file))
    expect(rules.map((rule) => `${rule.code}.ts`).sort()).toEqual(own.sort())
  })
  it.each(rules.map((rule) => [rule.code, rule] as const))(
    '%s has a table of tests, a line, and a source',
    (code, { guards, source }) => {
      expect(names).toContain(`${code}.test.ts`)
      expect(guards).toMatch(/^\S.{15,}\S$/)
      expect(source).toMatch(/^\S.{4,}\S$/)
    },
  )
})
