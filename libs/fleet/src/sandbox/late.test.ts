import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { importData } from '../import-data.ts'
import { runCode } from './sandbox.ts'

const root = mkdtempSync(path.join(tmpdir(), 'slipway-late-'))
const file = 'apps/web/extra.ts'
const via = new URL('./plain-data.ts', import.meta.url).href
mkdirSync(path.join(root, 'apps/web'), { recursive: true })
afterAll(() => rmSync(root, { recursive: true, force: true }))
const put = (text: string) => writeFileSync(path.join(root, file), text)
const codes = () => {
  const said = runCode({ root, file }, via)
  return said.ok ? [] : said.issues.map(({ code }) => code)
}

it('does not ask a file again that the clock ended, before it is read anew', () => {
  vi.stubEnv('SLIPWAY_CODE_SECONDS', '0.3')
  put('for (;;);')
  expect(codes()).toEqual(['code-time'])
  vi.unstubAllEnvs()
  // Had it been asked, it would have answered.
  put('export default { port: Number(1) }')
  expect(codes()).toEqual(['code-time'])
  expect(importData(root, file)).toEqual({ ok: true, value: { port: 1 } })
  expect(codes()).toEqual([])
})
