import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyEstate } from './estate.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slipway-estate-'))
  mkdirSync(path.join(folder, 'copy'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, 'source', file)), { recursive: true })
  writeFileSync(path.join(folder, 'source', file), text)
}
const copied = (generator = '') => {
  writeFileSync(path.join(folder, 'slipway.js'), generator)
  return copyEstate(path.join(folder, 'source'), path.join(folder, 'copy'), path.join(folder, 'slipway.js'))
}

describe('copyEstate', () => {
  it.each([
    ['fleet/fleet.ts', true],
    ['apps/catalog/app.ts', true],
    ['apps/catalog/releases/dev.json', true],
    ['clusters/dev/shop/a/b.yaml', true],
    ['apps/catalog/src/main.ts', false],
    ['apps/catalog/node_modules/x/index.js', false],
    ['.git/HEAD', false],
    ['docs/a.md', false],
  ])('%s comes along: %s', (file, comes) => {
    put(file, 'x')
    copied()
    expect(existsSync(path.join(folder, 'copy', file))).toBe(comes)
  })

  it('what is written is written in the copy only; what is rendered is read from there', () => {
    put('apps/a/releases/dev.json', '{"version":"1"}')
    put('clusters/dev/shop/a/x.yaml', 'x: 1\n')
    const estate = copied()
    estate.write('apps/a/releases/dev.json', '{"version":"2"}')
    expect([
      estate.read('apps/a/releases/dev.json'),
      readFileSync(path.join(folder, 'source/apps/a/releases/dev.json'), 'utf8'),
    ]).toEqual(['{"version":"2"}', '{"version":"1"}'])
    expect([...estate.files()]).toEqual([['clusters/dev/shop/a/x.yaml', 'x: 1\n']])
  })

  it('renders with the command, over the copy', async () => {
    put('clusters/dev/shop/a/x.yaml', 'x: 1\n')
    const estate = copied(
      `require('node:fs').writeFileSync(process.argv[4] + '/clusters/dev/shop/a/x.yaml', process.argv[2] + '\\n')`,
    )
    expect([...(await estate.render())]).toEqual([['clusters/dev/shop/a/x.yaml', 'gen\n']])
  })

  it('passes on what the generator said when it refused', async () => {
    put('clusters/dev/shop/a/x.yaml', 'x: 1\n')
    const estate = copied(`console.error('apps/a/app.ts: port is wrong'); process.exit(1)`)
    await expect(estate.render()).rejects.toThrow('the generator refused the change:\napps/a/app.ts: port is wrong')
  })
})
