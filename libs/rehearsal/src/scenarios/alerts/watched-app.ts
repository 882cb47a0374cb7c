import type { Alertmanager, SentAlert } from '../../components/alertmanager.ts'
import type { AlertReceivers } from '../../components/alert-receivers.ts'
import { alertTimeScale } from '../../pace/speed-up-alerts.ts'
import {
  cause,
  joined,
  pending,
  say,
  seen,
  tenths,
  type Load,
  type Look,
  type Said,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { askApi } from '../shared/prometheus-api.ts'
import { compared, deliveriesOf, type Address, type Told } from './alerting.ts'

export const page = 'ErrorBudgetBurnsFast'
export const ticket = 'ErrorBudgetBurnsSlowly'

/** An app whose alerts are followed from Prometheus to people. */
export interface Watched {
  readonly test: TestContext
  readonly app: StagedApp
  readonly receivers: AlertReceivers
  readonly manager: Alertmanager
  /** The addresses that a page of the app has to reach, and those that a ticket has to. */
  readonly onPage: readonly Address[]
  readonly onTicket: readonly Address[]
}

const own =
  ({ app }: Watched, alert: string) =>
  (all: readonly SentAlert[]) =>
    all.find(({ labels }) => labels['alertname'] === alert && labels['app'] === app.name)

/** All of them, and nobody else. */
export function areTold(got: readonly Address[], wanted: readonly Address[]): Look<Said> {
  const { missed, elsewhere } = compared(got, wanted)
  if (missed.length === 0 && elsewhere.length === 0) return seen(got.map(({ by, to }) => `${to} by ${by}`).join(', '))
  return pending(
    joined([
      ...missed.map((one) => cause('alert-missed', one)),
      ...elsewhere.map((one) => cause('alert-elsewhere', one)),
    ]),
  )
}

const toldAll = ({ receivers }: Watched, alert: string, told: Told, wanted: readonly Address[]): Look<Said> =>
  areTold(deliveriesOf(receivers.deliveries, alert, told), wanted)

/** Seconds from the first failed request to a message. */
const after = ({ test, receivers }: Watched, load: Load, alert: string, told: Told, since: number): string => {
  const first = load.answers.find(({ at, failedBy }) => at >= since && failedBy !== undefined)?.at ?? since
  const began = Date.now() / 1000 - test.recorder.at()
  const times = deliveriesOf(receivers.deliveries, alert, told).map(({ at }) => at / 1000 - began - first)
  return times.length === 0 ? 'never' : `${tenths(Math.min(...times))} to ${tenths(Math.max(...times))} s`
}

/** As Prometheus tells it. */
interface ActiveAlert {
  readonly labels: Readonly<Record<string, string>>
  readonly state: 'pending' | 'firing'
}

/** One always fires: it says that alerting works. */
const isUnusual = ({ labels }: Pick<ActiveAlert, 'labels'>) => labels['alertname'] !== 'Watchdog'

/** Eight seconds; nothing may be released before they are over. */
export async function isLeftAlone({ test, manager, receivers }: Watched, load: Load): Promise<void> {
  // Four seconds without a ready pod are ten minutes here: that it starts may be told, and that it has started.
  await test.pause(4)
  const before = receivers.deliveries.length
  await test.pause(4)
  const { alerts } = await askApi<{ alerts: readonly ActiveAlert[] }>(test, 'alerts')
  const active = alerts.filter(isUnusual).map(({ labels, state }) => `${labels['alertname']} ${state}`)
  const sent = (await manager.alerts()).filter(isUnusual)
  const more = receivers.deliveries.slice(before)
  test.assert(
    'nobody is told of an app that answers',
    active.length === 0 && sent.length === 0 && more.length === 0,
    `${load.answers.length} requests; ${active.join(', ') || 'no alert'} in Prometheus, ${sent.length} in Alertmanager, ${more.length} messages${more.map(({ text }) => ` (${text.slice(0, 40)})`)[0] ?? ''}${before === 0 ? '' : `, ${before} while it started`}`,
    'alert-wanted',
  )
}

export async function isWanted(watched: Watched, load: Load): Promise<boolean> {
  const { test, app, manager } = watched
  const since = test.recorder.at()
  const says = `half of the requests fail: the tree's own rule ${page} fires`
  const wanted = await test.assertSoon(
    says,
    async () => {
      const found = own(watched, page)(await manager.alerts())
      const share = await test.ask(`${app.team.replaceAll('-', '_')}:slo_errors:ratio_rate5m{app="${app.name}",pod=""}`)
      const text = `${Math.round((share ?? 0) * 100)} % of its requests fail`
      return found === undefined ? pending(text) : seen(text)
    },
    60,
    'alert-wanted',
  )
  if (!wanted) return false
  const delivered = await test.assertSoon(
    'on-call hears of it by e-mail and SMS, the team by Slack, others by PagerDuty and a webhook, and nobody else',
    () => toldAll(watched, page, 'FIRING', watched.onPage),
    12,
    'alert-delivered',
  )
  test.note(
    `messages ${after(watched, load, page, 'FIRING', since)} after the first failed request; in the tree ${alertTimeScale} times as long`,
    app,
  )
  return delivered
}

export async function isInhibited(watched: Watched): Promise<boolean> {
  const { test, manager, receivers } = watched
  return test.assertSoon(
    `its ticket ${ticket} is muted by the page: no second message of the same thing`,
    async () => {
      const all = await manager.alerts()
      const [waking, muted] = [own(watched, page)(all), own(watched, ticket)(all)]
      if (muted === undefined) return pending(`${ticket} does not fire yet`)
      const told = deliveriesOf(receivers.deliveries, ticket, 'FIRING').length
      return muted.status.inhibitedBy.includes(waking?.fingerprint ?? '') && told === 0
        ? seen('suppressed, and 0 messages')
        : pending(say`${cause('not-inhibited', { alert: ticket })}: ${told} messages`)
    },
    20,
    'alert-inhibited',
  )
}

export async function isResolved(watched: Watched, silence: string): Promise<void> {
  const { test, manager, receivers, app } = watched
  const since = test.recorder.at()
  const resolved = await test.assertSoon(
    'the version before is back: all of them hear that it is over',
    () => toldAll(watched, page, 'RESOLVED', watched.onPage),
    60,
    'alert-resolved',
  )
  test.note(`over ${tenths(test.recorder.at() - since)} s after the revert`, app)
  if (!resolved) return
  const silenced = await test.assertSoon(
    `the ticket fires on, muted by nothing but the silence that somebody set`,
    async () => {
      const { status } = own(watched, ticket)(await manager.alerts()) ?? {}
      return status !== undefined && status.inhibitedBy.length === 0 && status.silencedBy.includes(silence)
        ? seen('suppressed by the silence')
        : pending(
            `${ticket} is ${status?.state ?? 'gone'}, inhibited by ${status?.inhibitedBy.length ?? 0}, silenced by ${status?.silencedBy.length ?? 0}`,
          )
    },
    20,
    'alert-silenced',
  )
  if (!silenced) return
  await test.pause(2)
  const early = deliveriesOf(receivers.deliveries, ticket, 'FIRING').length
  test.assert('as long as it is silent, nobody is told', early === 0, `${early} messages`, 'alert-silenced')
  await manager.expire(silence)
  await test.assertSoon(
    'without the silence the team hears of the ticket by Slack, and nobody else',
    () => toldAll(watched, ticket, 'FIRING', watched.onTicket),
    20,
    'alert-silenced',
  )
}
