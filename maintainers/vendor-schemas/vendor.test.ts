import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeSchemas } from './vendor.ts'

let folder = ''
beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'slipway-schemas-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('takes the place of all that was generated before', () => {
  for (const name of ['crds/a/old_v1.json', 'crds/b/gone_v1.json']) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), '{}')
  }
  writeSchemas(folder, new Map([['crds/a/new_v1.json', '{}']]))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  expect(files.sort()).toEqual(['crds/a/new_v1.json'])
})
