import type { IncomingHttpHeaders } from 'node:http'
import { pending, seen, type Answer, type LoadOptions, type TestContext } from '../shared/kit.ts'

/** Returning sessions, each with its cookie. */
interface Visitors extends Pick<LoadOptions, 'as'> {
  told(answer: Answer, headers: IncomingHttpHeaders): void
  known(): number
}

/** @param cookie none: sessions keep nothing */
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

export async function allKnown(test: TestContext, { known }: Visitors, count: number): Promise<void> {
  await test.until(`a cookie for each of ${count} sessions`, () =>
    known() === count ? seen(true) : pending(`${known()} have one`),
  )
}
