import { afterAll, beforeAll, expect, it } from 'vitest'
import { startAlertHooks, type AlertHooks } from './alert-hooks.ts'
import type { Delivery } from './delivery.ts'

const got: Omit<Delivery, 'at'>[] = []
let hooks: AlertHooks
beforeAll(async () => {
  hooks = await startAlertHooks((delivery) => void got.push(delivery))
})
afterAll(() => hooks.close())
const post = async (path: string, body: string) =>
  (await fetch(`http://127.0.0.1:${hooks.port}/${path}`, { method: 'POST', body })).status

const event = (action: string, summary: string) =>
  JSON.stringify({ routing_key: 'pagerduty-night', event_action: action, payload: { summary } })

it.each([
  ['trigger', '[FIRING:1] NoPodReady web prod shop (page)', 'FIRING NoPodReady '],
  ['resolve', '[RESOLVED] NoPodReady web prod shop (page)', 'RESOLVED NoPodReady '],
])('PagerDuty: %s', async (action, summary, begins) => {
  expect(await post('v2/enqueue', event(action, summary))).toBe(202)
  const last = got.at(-1)
  expect([last?.by, last?.to, last?.text.startsWith(begins)]).toEqual(['pagerduty', 'pagerduty-night', true])
})

it('a webhook is known by its path', async () => {
  const said = { status: 'firing', commonLabels: { alertname: 'NoPodReady' }, commonAnnotations: { summary: 'none' } }
  expect(await post('webhook-hook', JSON.stringify(said))).toBe(200)
  expect(got.at(-1)).toEqual({ by: 'webhook', to: 'webhook-hook', text: 'FIRING NoPodReady none' })
})

it('a call of the watchdog is no message to anybody', async () => {
  const before = got.length
  expect(await post('watchdog-url', '{}')).toBe(200)
  expect([hooks.calls.length, got.length]).toEqual([1, before])
})

it('what is no JSON is refused, so that Alertmanager tries again', async () => {
  expect(await post('webhook-hook', 'nothing')).toBe(400)
})
