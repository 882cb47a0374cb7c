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
  /** The parsed body; undefined when it was empty. */
  readonly body: unknown
}

/** The target gave no usable answer. An answer with a bad status is an `Answer`, not this. */
export class CallError extends Error {
  readonly target: string
  readonly kind: 'timeout' | 'unreachable' | 'not-json'
  constructor(target: string, kind: CallError['kind'], sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.target = target
    this.kind = kind
  }
}

export type Call<T extends string> = (target: T, path: string, options?: CallOptions) => Promise<Answer>

/** `nightly-report` is found at `NIGHTLY_REPORT_URL`. */
export const urlVariable = (target: string): string => `${target.replaceAll('-', '_').toUpperCase()}_URL`

function base(env: Environment, target: string): { readonly url: URL } | { readonly problem: string } {
  const name = urlVariable(target)
  const text = env[name]
  if (text === undefined || text === '') {
    return {
      problem: `${name} is not set, so there is no way to ${target}: put '${target}' into "calls" in this app's app.ts.`,
    }
  }
  const url = URL.parse(text)
  if (url !== null && /^https?:$/.test(url.protocol)) return { url }
  return { problem: `${name} is ${JSON.stringify(text)}; it has to be an http or https URL.` }
}

const isTimeout = (error: unknown) => error instanceof Error && error.name === 'TimeoutError'

/** fetch says only "fetch failed"; the reason is in its cause. */
function rootCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = (error as NodeJS.ErrnoException).code
  return error.cause === undefined ? (code ?? error.message) : rootCause(error.cause)
}

/**
 * The only way out to other apps. Bound at start to the targets that the app declares, so a missing address stops the start and a misspelt
 * target does not compile.
 * @throws StartError with one sentence for each target that has no usable address
 */
export function caller<const T extends string>(env: Environment, targets: readonly T[]): Call<T> {
  const found = targets.map((target) => ({ target, ...base(env, target) }))
  const problems = found.flatMap((f) => ('problem' in f ? [f.problem] : []))
  if (problems.length > 0) throw new StartError(...problems)
  const urls = new Map<T, URL>(found.flatMap((f) => ('url' in f ? [[f.target, f.url] as const] : [])))

  return async (
    target,
    path,
    { json, method = json === undefined ? 'GET' : 'POST', headers = {}, timeout = 2000 } = {},
  ) => {
    const root = urls.get(target)
    if (root === undefined) throw new CallError(target, 'unreachable', `${target} is not one of this app's targets.`)
    const url = `${root.href.replace(/\/$/, '')}${path}`
    const body = json === undefined ? {} : { body: JSON.stringify(json) }
    const type = json === undefined ? {} : { 'content-type': 'application/json' }
    let text: string
    let status: number
    try {
      const response = await fetch(url, {
        method,
        headers: { accept: 'application/json', ...type, ...headers, ...currentTrace() },
        signal: AbortSignal.timeout(timeout),
        redirect: 'error',
        ...body,
      })
      status = response.status
      text = await response.text()
    } catch (error) {
      if (isTimeout(error))
        throw new CallError(target, 'timeout', `${target} did not answer ${method} ${path} in ${timeout} ms.`, error)
      throw new CallError(
        target,
        'unreachable',
        `${target} could not be reached for ${method} ${path}: ${rootCause(error)}.`,
        error,
      )
    }
    if (text === '') return { status, body: undefined }
    try {
      return { status, body: JSON.parse(text) as unknown }
    } catch (error) {
      const sentence = `${target} answered ${method} ${path} with status ${status} and something that is not JSON.`
      throw new CallError(target, 'not-json', sentence, error)
    }
  }
}

/** A dependency for `ready`: the target's process answers. */
export const reaches =
  <T extends string>(call: Call<T>, target: T) =>
  async (): Promise<boolean> =>
    (await call(target, '/healthz', { timeout: 500 })).status === 200
