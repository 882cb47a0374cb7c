import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { matchedRoutes } from 'hono/route'
import { faultSwitch } from './faults.ts'
import { createLog, reason, type Log } from './log.ts'
import { createMetrics } from './metrics.ts'
import { readiness, type Dependency } from './readiness.ts'
import { Refusal } from './refusal.ts'
import { settings, type Environment } from './settings.ts'
import { traceId, traceOf, withTrace } from './trace.ts'

interface ServiceEnv {
  Bindings: HttpBindings
  /** `c.get('log')` writes the request's id on every line. */
  Variables: { log: Log }
}

export type RequestContext = Context<ServiceEnv>

/** `router().get('/products/:id', (c) => c.json(...))` */
export const router = () => new Hono<ServiceEnv>()
export type Routes = ReturnType<typeof router>

export interface AppOptions {
  readonly name: string
  /** Absent in a worker. */
  readonly routes?: Routes
  /** Dependencies that must have been up once before this service takes requests. */
  readonly ready?: Readonly<Record<string, Dependency>>
  /** When only a restart helps, /healthz says 503 and the kubelet restarts the container. */
  readonly live?: () => boolean
  /** @default process.env */
  readonly env?: Environment
  /** @default a log on stdout */
  readonly log?: Log | undefined
}

/** Bytes of a request's body. */
export const maxBody = 1024 * 1024

const pathOf = (c: Context) => new URL(c.req.url).pathname
/** Hono lists middleware under ALL. */
const routeOf = (c: Context) => matchedRoutes(c).find(({ method }) => method !== 'ALL')?.path ?? 'none'

/** `/healthz`, `/readyz` and `/metrics`, then what every request gets around the routes of the service. */
export function createApp({ name, routes, ready = {}, live = () => true, env = process.env, ...options }: AppOptions) {
  const config = settings(env)
  const { version, pod } = config
  const log = options.log ?? createLog({ app: name, version, pod })
  const metrics = createMetrics(name, config)
  const state = { draining: false, open: new Set<ServerResponse>() }
  metrics.gauge('http_requests_in_flight', 'Business requests begun and not yet answered.', () => state.open.size)
  const missing = readiness(ready)
  const nextFault = faultSwitch(config)
  const app = router()

  app.use(async (c, next) => {
    c.set('log', log)
    c.header('x-app-version', version)
    c.header('x-pod', pod)
    await next()
    if (state.draining) c.header('connection', 'close')
  })

  app.all('/healthz', (c) => (live() ? c.json({ live: true }) : c.json({ live: false }, 503)))
  app.all('/readyz', async (c) => {
    const { draining } = state
    const waiting = draining ? [] : await missing()
    const isReady = !draining && waiting.length === 0
    return c.json({ ready: isReady, draining, waiting }, isReady ? 200 : 503)
  })
  app.all('/metrics', async ({ body }) =>
    body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  )

  app.use((c, next) => {
    const { incoming, outgoing } = c.env
    const requestId = c.req.header('x-request-id') || randomUUID()
    const begun = performance.now()
    c.header('x-request-id', requestId)
    const trace = traceOf(incoming.headers, requestId)
    const id = traceId(trace)
    c.set('log', log.child({ requestId, ...(id === undefined ? {} : { traceId: id }) }))
    state.open.add(outgoing)
    outgoing.once('close', () => {
      const ms = performance.now() - begun
      const [method, route] = [c.req.method, routeOf(c)]
      // 499, as proxies write it: the client left before there was an answer.
      const status = outgoing.writableFinished ? outgoing.statusCode : 499
      metrics.duration.observe({ method, route, status }, ms / 1000)
      c.get('log').info({ method, path: pathOf(c), route, status, ms: Math.round(ms) }, 'request')
      state.open.delete(outgoing)
    })
    return withTrace(trace, next).catch((thrown: unknown) => {
      // Hono handles every Error; this is a thrown value that is none.
      throw new Error(reason(thrown))
    })
  })
  app.use(async (c, next) => {
    const { fail, delay } = nextFault()
    if (delay > 0) await sleep(delay)
    return fail ? c.json({ error: 'This error was asked for with FAULT_ERRORS.' }, 500) : next()
  })
  const onMethodNotAllowed = (c: Context, methods: string[]) => {
    // HEAD comes with GET.
    const allow = methods.filter((method) => method !== 'HEAD').join(', ')
    return c.json({ error: `${pathOf(c)} takes ${allow}.` }, 405, { allow })
  }
  app.use(methodNotAllowed({ app, onMethodNotAllowed }))
  const tooLong = (c: Context) => c.json({ error: `The body is longer than ${maxBody} bytes.` }, 413)
  const limitStream = bodyLimit({ maxSize: maxBody, onError: tooLong })
  // For chunked bodies alone: a web stream for each request would double its CPU.
  app.use(async (c, next) => {
    if (c.req.header('transfer-encoding')) return limitStream(c, next)
    return Number(c.req.header('content-length')) > maxBody ? tooLong(c) : next()
  })
  if (routes !== undefined) app.route('/', routes)

  app.notFound((c) => c.json({ error: `There is nothing at ${pathOf(c)}.` }, 404))
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json({ error: error.message, ...error.fields }, error.status)
    // Hono's own middleware throws these.
    if (error instanceof HTTPException) return error.getResponse()
    c.get('log').error({ route: routeOf(c), reason: reason(error) }, 'a request failed')
    return c.json({ error: 'Something went wrong here; the log has it under this request id.' }, 500)
  })
  return { app, config, log, metrics, state }
}
