import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { made, writeSchema } from './write-schema.ts'

let root = ''
beforeEach(() => void (root = mkdtempSync(path.join(tmpdir(), 'slipway-schema-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))

const codes = (check: boolean) => {
  const done = writeSchema(root, check)
  return done.ok ? done.value.map((w) => w.state) : done.issues.map((i) => `${i.file} ${i.code} ${i.got}`)
}

describe('writeSchema', () => {
  it('writes it, and then has nothing to do', () => {
    expect([codes(false), codes(false), codes(true)]).toEqual([
      Object.keys(made).map(() => 'written'),
      Object.keys(made).map(() => 'current'),
      Object.keys(made).map(() => 'current'),
    ])
  })

  it('only looks with --check', () => {
    expect(codes(true)).toEqual(Object.keys(made).map((file) => `${file} stale-schema no such file`))
    codes(false)
    const file = path.join(root, 'docs/spec.md')
    writeFileSync(file, 'old\n')
    expect(codes(true)).toEqual(['docs/spec.md stale-schema what other specs say'])
    expect(readFileSync(file, 'utf8')).toBe('old\n')
  })

  it('is current in this repository', () => {
    expect(writeSchema(path.resolve(import.meta.dirname, '../../..'), true)).toMatchObject({
      ok: true,
      value: Object.keys(made).map(() => ({ state: 'current' })),
    })
  })
})
