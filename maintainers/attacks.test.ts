import { expect, it } from 'vitest'
import { ran } from '@slipway/cli/test'
import attacks from './attacks.ts'

it.each([[['NOSUCH']], [['gaet']], [['../maintainers']], [['*']], [['']], [['gate', 'teams']], [['--list', 'NOSUCH']]])(
  '%j names no subject, runs nothing and is wrong usage',
  async (argv) => {
    expect(await ran(attacks, argv)).toMatchObject({ code: 2, out: '' })
  },
)

it('says which subjects there are', async () => {
  expect((await ran(attacks, ['gaet'])).err).toMatch(/No attacks on "gaet": .*"gate"/)
})
