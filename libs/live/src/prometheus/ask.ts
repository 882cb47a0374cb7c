import { parse, readJson, refused, type Outcome } from '@slipway/core'
import { z } from 'zod'
import { parseAnswer } from './answer.ts'
import { instantUrl, rangeUrl, type Range } from './question.ts'
import type { Series } from './series.ts'

/** In milliseconds. */
const longest = 20_000

/** @returns the answer of Prometheus' HTTP API, or why there is none */
export const askRange = (base: string, expr: string, range: Range): Promise<Outcome<readonly Series[]>> =>
  asked(base, rangeUrl(base, expr, range))

export const askNow = (base: string, expr: string): Promise<Outcome<readonly Series[]>> =>
  asked(base, instantUrl(base, expr))

async function asked(base: string, url: string): Promise<Outcome<readonly Series[]>> {
  const body = await bodyOf(base, url)
  return body.ok ? parseAnswer(body.value, base) : body
}

/** Prometheus says in JSON what it refuses, too, with a status of 400 and above. */
async function bodyOf(base: string, url: string): Promise<Outcome<unknown>> {
  const hint = 'see that it runs and that the address is its own, such as http://127.0.0.1:9090'
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(longest) })
    const text = await answer.text()
    const json = parse(
      z
        .string()
        .transform(readJson)
        .pipe(z.looseObject({ status: z.string() })),
      text,
      base,
    )
    return json.ok
      ? json
      : refused(base, 'no-prometheus', `${answer.status} and no JSON of Prometheus`, "Prometheus' HTTP API", hint)
  } catch (error) {
    return refused(base, 'unreachable', reasonOf(error as Error), "Prometheus' HTTP API", hint)
  }
}

/** fetch hides the system's error below its own. */
function reasonOf(error: Error): string {
  if (error.name === 'TimeoutError') return `no answer within ${longest / 1000} s`
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException
  return typeof code === 'string' ? code : message
}
