import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, vi } from 'vitest'
import { askNow } from './ask.ts'

/** What is said of a server that answers so. */
async function problem(listener: RequestListener): Promise<string | undefined> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const answer = await askNow(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'up')
    return answer.ok ? undefined : answer.issues.map(({ code, got }) => `${code}: ${got}`).join()
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

it.each<[string, RequestListener]>([
  ['never answers', () => undefined],
  ['answers half', (_, response) => response.write('{"status":')],
])('says how long it waited for a server that %s', async (_, listener) => {
  const short = AbortSignal.timeout(50)
  vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(short)
  expect(await problem(listener)).toBe('unreachable: no answer within 20 s')
})

it('says what else answered', async () => {
  expect(await problem((_, response) => response.writeHead(404).end('no page'))).toContain('no-prometheus: 404')
})
