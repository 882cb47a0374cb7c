import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ran } from '@slipway/cli/test'
import { SampleEstate } from '@slipway/release/sample'
import owners from '../owners.ts'

let estate: SampleEstate
const file = '.github/CODEOWNERS'
beforeEach(() => {
  estate = new SampleEstate()
})
afterEach(() => estate.clean())
const run = (...words: readonly string[]) => ran(owners, [...words, '--root', estate.root], estate.root)

it('writes a file where there is none, and then finds it right', async () => {
  expect(await run('--check')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('[code-owners]') as unknown,
  })
  expect(existsSync(estate.full(file))).toBe(false)
  expect(await run()).toEqual({ code: 0, out: `${file}: written\n`, err: '' })
  expect(readFileSync(estate.full(file), 'utf8')).toContain('/apps/web/')
  expect(await run('--check')).toEqual({ code: 0, out: `${file}: as it should be\n`, err: '' })
})

it('a file without the region is left alone, and not called right', async () => {
  estate.put(file, '* @anybody\n')
  const checked = await run('--check')
  expect(checked.code).toBe(1)
  expect(checked.err).toContain('[code-owners-region]')
  expect(checked.err).toContain('"# begin: made by Slipway')
  expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining('left as it is') as unknown })
  expect(estate.text(file)).toBe('* @anybody\n')
})

it('what is asked for there makes it right', async () => {
  estate.put(file, '* @anybody\n')
  const { err } = await run('--check')
  const [begin = '', end = ''] = [...err.matchAll(/"(# (?:begin|end)[^"]*)"/g)].map(([, line = '']) => line)
  estate.put(file, `* @anybody\n${begin}\n${end}\n`)
  await run()
  expect(estate.text(file)).toMatch(/^\* @anybody\n# begin: .*\n[^]*\/apps\/web\//)
  expect((await run('--check')).code).toBe(0)
})

it('another line within the region is told', async () => {
  await run()
  estate.put(file, estate.text(file).replace('@acme/shop', '@acme/other'))
  expect(await run('--check')).toMatchObject({ code: 1, err: expect.stringContaining('[code-owners]') as unknown })
})
