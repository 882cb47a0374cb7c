import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { rules } from './rules.ts'

const folder = path.join(import.meta.dirname, 'rules')
const beside = new Set([
  'case.ts',
  'fixture.ts',
  'fixture-app.ts',
  'fixture-cluster.ts',
  'fixture-traffic.ts',
  'pod-reference.ts',
  'pod-security-controls.ts',
])

describe('rules', () => {
  it('has every file of the folder, once, under its own name', () => {
    const files = readdirSync(folder).filter((file) => !file.endsWith('.test.ts') && !beside.has(file))
    expect(rules.map((rule) => `${rule.code}.ts`).sort()).toEqual(files.sort())
  })
  it.each(rules.map((rule) => [rule.code, rule] as const))(
    '%s has a table of tests, a line, and a source',
    (code, { guards, source }) => {
      expect(existsSync(path.join(folder, `${code}.test.ts`))).toBe(true)
      expect(guards).toMatch(/^\S.{15,}\S$/)
      expect(source).toMatch(/^\S.{4,}\S$/)
    },
  )
})
