import { expect, it } from 'vitest'
import type { Paging } from '../paging.ts'
import { pagingIssues } from './paging-rules.ts'

const hours = { days: 'weekdays', from: '09:00', to: '18:00', zone: 'Europe/Berlin' } as const
const night = { night: { pagerduty: true } } as const

it.each<[string, Paging, readonly string[]]>([
  ['nothing of it', {}, []],
  [
    'a receiver and its route',
    { receivers: night, routes: [{ team: 'shop', severity: 'page', hours, to: ['night'] }] },
    [],
  ],
  ['the platform as a team', { receivers: night, routes: [{ team: 'platform', to: ['night'] }] }, []],
  [
    'a name that nobody has',
    { receivers: night, routes: [{ to: ['night', 'nigth'] }] },
    ['paging.routes[0].to[1] unknown-receiver: "nigth"; a receiver of paging.receivers; did you mean "night"?'],
  ],
  [
    'a team that nobody has',
    { receivers: night, routes: [{ team: 'shp', to: ['night'] }] },
    ['paging.routes[0].team unknown-team: "shp"; a team of the fleet, or "platform"; did you mean "shop"?'],
  ],
  [
    'a receiver that hears nothing',
    { receivers: night },
    [
      'paging.receivers.night idle-receiver: no route leads to it; a receiver that hears of something; name it in "to" of one of paging.routes, or take it out',
    ],
  ],
  [
    "a name of the tree's own",
    { receivers: { 'on-call': { sms: true } }, routes: [{ to: ['on-call'] }] },
    [
      'paging.receivers.on-call receiver-name: "on-call"; a name other than nobody, on-call, platform, watchdog and team-...; rename it',
    ],
  ],
  [
    'no such zone',
    { receivers: night, routes: [{ hours: { ...hours, zone: 'Berlin' }, to: ['night'] }] },
    ['paging.routes[0].hours.zone time-zone: "Berlin"; a time zone such as "Europe/Berlin"; correct it'],
  ],
  [
    'hours that are none',
    { receivers: night, routes: [{ hours: { ...hours, to: '09:00' }, to: ['night'] }] },
    [
      'paging.routes[0].hours.to no-hours: "09:00"; another time than "from"; for the whole day take "hours" out, or end at "23:59"',
    ],
  ],
  [
    'SMS without a topic',
    { sms: false, phones: ['+491701234567'], receivers: { night: { sms: true } }, routes: [{ to: ['night'] }] },
    [
      'paging.phones no-sms: ["+491701234567"]; none while "sms" is false; take one of the two out',
      'paging.receivers.night.sms no-sms: true; another way to reach it while paging.sms is false; take one of the two out',
    ],
  ],
])('%s', (_, paging, says) => {
  expect(
    pagingIssues(paging, ['shop', 'finance']).map(
      ({ at, code, got, want, hint }) => `${at} ${code}: ${got}; ${want}; ${hint}`,
    ),
  ).toEqual(says)
})
