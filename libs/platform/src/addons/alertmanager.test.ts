import { describe, expect, it } from 'vitest'
import type { Cluster } from '@slipway/fleet'
import { seconds as secondsOf } from '@slipway/kube'
import { addons } from './addons.ts'
import { dev, fleet, prod } from '../../test/fixture.ts'
import { alertmanagerKeys } from './alertmanager-secret.ts'
import { alertmanagerConfig } from './alertmanager.ts'

interface Route {
  readonly receiver: string
  readonly matchers?: readonly string[]
  readonly continue?: boolean
}
interface Config {
  readonly route: { readonly receiver: string; readonly routes: readonly Route[] }
  readonly receivers: readonly { readonly name: string; readonly [kind: string]: unknown }[]
}
const config = alertmanagerConfig(prod, fleet) as unknown as Config

/** Alertmanager's own walk: the first route that fits, and on while it says so; the root when none does. */
function heard(labels: Readonly<Record<string, string>>): readonly string[] {
  const fits = (matcher: string) => {
    const [, label = '', operator, value = ''] = /^(\w+) (=~?) "(.*)"$/.exec(matcher) ?? []
    return operator === '=' ? labels[label] === value : new RegExp(`^(?:${value})$`).test(labels[label] ?? '')
  }
  const found: string[] = []
  for (const route of config.route.routes.filter((r) => (r.matchers ?? []).every(fits))) {
    found.push(route.receiver)
    if (route.continue !== true) return found
  }
  return found.length > 0 ? found : [config.route.receiver]
}

describe('who hears of an alert', () => {
  it.each([
    [{ severity: 'page', team: 'shop' }, ['on-call', 'team-shop']],
    [{ severity: 'ticket', team: 'finance' }, ['team-finance']],
    [{ severity: 'ticket', team: 'platform' }, ['platform']],
    [{ severity: 'page', team: 'platform' }, ['on-call', 'platform']],
    [{ severity: 'critical' }, ['on-call', 'platform']],
    [{ severity: 'warning' }, ['platform']],
    [{ severity: 'none', alertname: 'Watchdog' }, ['nobody']],
  ])('%j: %j', (labels, receivers) => {
    expect(heard(labels)).toEqual(receivers)
  })

  it("no alert of a team mutes another team's, or the platform's", () => {
    const { inhibit_rules: rules } = config as unknown as { inhibit_rules: readonly { equal: readonly string[] }[] }
    expect(rules.length).toBeGreaterThan(0)
    for (const { equal } of rules) expect(equal).toEqual(expect.arrayContaining(['cluster', 'team']))
  })

  it('no page of the platform mutes its tickets: alerts without an app are not the same thing', () => {
    const { inhibit_rules: rules } = config as unknown as {
      inhibit_rules: readonly {
        equal: readonly string[]
        source_matchers: readonly string[]
        target_matchers: readonly string[]
      }[]
    }
    for (const rule of rules.filter(({ equal }) => equal.includes('app')))
      for (const side of [rule.source_matchers, rule.target_matchers]) expect(side).toContain('app != ""')
  })

  it.each([
    ['team-shop', 'slack_configs', '#shop'],
    ['team-finance', 'slack_configs', '#finance'],
    ['on-call', 'sns_configs', 'arn:aws:sns:eu-west-1:111122223333:prod-eu-alerts'],
    ['on-call', 'email_configs', 'platform@acme.test'],
  ])('%s by %s to %s', (name, kind, address) => {
    expect(JSON.stringify(config.receivers.find((r) => r.name === name)?.[kind])).toContain(address)
  })

  it('reaches whom the fleet says', () => {
    const paging = {
      emails: ['a@acme.test', 'b@acme.test'],
      slack: '#ops',
      relay: 'mail.acme.test:25',
      from: 'x@acme.test',
      sms: false,
    }
    const own = alertmanagerConfig(prod, { ...fleet, paging }) as unknown as typeof config & { global: object }
    const receiver = (name: string) => own.receivers.find((one) => one.name === name)
    expect(own.global).toMatchObject({ smtp_smarthost: 'mail.acme.test:25', smtp_from: 'x@acme.test' })
    expect(receiver('platform')).toMatchObject({ slack_configs: [{ channel: '#ops' }] })
    expect(receiver('on-call')).toEqual({
      name: 'on-call',
      email_configs: ['a@acme.test', 'b@acme.test'].map((to) => expect.objectContaining({ to, send_resolved: true })),
    })
  })

  it('signs in at SES once a key is named, and keeps the relay until then', () => {
    const user = `AKIA${'IOSFODNN7EXAMPLE'}`
    const of = (mail: Cluster['mail'], quiet = false) => {
      const cluster = { ...prod, mail, quiet } as Cluster
      const { global } = alertmanagerConfig(cluster, fleet) as unknown as { global: object }
      return [global, alertmanagerKeys(cluster, fleet).join(' ')]
    }
    const before = of(undefined)
    expect(of({ ses: {} })).toEqual(before)
    expect(of({ ses: { user } }, true)).toEqual(before)
    expect(JSON.stringify(before)).not.toMatch(/smtp_auth|smtp-password/)
    expect(of({ ses: { user } })).toEqual([
      {
        resolve_timeout: '5m',
        smtp_smarthost: 'email-smtp.eu-west-1.amazonaws.com:587',
        smtp_from: `alerts@${prod.domain}`,
        smtp_require_tls: true,
        smtp_auth_username: user,
        smtp_auth_password_file: '/etc/alertmanager/secrets/alertmanager/smtp-password-prod-eu',
      },
      'slack-url smtp-password-prod-eu',
    ])
  })

  it.each([
    ['slack-url', {}],
    ['slack-url watchdog-url', { watchdog: true }],
    ['slack-url pagerduty-night', { receivers: { night: { pagerduty: true as const } } }],
    ['slack-url webhook-ops', { receivers: { ops: { webhook: true as const, emails: ['a@acme.test'] } } }],
  ])('the Secret holds %s', (keys, paging) => {
    expect(alertmanagerKeys(prod, { paging }).join(' ')).toBe(keys)
    const text = JSON.stringify(alertmanagerConfig(prod, { ...fleet, paging }))
    for (const key of keys.split(' ')) expect(text).toContain(`/etc/alertmanager/secrets/alertmanager/${key}"`)
  })

  // Alertmanager looks at a group each `group_interval`, and passes over what it sent less than `repeat_interval` ago.
  it('tells the outside in each round: a repeat is due before the next', () => {
    const { route } = alertmanagerConfig(prod, { ...fleet, paging: { watchdog: true } }) as unknown as Config
    const found = route.routes.find(({ receiver }) => receiver === 'watchdog') as unknown as Record<string, string>
    const seconds = (name: string) => secondsOf(found[name] ?? '', 'prometheus') ?? 0
    expect(seconds('group_interval')).toBe(60)
    expect(seconds('repeat_interval')).toBeGreaterThan(30)
    expect(seconds('repeat_interval')).toBeLessThan(60)
  })

  it.each([
    ['09:00', '18:00', 'weekdays', [['09:00-18:00', 'monday:friday']]],
    [
      '18:00',
      '09:00',
      'weekdays',
      [
        ['18:00-24:00', 'monday:friday'],
        ['00:00-09:00', 'tuesday:saturday'],
      ],
    ],
    ['20:00', '00:00', 'every', [['20:00-24:00', 'sunday:saturday']]],
    [
      '22:00',
      '06:00',
      'weekend',
      [
        ['22:00-24:00', 'saturday sunday'],
        ['00:00-06:00', 'sunday monday'],
      ],
    ],
  ] as const)('from %s to %s of %s', (from, to, days, expected) => {
    const hours = { days, from, to, zone: 'Europe/Berlin' }
    const { time_intervals: intervals } = alertmanagerConfig(prod, {
      ...fleet,
      paging: { receivers: { day: { slack: '#day' } }, routes: [{ hours, to: ['day'] }] },
    }) as unknown as {
      time_intervals: readonly {
        name: string
        time_intervals: readonly {
          times: readonly [{ start_time: string; end_time: string }]
          weekdays: readonly string[]
          location: string
        }[]
      }[]
    }
    expect(intervals.map(({ name }) => name)).toEqual(['route-1'])
    expect(
      intervals[0]?.time_intervals.map(({ times: [time], weekdays }) => [
        `${time.start_time}-${time.end_time}`,
        weekdays.join(' '),
      ]),
    ).toEqual(expected)
    for (const { location } of intervals[0]?.time_intervals ?? []) expect(location).toBe('Europe/Berlin')
  })

  it('has no secret in it', () => {
    expect(JSON.stringify(config)).not.toMatch(/password|api_url"|hooks\.slack/)
  })

  it('is nobody in a quiet cluster', () => {
    const values = (cluster: typeof prod) =>
      addons(cluster, fleet).find((a) => a.name === 'kube-prometheus-stack')?.props.values['alertmanager']
    expect(values(dev)).toEqual({ enabled: false })
    expect(values(prod)).toMatchObject({ enabled: true, config })
  })
})
