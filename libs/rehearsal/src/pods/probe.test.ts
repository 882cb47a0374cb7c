import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, firstProbeAt, initialProbeState, nextProbeState } from './probe.ts'
import type { Probe } from '../cluster/fields.ts'

describe('judge', () => {
  const run = (probe: Probe, begins: boolean, answers: string) => {
    let judged = initialProbeState(begins)
    return [...answers]
      .map((answer) => {
        judged = nextProbeState(judged, answer === '+', probe)
        return judged.good ? '+' : '-'
      })
      .join('')
  }

  it.each([
    ['ready with the first good answer', {}, false, '-+', '-+'],
    ['not ready after three bad ones in a row', {}, true, '--+---+', '+++++-+'],
    ['a threshold of one', { failureThreshold: 1 }, true, '-', '-'],
    ['two good ones', { successThreshold: 2 }, false, '+-++', '---+'],
  ])('%s', (_, probe, begins, answers, wanted) => expect(run(probe, begins, answers)).toBe(wanted))
})

describe('firstAsked', () => {
  it.each([
    [{}, 0],
    [{ initialDelaySeconds: 3, periodSeconds: 15 }, 15],
    [{ initialDelaySeconds: 10, periodSeconds: 5 }, 10],
    [{ initialDelaySeconds: 11, periodSeconds: 5 }, 15],
  ])('%o: after %i s', (probe, wanted) => expect(firstProbeAt(probe)).toBe(wanted))
})

describe('ask', () => {
  let server: Server
  let port: number
  beforeAll(async () => {
    server = createServer((asked, answer) => {
      if (asked.url !== '/never') answer.writeHead(asked.url === '/good' ? 204 : 503).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const of = (
    probe: Probe,
    at: (port: number | string) => number | undefined = (name) => (name === 'http' ? port : undefined),
  ) => ask(probe, '127.0.0.1', at)
  it('takes a good status', async () => expect(await of({ httpGet: { path: '/good', port: 'http' } })).toBe(true))
  it('does not take a bad one', async () => expect(await of({ httpGet: { path: '/bad', port: 'http' } })).toBe(false))
  it('does not wait for ever', async () =>
    expect(await of({ httpGet: { path: '/never', port: 'http' }, timeoutSeconds: 0.05 })).toBe(false))
  it('opens a connection', async () => expect(await of({ tcpSocket: { port: 'http' } })).toBe(true))
  it('knows no port of that name', async () => expect(await of({ httpGet: { port: 'other' } })).toBe(false))
  it('finds nobody there', async () => {
    await new Promise<void>((resolve) => {
      const gone = createServer()
      gone.listen(0, '127.0.0.1', () => {
        const { port: free } = gone.address() as AddressInfo
        gone.close(
          () =>
            void of({ tcpSocket: { port: free } }, () => free).then((answer) => {
              expect(answer).toBe(false)
              resolve()
            }),
        )
      })
    })
  })
  it('takes a command as well: there is no container to run it in', async () => expect(await of({})).toBe(true))
})
