import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { faultSwitch } from './faults.ts'
import { createLog, reason, type Log } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { readiness, type Dependency } from './readiness.ts'
import { bodyText, parseJson, Refusal, type Reply, type Request } from './request.ts'
import { router, type Routes } from './routes.ts'
import { settings as readSettings, type Environment } from './settings.ts'
import { traceOf, withTrace } from './trace.ts'

export interface ServiceOptions {
  readonly name: string
  /** The business; a worker has none and gets health and metrics alone. */
  readonly routes?: Routes
  /** What has to have been up once before this service takes requests. */
  readonly ready?: Readonly<Record<string, Dependency>>
  /** False when only a restart helps: /healthz says 503 and the kubelet restarts the container. */
  readonly live?: () => boolean
  /** Wins over PORT. */
  readonly port?: number
  /** Begun when the drain begins, beside the requests in flight; the drain waits for it (a worker's loop). */
  readonly onDrain?: () => void | Promise<void>
  /** Done after the last request was answered (an open file). */
  readonly onEnd?: () => void | Promise<void>
  /** @default process.env */
  readonly env?: Environment
  /** @default a log on stdout */
  readonly log?: Log
}

export interface Service {
  readonly name: string
  readonly port: number
  readonly log: Log
  readonly metrics: Metrics
  /** Stops taking work, finishes what was begun; false when the deadline cut something off. Calling it again joins the first. */
  drain(): Promise<boolean>
}

/**
 * Milliseconds that an idle connection is kept. Longer than the load balancer's 60 seconds, so that the side that sends requests is the one
 * that closes; else a request now and then meets a connection that is just being closed.
 */
const keepAlive = 65_000

/** Starts the HTTP server that every app has: `routes`, `/healthz`, `/readyz` and `/metrics` on one port. */
export async function serve(options: ServiceOptions): Promise<Service> {
  const { name, routes = {}, ready = {}, live = () => true, onDrain, onEnd } = options
  const config = readSettings(options.env ?? process.env)
  const log = options.log ?? createLog({ app: name, version: config.version, pod: config.pod })
  const metrics = createMetrics(name, config)
  const find = router(routes)
  const nextFault = faultSwitch(config)
  const missing = readiness(ready)
  let draining: Promise<boolean> | undefined
  const open = new Set<ServerResponse>()
  let whenIdle = (): void => {}

  const send = (res: ServerResponse, reply: Reply): void => {
    if (res.headersSent || res.destroyed) return
    const [type, text] =
      'html' in reply ? ['text/html; charset=utf-8', reply.html] : ['application/json', JSON.stringify(reply.json)]
    res.writeHead(reply.status ?? 200, {
      'content-type': type,
      'content-length': Buffer.byteLength(text),
      'x-app-version': config.version,
      'x-pod': config.pod,
      ...(draining === undefined ? {} : { connection: 'close' }),
      ...reply.headers,
    })
    res.end(text)
  }

  const manage = async (path: string, res: ServerResponse): Promise<void> => {
    if (path === '/healthz') {
      const isLive = live()
      return send(res, { status: isLive ? 200 : 503, json: { live: isLive } })
    }
    if (path === '/readyz') {
      const waiting = draining === undefined ? await missing() : []
      const isReady = draining === undefined && waiting.length === 0
      return send(res, {
        status: isReady ? 200 : 503,
        json: { ready: isReady, draining: draining !== undefined, waiting },
      })
    }
    const text = await metrics.registry.metrics()
    if (draining !== undefined) res.setHeader('connection', 'close')
    res.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text)
  }

  const answer = async (
    req: IncomingMessage,
    url: URL,
    requestLog: Log,
  ): Promise<{ readonly route: string; readonly reply: Reply }> => {
    const found = find(req.method ?? '', url.pathname)
    const route = found.kind === 'route' ? found.route : 'none'
    const fault = nextFault()
    if (fault.delay > 0) await sleep(fault.delay)
    if (fault.fail)
      return { route, reply: { status: 500, json: { error: 'This error was asked for with FAULT_ERRORS.' } } }
    if (found.kind === 'nothing')
      return { route, reply: { status: 404, json: { error: `There is nothing at ${url.pathname}.` } } }
    if (found.kind === 'other-method') {
      const allow = found.allow.join(', ')
      return { route, reply: { status: 405, headers: { allow }, json: { error: `${url.pathname} takes ${allow}.` } } }
    }
    const text = () => bodyText(req)
    const request: Request = {
      params: found.params,
      query: url.searchParams,
      headers: req.headers,
      log: requestLog,
      text,
      json: async () => parseJson(await text()),
    }
    try {
      return { route, reply: await found.handler(request) }
    } catch (error) {
      if (error instanceof Refusal)
        return { route, reply: { status: error.status, json: { error: error.message, ...error.fields } } }
      requestLog.error('a request failed', { route, reason: reason(error) })
      return {
        route,
        reply: { status: 500, json: { error: 'Something went wrong here; the log has it under this request id.' } },
      }
    }
  }

  const business = async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    const given = req.headers['x-request-id']
    const requestId = typeof given === 'string' && given !== '' ? given : randomUUID()
    const withId =
      (level: keyof Log): Log[keyof Log] =>
      (message, fields) =>
        log[level](message, { requestId, ...fields })
    const requestLog: Log = { info: withId('info'), warn: withId('warn'), error: withId('error') }
    const begun = performance.now()
    let route = 'none'
    open.add(res)
    metrics.inFlight.inc()
    res.once('close', () => {
      const seconds = (performance.now() - begun) / 1000
      // 499, as proxies write it: the client left before there was an answer.
      const status = res.writableFinished ? res.statusCode : 499
      const method = req.method ?? ''
      metrics.inFlight.dec()
      metrics.duration.observe({ method, route, status: String(status) }, seconds)
      log.info('request', { requestId, method, path: url.pathname, route, status, ms: Math.round(seconds * 1000) })
      open.delete(res)
      if (open.size === 0) whenIdle()
    })
    res.setHeader('x-request-id', requestId)
    const done = await withTrace(traceOf(req.headers, requestId), () => answer(req, url, requestLog))
    route = done.route
    send(res, done.reply)
  }

  const server = createServer({ keepAliveTimeout: keepAlive }, (req, res) => {
    const url = URL.parse(req.url ?? '', 'http://service')
    if (url === null) return send(res, { status: 400, json: { error: 'The address of this request is no URL.' } })
    const managed = url.pathname === '/healthz' || url.pathname === '/readyz' || url.pathname === '/metrics'
    const work = managed ? manage(url.pathname, res) : business(req, res, url)
    work.catch((error: unknown) => {
      log.error('a request failed', { path: url.pathname, reason: reason(error) })
      send(res, { status: 500, json: { error: 'Something went wrong here.' } })
    })
  })

  const idle = (): Promise<void> =>
    open.size === 0 ? Promise.resolve() : new Promise((resolve) => (whenIdle = resolve))

  /**
   * The listener stays open while requests are in flight (half of the time at most), so that /readyz can say 503 and a late request is still
   * served, with `Connection: close`. The pod's preStop sleep has already waited for the endpoints to forget this pod.
   */
  const drain = async (): Promise<boolean> => {
    log.info('draining', { inFlight: open.size, deadlineSeconds: config.drainSeconds })
    const timers = new AbortController()
    const after = (ms: number) => sleep(ms, undefined, { signal: timers.signal }).catch(() => undefined)
    const hook = async (work: ServiceOptions['onDrain']) => {
      await (async () => work?.())().catch((error: unknown) =>
        log.error('a drain hook failed', { reason: reason(error) }),
      )
    }
    const begun = hook(onDrain)
    const closed = (async () => {
      await Promise.race([idle(), after(config.drainSeconds * 500)])
      await Promise.all([begun, new Promise<void>((resolve) => server.close(() => resolve()))])
      await hook(onEnd)
      return true
    })()
    const finished = await Promise.race([closed, after(config.drainSeconds * 1000).then(() => false)])
    timers.abort()
    if (!finished) server.closeAllConnections()
    if (finished) log.info('drained')
    else log.warn('the drain was cut off at its deadline', { inFlight: open.size })
    return finished
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? config.port, config.host, () => resolve())
  })
  const { port } = server.address() as AddressInfo
  log.info('listening', { port, faultErrors: config.faultErrors, faultLatency: config.faultLatency })
  return { name, port, log, metrics, drain: () => (draining ??= drain()) }
}
