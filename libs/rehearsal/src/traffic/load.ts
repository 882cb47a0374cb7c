import { readFileSync } from 'node:fs'
import { Agent as PlainAgent, request as plainly, type IncomingHttpHeaders } from 'node:http'
import { Agent, request as securely, type RequestOptions } from 'node:https'

/** What became of one request. */
export interface Answer {
  /** When it was sent, in seconds of the recording. */
  readonly at: number
  /** Whole milliseconds until the answer was read, or there was none. */
  readonly ms: number
  /** Nothing when no answer came. */
  readonly status?: number
  /** Who failed it; nothing when it is well. The app answers with its pod's name, so what has none is the gateway's own answer. */
  readonly failedBy?: 'app' | 'gateway' | 'connection'
  /** Why, in few words. */
  readonly why?: string
  /** It looks well and is not: the version was made so (behaviour.ts). */
  readonly wrong?: true
  /** As the app says (`x-app-version`, `x-pod`). */
  readonly version?: string
  readonly pod?: string
  /** What it was sent as: a session's number. */
  readonly session: number
}

export interface LoadOptions {
  readonly host: string
  readonly address: string
  readonly port: number
  readonly path: string
  /** The file of the authority that the certificate is checked with; without one requests are plain, as an app sends them to its sidecar. */
  readonly ca?: string | undefined
  /** Requests a second, whatever becomes of those before: people do not wait for each other. */
  readonly rate: number
  /** Seconds of the recording. */
  readonly at: () => number
  /** Who sends the request of this number: its session, the cookie that it has, and the address that it comes from, where that matters. */
  readonly as: (request: number) => {
    readonly session: number
    readonly cookie?: string | undefined
    readonly from?: string
  }
  /** Told of each answer, with its headers. */
  readonly told?: (answer: Answer, headers: IncomingHttpHeaders) => void
}

export interface Load {
  readonly answers: readonly Answer[]
  /** Sends no more, and waits for what is under way. */
  stop(): Promise<void>
}

/**
 * Requests at once; a request that would be one more is a failure of its own, so that nothing piles up. At a hundred a second a busy machine that
 * stands still for two and a half seconds had 256 of them: nobody's fault.
 */
const most = 512
/** Milliseconds after which nobody waits any more; longer than the route's own timeout. */
const timeoutMs = 20_000

/** A little load at a steady rate over connections that are kept. */
export function startLoad({ host, address, port, path, ca, rate, at, as, told }: LoadOptions): Load {
  const kept = { keepAlive: true, maxSockets: most }
  const agent = ca === undefined ? new PlainAgent(kept) : new Agent({ ...kept, ca: readFileSync(ca), servername: host })
  const request = ca === undefined ? plainly : securely
  const answers: Answer[] = []
  const open = new Set<Promise<void>>()
  let sent = 0

  const send = () => {
    const { session, cookie, from: localAddress } = as(sent++)
    const begun = at()
    const done = (rest: Omit<Answer, 'at' | 'ms' | 'session'>, headers: IncomingHttpHeaders = {}) => {
      const answer = { at: begun, ms: Math.round((at() - begun) * 1000), session, ...rest }
      answers.push(answer)
      told?.(answer, headers)
    }
    if (open.size >= most) return done({ failedBy: 'connection', why: `${most} requests without an answer` })
    const options: RequestOptions = {
      host: address,
      port,
      path,
      agent,
      servername: host,
      headers: { host, ...(cookie === undefined ? {} : { cookie }) },
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
  // A busy machine calls late; what is due by then is sent, but no more than one second's worth at once.
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
