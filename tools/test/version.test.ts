import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const json = (file: string) => JSON.parse(read(file)) as { version: string; packages: Record<string, object> }

/** `upgrade` reads package.json, people the changelog, npm its lockfile, `migrate` the folders. */
it('says one version, whoever is asked', () => {
  const { version } = json('package.json')
  expect(/^## (\S+)$/m.exec(read('CHANGELOG.md'))?.[1]).toBe(version)
  const lock = json('package-lock.json')
  expect([lock.version, lock.packages['']]).toEqual([version, expect.objectContaining({ version })])
  const migrations = readdirSync(path.join(root, 'tools/slipway/migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  const newest = [...migrations, version].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)
  expect(newest).toBe(version)
})
