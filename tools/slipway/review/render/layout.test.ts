import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Side } from '../side.ts'
import { Layout } from './layout.ts'

const root = mkdtempSync(path.join(tmpdir(), 'slipway-layout-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A side whose contents take a while, as those of git do. */
function slow(files: readonly string[], reads: string[] = []): Side {
  return {
    files: new Map(files.map((file) => [file, 'id'])),
    odd: new Map(),
    executable: new Set(),
    sizes: () => new Map(),
    read: async (wanted) => {
      reads.push(...wanted)
      await new Promise((next) => setTimeout(next, 20))
      return new Map(wanted.map((file) => [file, Buffer.from(file)]))
    },
  }
}

test('a file that two ask for at once is there for both, and read once', async () => {
  const reads: string[] = []
  const layout = new Layout(slow(['base/a.yaml', 'prod/b.yaml'], reads), path.join(root, 'two'))
  const first = layout.add(['base/a.yaml'])
  await layout.add(['base/a.yaml', 'prod/b.yaml'])
  expect(readFileSync(path.join(root, 'two/base/a.yaml'), 'utf8')).toBe('base/a.yaml')
  await first
  expect(reads).toEqual(['base/a.yaml', 'prod/b.yaml'])
})

test.each(['../out.yaml', 'a/../../out.yaml', '/out.yaml', 'a\\..\\out.yaml', 'none.yaml'])(
  '%s is not laid out',
  async (file) => {
    const side = file === 'none.yaml' ? slow([]) : slow([file])
    await new Layout(side, path.join(root, 'in/deep')).add([file])
    expect([
      existsSync(path.join(root, 'in/deep', 'none.yaml')),
      existsSync(path.join(root, 'in/out.yaml')),
      existsSync(path.join(root, 'out.yaml')),
    ]).toEqual([false, false, false])
  },
)
