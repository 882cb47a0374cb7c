import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { createApp, type AppOptions } from './app.ts'
import { reason, type Log } from './log.ts'
import type { Metrics } from './metrics.ts'

type Hook = () => void | Promise<void>

export interface ServiceOptions extends AppOptions {
  /** Wins over PORT. */
  readonly port?: number
  /** Begun when the drain begins, beside the requests in flight; the drain waits for it (a worker's loop). */
  readonly onDrain?: Hook
  /** Done after the last request was answered (an open file). */
  readonly onEnd?: Hook
}

export interface Service {
  readonly port: number
  readonly log: Log
  readonly metrics: Metrics
  /**
   * Stops taking work, finishes what was begun; false when the deadline cut something off. Calling it again joins the
   * first.
   */
  drain(): Promise<boolean>
}

/**
 * Milliseconds that an idle connection is kept: longer than the load balancer's 60 seconds, or now and then a request
 * would meet a connection that is just being closed.
 */
const keepAliveTimeout = 65_000

/** Starts the HTTP server that every app has: `routes`, `/healthz`, `/readyz` and `/metrics` on one port. */
export async function serve(options: ServiceOptions): Promise<Service> {
  const { name, onDrain = () => {}, onEnd = () => {} } = options
  const { app, config, log, metrics, state } = createApp(options)
  const { drainSeconds, faultErrors, faultLatency } = config

  const server = createServer({ keepAliveTimeout }, getRequestListener(app.fetch, { hostname: name }))

  /**
   * The listener stays open while requests are in flight (half of the time at most): /readyz says 503, late requests
   * are served with `Connection: close`. The preStop sleep has let the endpoints forget this pod.
   */
  const drain = async (): Promise<boolean> => {
    state.draining = true
    log.info({ inFlight: state.open.size, deadlineSeconds: drainSeconds }, 'draining')
    const timers = new AbortController()
    const after = (seconds: number) => sleep(seconds * 1000, false, { signal: timers.signal }).catch(() => false)
    const run = (hook: Hook) =>
      Promise.resolve()
        .then(hook)
        .catch((error: unknown) => log.error({ reason: reason(error) }, 'a drain hook failed'))
    const answered = async () => {
      for (const response of state.open) await new Promise((resolve) => response.once('close', resolve))
    }
    const close = async () => {
      const begun = run(onDrain)
      await Promise.race([answered(), after(drainSeconds / 2)])
      await Promise.all([begun, new Promise((resolve) => server.close(resolve))])
      await run(onEnd)
      return true
    }
    const finished = await Promise.race([close(), after(drainSeconds)])
    timers.abort()
    if (finished) log.info('drained')
    else {
      log.warn({ inFlight: state.open.size }, 'the drain was cut off at its deadline')
      server.closeAllConnections()
    }
    return finished
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? config.port, config.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  log.info({ port, faultErrors, faultLatency }, 'listening')
  let draining: Promise<boolean> | undefined
  return { port, log, metrics, drain: () => (draining ??= drain()) }
}
