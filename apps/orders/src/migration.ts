import { caller, type Environment, type Log } from '@slipway/service'

/** What each version of orders counts on in the ledger; an entry that is there already stays as it is. */
export const openings = ['EUR', 'GBP', 'USD'].map((currency) => ({
  key: `orders-opening-${currency}`,
  kind: 'opening',
  amount: 0,
  currency,
  detail: null,
}))

/**
 * Before a new version starts: opens the books of the currencies that it takes orders in. It can run any number of times.
 * @throws with one sentence when the ledger does not take one
 */
export async function migrate(env: Environment, log: Log): Promise<void> {
  const call = caller(env, ['ledger'])
  for (const json of openings) {
    const { status } = await call('ledger', '/entries', { json, timeout: 10_000 })
    if (status !== 200 && status !== 201)
      throw new Error(`The ledger answered with status ${status} for ${json.key}; no order in ${json.currency} can be taken.`)
    log.info({ key: json.key, isNew: status === 201 }, 'opened')
  }
}
