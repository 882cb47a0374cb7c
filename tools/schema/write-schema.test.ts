import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { schemaFile, writeSchema } from './write-schema.ts'

let root = ''
beforeEach(() => void (root = mkdtempSync(path.join(tmpdir(), 'slipway-schema-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))

const codes = (check: boolean) => {
  const done = writeSchema(root, check)
  return done.ok ? done.value.state : done.issues.map((i) => `${i.code} ${i.got}`).join()
}

describe('writeSchema', () => {
  it('writes it, and then has nothing to do', () => {
    expect([codes(false), codes(false), codes(true)]).toEqual(['written', 'current', 'current'])
  })

  it('only looks with --check', () => {
    expect(codes(true)).toBe('stale-schema no such file')
    codes(false)
    writeFileSync(path.join(root, schemaFile), '{}\n')
    expect(codes(true)).toBe('stale-schema a schema of other specs')
    expect(readFileSync(path.join(root, schemaFile), 'utf8')).toBe('{}\n')
  })

  it('is current in this repository', () => {
    expect(writeSchema(path.resolve(import.meta.dirname, '../..'), true)).toMatchObject({ ok: true, value: { state: 'current' } })
  })
})
