import { expect, it } from 'vitest'
import { handle } from './handler.ts'

it('answers', async () => {
  expect(await handle({ rawPath: '/' })).toMatchObject({ statusCode: 200, body: '{"hello":"from NAME"}' })
})
