import { readFileSync } from 'node:fs'
import { Agent as PlainAgent, request as plainly, type IncomingHttpHeaders } from 'node:http'
import { Agent, request as securely, type RequestOptions } from 'node:https'

export interface Answer {
  readonly at: number
  readonly ms: number
  readonly status?: number
  /** An app's answer names its pod; one without is the gateway's. */
  readonly failedBy?: 'app' | 'gateway' | 'connection'
  readonly why?: string
  /** A deliberately wrong 200 (behaviour.ts). */
  readonly wrong?: true
  readonly version?: string
  readonly pod?: string
  readonly session: number
}

export interface LoadOptions {
  readonly host: string
  readonly address: string
  readonly port: number
  readonly path: string
  /** Without it requests are plain, as from an app to its sidecar. */
  readonly ca?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Requests a second, independent of answers. */
  readonly rate: number
  readonly at: () => number
  /** The sender of a request by its number. */
  readonly as: (request: number) => {
    readonly session: number
    readonly cookie?: string | undefined
    readonly from?: string
  }
  readonly told?: (answer: Answer, headers: IncomingHttpHeaders) => void
  /** How long a connection is kept without a request. @default that of Java's HttpClient */
  readonly idleMs?: number
}

export interface Load {
  readonly answers: readonly Answer[]
  /** Waits for open requests. */
  stop(): Promise<void>
}

/**
 * Open requests at once; one more fails, so that nothing piles up. A busy machine that stood still for 2.5 s had 256.
 */
const most = 512
/** Longer than the route's timeout. */
const timeoutMs = 20_000

/** A steady rate over kept connections. */
export function startLoad({
  host,
  address,
  port,
  path,
  ca,
  headers = {},
  rate,
  at,
  as,
  told,
  idleMs = 30_000,
}: LoadOptions): Load {
  // A server that goes closes what is idle, and a request that meets this is lost: clients give up idle connections
  // first.
  const kept = { keepAlive: true, maxSockets: most, timeout: idleMs }
  const agent = ca === undefined ? new PlainAgent(kept) : new Agent({ ...kept, ca: readFileSync(ca), servername: host })
  const request = ca === undefined ? plainly : securely
  const answers: Answer[] = []
  const open = new Set<Promise<void>>()
  let sent = 0

  const send = () => {
    const { session, cookie, from: localAddress } = as(sent++)
    const begun = at()
    const done = (rest: Omit<Answer, 'at' | 'ms' | 'session'>, answered: IncomingHttpHeaders = {}) => {
      const answer = { at: begun, ms: Math.round((at() - begun) * 1000), session, ...rest }
      answers.push(answer)
      told?.(answer, answered)
    }
    if (open.size >= most) return done({ failedBy: 'connection', why: `${most} requests without an answer` })
    const options: RequestOptions = {
      host: address,
      port,
      path,
      agent,
      servername: host,
      headers: { ...headers, host, ...(cookie === undefined ? {} : { cookie }) },
      ...(localAddress === undefined ? {} : { localAddress }),
    }
    const one = new Promise<void>((resolve) => {
      const asked = request(options, (answer) => {
        const { statusCode: status = 0, headers } = answer
        const [version, pod] = [headers['x-app-version'], headers['x-pod']].map((value) =>
          typeof value === 'string' ? value : undefined,
        )
        const wrong = headers['x-rehearsal-wrong'] === undefined ? {} : { wrong: true as const }
        const from = { ...(version === undefined ? {} : { version }), ...(pod === undefined ? {} : { pod }), ...wrong }
        let text = ''
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += text.length < 200 ? chunk : ''))
        answer.on('error', (error) => done({ status, ...from, failedBy: 'connection', why: error.message }))
        answer.on('end', () =>
          done(
            status < 500
              ? { status, ...from }
              : {
                  status,
                  ...from,
                  failedBy: pod === undefined ? 'gateway' : 'app',
                  why: `${status} ${text.slice(0, 120)}`,
                },
            headers,
          ),
        )
        answer.on('close', resolve)
      })
      asked.on('error', (error) => {
        done({ failedBy: 'connection', why: error.message })
        resolve()
      })
      asked.setTimeout(timeoutMs, () => asked.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)))
      asked.end()
    })
    open.add(one)
    void one.then(() => open.delete(one))
  }
  const begun = performance.now()
  // On a busy machine the timer is late: sends all due requests, at most one second's worth.
  let due = 0
  const timer = setInterval(() => {
    const now = Math.floor(((performance.now() - begun) / 1000) * rate)
    due = Math.max(due, now - rate)
    for (; due < now; due += 1) send()
  }, 10)
  return {
    answers,
    stop: async () => {
      clearInterval(timer)
      await Promise.all(open)
      agent.destroy()
    },
  }
}
