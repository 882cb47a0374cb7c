import { expect, it } from 'vitest'
import { ran } from '@slipway/cli/test'
import explain from './explain.ts'

it('says what a field and those below it are', async () => {
  const { code, out } = await ran(explain, ['release.slo'])
  expect(code).toBe(0)
  expect(out).toMatch(/^release\.slo\n {4}\S.*\n {4}may: http\n/)
  expect(out).toContain('\nrelease.slo.errors\n')
})

it('says which kinds must have it', async () => {
  const { out } = await ran(explain, ['schedule', '--json'])
  expect(JSON.parse(out)).toMatchObject([{ field: 'schedule', must: ['cron'], may: [] }])
})

it('knows no other', async () => {
  expect(await ran(explain, ['scael'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('did you mean "scale"?') as unknown,
  })
})
