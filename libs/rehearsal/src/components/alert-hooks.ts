import { createServer } from 'node:http'
import { text as bodyOf } from 'node:stream/consumers'
import { isFields, text, type Fields } from '@slipway/kube'
import { listenLocally } from '../cluster/runtime.ts'
import type { Delivery } from './delivery.ts'

export interface AlertHooks {
  readonly port: number
  /** When somebody called who says that alerting works, in milliseconds since 1970. */
  readonly calls: readonly number[]
  close(): void
}

const fieldsIn = (body: string): Fields => {
  const found: unknown = JSON.parse(body)
  return isFields(found) ? found : {}
}

/** https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ Alertmanager's summary begins `[FIRING:1] <alert> `. */
function fromEvent(event: Fields): Omit<Delivery, 'at'> {
  const { event_action: action, payload } = event
  const summary = text(isFields(payload) ? payload['summary'] : undefined) ?? ''
  const [, alert = ''] = /^\[[A-Z]+(?::\d+)?\] (\S+)/.exec(summary) ?? []
  const told = action === 'trigger' ? 'FIRING' : action === 'resolve' ? 'RESOLVED' : String(action)
  return { by: 'pagerduty', to: text(event['routing_key']) ?? '', text: `${told} ${alert} ${summary}` }
}

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
function fromWebhook(to: string, said: Fields): Omit<Delivery, 'at'> {
  const { commonLabels, commonAnnotations: notes, status } = said
  const alert = text(isFields(commonLabels) ? commonLabels['alertname'] : undefined) ?? ''
  const summary = text(isFields(notes) ? notes['summary'] : undefined) ?? ''
  return { by: 'webhook', to, text: `${(text(status) ?? '').toUpperCase()} ${alert} ${summary}` }
}

/** PagerDuty, webhooks, and whoever waits outside for a call each minute, on loopback: the path is the key of the secret. */
export async function startAlertHooks(deliver: (delivery: Omit<Delivery, 'at'>) => void): Promise<AlertHooks> {
  const calls: number[] = []
  const server = createServer((request, answer) => {
    const name = (request.url ?? '').slice(1)
    bodyOf(request)
      .then((body) => {
        if (name === 'watchdog-url') calls.push(Date.now())
        else deliver(name === 'v2/enqueue' ? fromEvent(fieldsIn(body)) : fromWebhook(name, fieldsIn(body)))
        answer.writeHead(name === 'v2/enqueue' ? 202 : 200, { 'content-type': 'application/json' }).end('{}')
      })
      .catch(() => answer.writeHead(400).end())
  })
  return { port: await listenLocally(server), calls, close: () => void server.close() }
}
