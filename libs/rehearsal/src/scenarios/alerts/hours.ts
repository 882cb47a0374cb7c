import { alertTimeScale } from '../../pace/speed-up-alerts.ts'
import { cause, joined, pending, seen } from '../shared/kit.ts'
import { addressesOf, compared, deliveriesOf, type Address, type AlertmanagerConfig } from './alerting.ts'
import { ways } from './paging-ways.ts'
import { areTold, page, type Watched } from './watched-app.ts'

/**
 * Outside of the hours of a route its receivers hear nothing; all others do.
 * @param later the same config in its hours
 */
export async function waitsForHours(watched: Watched, later: AlertmanagerConfig): Promise<readonly Address[]> {
  const { test, receivers, manager } = watched
  const wanted = addressesOf(later, ways.hours)
  const got = () =>
    deliveriesOf(receivers.deliveries, page, 'FIRING').filter((one) => compared([one], wanted).elsewhere.length === 0)
  const [muted, early] = [await manager.mutedBy(ways.hours, page), got()]
  test.assert(
    'outside of the hours of a route the page is not sent there, and waits',
    early.length === 0 && muted.length > 0,
    early.length === 0
      ? `muted by ${muted.join(', ') || 'nothing'}`
      : joined(early.map(({ by, to }) => cause('alert-elsewhere', { by, to }))),
    'alert-hours',
  )
  if (early.length > 0) return wanted
  const before = receivers.deliveries.length
  test.manualAction('moves the hours of a route to now, as if they had come')
  await manager.reload(later)
  await test.assertSoon(
    'when its hours come the page that still fires is sent there, once, and to nobody else again',
    () => {
      const more = deliveriesOf(receivers.deliveries.slice(before), page, 'FIRING')
      const look = areTold(more, wanted)
      return look.state === 'seen' && more.length !== wanted.length ? pending() : look
    },
    12,
    'alert-hours',
  )
  return wanted
}

/** Seconds that Prometheus' last word of an alert holds here: four evaluations (cmd/prometheus, `sendAlerts`). */
const lastWord = 4

/** Somebody outside waits for a call and notices when none comes: the page that nobody here could send. */
export async function callsOutside({ test, receivers }: Watched): Promise<void> {
  const { calls } = receivers.hooks
  const many = 3
  const before = calls.length
  const heard = await test.assertSoon(
    'whoever waits outside is called again and again',
    () => (calls.length >= before + many ? seen(`${calls.length} calls`) : pending(`${calls.length - before} calls`)),
    20,
    'alert-watchdog',
  )
  if (!heard) return
  test.manualAction('Prometheus is gone')
  await test.stopPrometheus()
  const gone = Date.now()
  const patience = 5
  await test.assertSoon(
    'without Prometheus the calls stop, which is noticed outside',
    () => {
      const last = calls.at(-1) ?? 0
      const silent = (Date.now() - Math.max(last, gone)) / 1000
      const after = Math.max(0, (last - gone) / 1000)
      return silent >= patience
        ? seen(
            `the last call ${after.toFixed(1)} s after its end, then ${patience} s of silence; in the tree calls are a minute apart and the last word holds four`,
          )
        : pending(`called ${silent.toFixed(1)} s ago`)
    },
    patience + 4 * lastWord,
    'alert-watchdog',
  )
}

/** The chart's own rule, which the tree has not; it always fires. */
export const watchdogRule = {
  name: 'general.rules',
  interval: `${alertTimeScale}s`,
  rules: [{ alert: 'Watchdog', expr: 'vector(1)', labels: { severity: 'none' } }],
} as const
