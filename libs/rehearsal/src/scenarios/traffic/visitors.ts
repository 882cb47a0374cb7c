import type { IncomingHttpHeaders } from 'node:http'
import { pending, poll, seen } from '../../pace/poll.ts'
import type { TestContext } from '../../stage/test-context.ts'
import type { Answer, LoadOptions } from '../../traffic/load.ts'

/** People who come again and again, in turn, each with the cookie that they were given. */
export interface Visitors extends Pick<LoadOptions, 'as'> {
  told(answer: Answer, headers: IncomingHttpHeaders): void
  /** How many have been given one. */
  known(): number
}

/** @param cookie its name; without one they are given nothing that they would bring again */
export function visitors(count: number, cookie: string | undefined): Visitors {
  const jar = new Map<number, string>()
  return {
    as: (request) => ({ session: request % count, cookie: jar.get(request % count) }),
    told: ({ session }, headers) => {
      const given =
        cookie === undefined
          ? undefined
          : (headers['set-cookie'] ?? [])
              .map((text) => text.split(';')[0] ?? '')
              .find((text) => text.startsWith(`${cookie}=`))
      if (given !== undefined) jar.set(session, given)
    },
    known: () => jar.size,
  }
}

/** Waits until each has a cookie. */
export async function allKnown(test: TestContext, { known }: Visitors, count: number): Promise<void> {
  await poll(() => (known() === count ? seen(true) : pending(`${known()} have one`)), {
    what: `a cookie for each of ${count} sessions`,
    within: 60,
    signal: test.signal,
  })
}
