import { describe, expect, it } from 'vitest'
import { mailer, report, toldOf, web } from '../../test/temporary-estate.ts'

const cases: readonly (readonly [string, unknown, ...string[]])[] = [
  [
    'cron of six fields',
    { ...report, schedule: '0 0 3 * * *' },
    'schedule [cron] it has 6 fields: write all five and no more',
  ],
  [
    'cron out of range',
    { ...report, schedule: '0 25 * * *' },
    'schedule [cron] the hour "25" is not one of 0 to 23, *, a list, a range or a step',
  ],
  ['cron by a name', { ...report, schedule: '@daily' }, 'schedule [cron] write "0 0 * * *"'],
  [
    'cron with Sunday as 7',
    { ...report, schedule: '0 3 * * 7' },
    'schedule [cron] the weekday "7" is not one of 0 (Sunday) to 6 or sun to sat, *, a list, a range or a step',
  ],
  [
    'cron with the last day',
    { ...report, schedule: '0 3 L * *' },
    'schedule [cron] the day "L" is not one of 1 to 31, *, a list, a range or a step',
  ],
  [
    'cron on a day that never comes',
    { ...report, schedule: '0 3 30 2 *' },
    'schedule [cron] that day never comes: correct day and month',
  ],
  [
    'an SLO of a port without requests',
    {
      ...web,
      kind: 'stateful',
      protocol: 'tcp',
      health: { ready: { tcp: 'main' }, live: { tcp: 'main' } },
      slo: { errors: '1%' },
    },
    'slo [no-http] take slo out',
  ],
  ['an unknown time zone', { ...report, zone: 'Europe/Berln' }, 'zone [time-zone] did you mean "Europe/Berlin"?'],
  [
    'a time zone in small letters',
    { ...report, zone: 'europe/berlin' },
    'zone [time-zone] did you mean "Europe/Berlin"?',
  ],
  ['an offset as a time zone', { ...report, zone: '+01:00' }, 'zone [time-zone] write a region and a city'],
]

describe('fields that are wrong together are told once, with what to do', () => {
  it.each(cases)('%s', async (_, spec, ...lines) => {
    expect(await toldOf(spec)).toEqual(lines)
  })
})

describe('a soundness that looks odd', () => {
  it.each([
    { ...report, schedule: '*/5 8-18 1,15 jan-mar MON-FRI', zone: 'Asia/Calcutta' },
    { ...mailer, queue: 'mails', scale: { min: 0, max: 3, on: { queue: 5 } } },
    { ...web, scale: { min: 2, max: 2 } },
    { ...web, volumes: { '/data': '1Gi', '/data2': '1Gi' } },
    { ...web, ports: { dns: { port: 5353, protocol: 'udp' }, 'dns-tcp': 5353, smtp: 1025 } },
    { ...web, env: { GREETING: 'hello 👋', EMPTY: '' } },
  ])('tells nothing: %#', async (spec) => {
    expect(await toldOf(spec)).toEqual([])
  })
})

it('tells everything that is wrong in one file in one run, each once', async () => {
  const spec = {
    ...web,
    team: 'shp',
    memory: '256M',
    prot: 1,
    env: { PORT: '1', DB_PASSWORD: 'x' },
    calls: ['nobody'],
    files: { '/etc/a': '../a' },
    scale: { min: 5, max: 3, on: { cpuu: 70 } },
    ports: { admin: 8080 },
    in: { prd: { cpu: '1' }, prod: { cpu: '0' } },
  }
  expect(await toldOf(spec)).toEqual([
    'calls[0] [unknown-call] there is none yet',
    'env.DB_PASSWORD [literal-secret] put it in the secret store and refer to it: secrets: { DB_PASSWORD: "name/of/the/secret#key" }',
    'env.PORT [reserved-env] take it out: the platform gives it its value',
    'files."/etc/a" [invalid-value] correct files."/etc/a"',
    'in.prd [unknown-environment] did you mean "prod"?',
    'in.prod.cpu [invalid-value] correct "in.prod.cpu"',
    'memory [invalid-value] did you mean "256Mi"?',
    'ports.admin [port-clash] take another port: containers of a pod share one network',
    'prot [unknown-field] did you mean "protocol"?',
    'scale.min [min-over-max] lower min or raise max',
    'scale.on.cpuu [unknown-field] did you mean "cpu"?',
    'team [unknown-team] did you mean "shop"?',
  ])
})
