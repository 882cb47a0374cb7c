import { setTimeout as sleep } from 'node:timers/promises'
import { caller, reaches, reason, serve, type Environment, type Log, type Service } from '@slipway/service'
import { queue, type Message } from '@slipway/service/queue'
import { ship } from './shipment.ts'

/** Milliseconds to wait after a queue that failed, so that its outage is not answered with a storm. */
const pause = 2000

/** Ships what comes over the queue `orders`, one message after another; more pods ship more. */
export async function fulfilment(env: Environment, log?: Log): Promise<Service> {
  const call = caller(env, ['ledger'])
  const incoming = queue('orders', env)
  const stop = new AbortController()
  const { signal } = stop
  let depth = 0
  let working: Promise<void> = Promise.resolve()

  const service = await serve({
    name: 'fulfilment',
    env,
    log,
    ready: { ledger: reaches(call, 'ledger') },
    onDrain: async () => {
      stop.abort()
      await working
    },
  })
  const processed = service.metrics.counter('fulfilment_processed_total', 'Messages dealt with and deleted.')
  const repeated = service.metrics.counter('fulfilment_repeated_total', 'Messages of orders that were shipped before.')
  const failed = service.metrics.counter(
    'fulfilment_failed_total',
    'Messages left on the queue, to come again or go to its dead letters.',
  )
  service.metrics.gauge('fulfilment_queue_depth', 'Messages waiting, as the queue last said.', () => depth)

  const handle = async (message: Message): Promise<void> => {
    try {
      const outcome = await ship(message.body, call)
      if (outcome.kind === 'unreadable') {
        failed.inc()
        return service.log.error(
          { messageId: message.id, why: outcome.why },
          'a message cannot be read and stays for the dead letters',
        )
      }
      await incoming.delete(message)
      processed.inc()
      if (outcome.kind === 'already') repeated.inc()
      service.log.info({ order: outcome.id }, outcome.kind === 'shipped' ? 'order shipped' : 'order was shipped before')
    } catch (error) {
      failed.inc()
      service.log.warn({ messageId: message.id, reason: reason(error) }, 'a message will come again')
    }
  }

  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        depth = await incoming.depth()
        for (const message of await incoming.receive({ signal })) {
          // What is left of a batch comes again after its visibility timeout.
          if (!signal.aborted) await handle(message)
        }
      } catch (error) {
        if (signal.aborted) return
        service.log.warn({ reason: reason(error) }, 'the queue does not answer')
        await sleep(pause, undefined, { signal }).catch(() => undefined)
      }
    }
  }
  working = work()
  return service
}
