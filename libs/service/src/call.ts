import { reason } from './log.ts'
import { StartError, type Environment } from './settings.ts'
import { currentTrace } from './trace.ts'

export interface CallOptions {
  /** @default 'GET', or 'POST' with `json` */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds for the whole call, body included. @default 2000 */
  readonly timeout?: number
}

export interface Answer {
  readonly status: number
  /** Parsed JSON; `undefined` without a body. */
  readonly body: unknown
}

/** The target gave no usable answer. An answer with a bad status is an `Answer`, not this. */
export class CallError extends Error {
  readonly target: string
  readonly kind: 'timeout' | 'unreachable' | 'not-json'
  constructor(target: string, kind: CallError['kind'], sentence: string, cause: unknown) {
    super(`${target} ${sentence}.`, { cause })
    this.target = target
    this.kind = kind
  }
}

export type Call<T extends string> = (target: T, path: string, options?: CallOptions) => Promise<Answer>

/** `nightly-report` is found at `NIGHTLY_REPORT_URL`. */
export const urlVariable = (target: string): string => `${target.replaceAll('-', '_').toUpperCase()}_URL`

function problemsOf(target: string, env: Environment): readonly string[] {
  const name = urlVariable(target)
  const text = env[name]
  if (!text)
    return [`${name} is not set, so there is no way to ${target}: put '${target}' into "calls" in this app's app.ts.`]
  const isUrl = /^https?:$/.test(URL.parse(text)?.protocol ?? '')
  return isUrl ? [] : [`${name} is ${JSON.stringify(text)}; it has to be an http or https URL.`]
}

/** fetch says only "fetch failed"; the reason is in its cause. */
const rootCause = (error: unknown): string =>
  error instanceof Error && error.cause !== undefined
    ? rootCause(error.cause)
    : ((error as NodeJS.ErrnoException).code ?? reason(error))

/**
 * The only way out to other apps. Bound to the targets that the app declares: a missing address stops the start, and a
 * misspelt target does not compile.
 * @throws StartError
 */
export function caller<const T extends string>(env: Environment, targets: readonly T[]): Call<T> {
  const problems = targets.flatMap((target) => problemsOf(target, env))
  if (problems.length > 0) throw new StartError(...problems)

  return async (target, path, { json, method = json === undefined ? 'GET' : 'POST', headers, timeout = 2000 } = {}) => {
    const send = async () => {
      const response = await fetch(`${env[urlVariable(target)]?.replace(/\/$/, '')}${path}`, {
        method,
        headers: {
          accept: 'application/json',
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...headers,
          ...currentTrace(),
        },
        body: json === undefined ? null : JSON.stringify(json),
        signal: AbortSignal.timeout(timeout),
        redirect: 'error',
      })
      return { status: response.status, text: await response.text() }
    }
    const { status, text } = await send().catch((error: unknown) => {
      if (error instanceof Error && error.name === 'TimeoutError')
        throw new CallError(target, 'timeout', `did not answer ${method} ${path} in ${timeout} ms`, error)
      const sentence = `could not be reached for ${method} ${path}: ${rootCause(error)}`
      throw new CallError(target, 'unreachable', sentence, error)
    })
    try {
      return { status, body: text === '' ? undefined : JSON.parse(text) }
    } catch (error) {
      const sentence = `answered ${method} ${path} with status ${status} and something that is not JSON`
      throw new CallError(target, 'not-json', sentence, error)
    }
  }
}

/** A dependency for `ready`: the target's process answers. */
export const reaches =
  <T extends string>(call: Call<T>, target: T) =>
  async (): Promise<boolean> =>
    (await call(target, '/healthz', { timeout: 500 })).status === 200
