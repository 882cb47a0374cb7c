import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { KubeObject } from '@slipway/core'
import { leave, leaveSettings } from './gateway-leave.ts'

const application = (valuesObject: unknown): KubeObject =>
  ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'addons-istio-ingress' },
    spec: { source: { helm: { valuesObject } } },
  }) as KubeObject

describe('leaveSettings', () => {
  const lifecycle = { preStop: { sleep: { seconds: 180 } } }
  it.each([
    ["the chart's own", {}, { pause: 0, grace: 30, goodbye: 45, untilEmpty: false }],
    [
      'all of them',
      {
        lifecycle,
        terminationGracePeriodSeconds: 300,
        env: { EXIT_ON_ZERO_ACTIVE_CONNECTIONS: 'true' },
        podAnnotations: { 'proxy.istio.io/config': 'drainDuration: 1m40s' },
      },
      { pause: 180, grace: 120, goodbye: 100, untilEmpty: true },
    ],
    // The kubelet's SIGKILL comes in the middle of the pause.
    ['a pause that is too long', { lifecycle }, { pause: 30, grace: 0, goodbye: 45, untilEmpty: false }],
  ])('%s', (_, values, expected) => {
    expect(leaveSettings(application(values))).toEqual(expected)
  })

  it('of no Application are those of the chart', () => {
    expect(leaveSettings(undefined)).toEqual({ pause: 0, grace: 30, goodbye: 45, untilEmpty: false })
  })
})

describe('leave', () => {
  const undo: (() => unknown)[] = []
  afterEach(() => {
    for (const each of undo.splice(0)) each()
  })

  /** An admin port with fewer connections each time it is asked. */
  async function envoy(counts: readonly number[]) {
    const asked: string[] = []
    const left = [...counts]
    const server = createServer((request, answer) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
      if (request.method === 'POST') return void answer.end('OK')
      const open = left.length > 1 ? left.shift() : left[0]
      answer.end(
        [
          'http.outbound_0.0.0.0_443.downstream_cx_active: 77',
          'listener.admin.downstream_cx_active: 1',
          'listener.0.0.0.0_443.worker_0.downstream_cx_active: 55',
          `listener.0.0.0.0_443.downstream_cx_active: ${open ?? 0}`,
        ].join('\n'),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    undo.push(() => server.close())
    const stop = vi.fn(() => Promise.resolve())
    const running = { name: 'envoy', pid: 1, log: '', alive: () => true, stop }
    return { asked, stop, one: { admin: (server.address() as AddressInfo).port, running } }
  }
  const brief = { pause: 0, grace: 0.05, goodbye: 45 }

  it('tells Envoy to drain, and ends it', async () => {
    const { asked, stop, one } = await envoy([2])
    const left = await leave(one, { ...brief, untilEmpty: true })
    expect(asked[0]).toBe('POST /drain_listeners?graceful')
    expect([left.open, stop.mock.calls.length]).toEqual([2, 1])
  })

  it('counts connections as Istio does: of listeners, without the admin port and its workers', async () => {
    const { one } = await envoy([0])
    expect((await leave(one, { ...brief, untilEmpty: false })).open).toBe(0)
  })
})
