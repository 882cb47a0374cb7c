import { createLog, router, serve, type Service } from '@slipway/service'
import { afterEach, expect, it } from 'vitest'
import { migrate, openings } from './migration.ts'

const silent = createLog({}, () => {})
let ledger: Service | undefined
afterEach(async () => void (await ledger?.drain()))

async function ledgerWith(status: 200 | 201 | 409) {
  const entries: unknown[] = []
  const routes = router().post('/entries', async (c) => {
    entries.push(await c.req.json())
    return c.json({}, status)
  })
  ledger = await serve({ name: 'ledger', env: { HOST: '127.0.0.1' }, port: 0, log: silent, routes })
  return { entries, env: { LEDGER_URL: `http://127.0.0.1:${ledger.port}` } }
}

it.each([201, 200] as const)('opens each currency; the ledger answers %i', async (status) => {
  const { entries, env } = await ledgerWith(status)
  await migrate(env, silent)
  expect(entries).toEqual(openings)
})

it('fails where the ledger has another entry, and says which', async () => {
  const { env } = await ledgerWith(409)
  await expect(migrate(env, silent)).rejects.toThrow(
    'The ledger answered with status 409 for orders-opening-EUR; no order in EUR can be taken.',
  )
})
