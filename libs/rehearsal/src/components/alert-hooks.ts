import { at, fields, text, type Fields } from '@slipway/kube'
import { fakeService, type FakeService } from '../cluster/fake-service.ts'
import type { Delivery } from './delivery.ts'

export interface AlertHooks extends FakeService {
  /** When somebody called who says that alerting works, in milliseconds since 1970. */
  readonly calls: readonly number[]
}

/**
 * https://developer.pagerduty.com/docs/events-api-v2/trigger-events/
 * Alertmanager's summary begins with `[FIRING:1] <alert> `.
 */
function fromEvent(event: Fields): Omit<Delivery, 'at'> {
  const { event_action: action } = event
  const summary = text(at(event, 'payload', 'summary')) ?? ''
  const [, alert = ''] = /^\[[A-Z]+(?::\d+)?\] (\S+)/.exec(summary) ?? []
  const told = action === 'trigger' ? 'FIRING' : action === 'resolve' ? 'RESOLVED' : String(action)
  return { by: 'pagerduty', to: text(event['routing_key']) ?? '', text: `${told} ${alert} ${summary}` }
}

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
function fromWebhook(to: string, said: Fields): Omit<Delivery, 'at'> {
  const alert = text(at(said, 'commonLabels', 'alertname')) ?? ''
  const summary = text(at(said, 'commonAnnotations', 'summary')) ?? ''
  return { by: 'webhook', to, text: `${(text(said['status']) ?? '').toUpperCase()} ${alert} ${summary}` }
}

/**
 * PagerDuty, webhooks, and whoever waits outside for a call each minute, on loopback: the path is the key of the
 * secret.
 */
export async function startAlertHooks(deliver: (delivery: Omit<Delivery, 'at'>) => void): Promise<AlertHooks> {
  const calls: number[] = []
  const service = await fakeService((body, { url = '' }) => {
    const name = url.slice(1)
    const isEvent = name === 'v2/enqueue'
    if (name === 'watchdog-url') calls.push(Date.now())
    else {
      const said = fields(JSON.parse(body.toString('utf8')))
      deliver(isEvent ? fromEvent(said) : fromWebhook(name, said))
    }
    return { status: isEvent ? 202 : 200 }
  })
  return { ...service, calls }
}
