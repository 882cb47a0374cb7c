import { issue, show, suggestion, type Issue, type Problem } from '@slipway/core'
import { isTimeZone } from '@slipway/kube'
import { platformTeam } from '../fleet.ts'
import type { Paging } from '../paging.ts'

const file = 'fleet/fleet.ts'

/** Names of Alertmanager's receivers that the tree makes. */
const ownReceivers: readonly string[] = ['nobody', 'on-call', 'platform', 'watchdog']

/** Rules beyond the shape: names lead somewhere, and each receiver hears of something. */
export function pagingIssues({ receivers = {}, routes = [], sms, phones }: Paging, teams: readonly string[]): Issue[] {
  const names = Object.keys(receivers)
  const used = new Set(routes.flatMap(({ to }) => to))
  const add = (at: string, ...problem: Problem) => issue(file, `paging.${at}`, ...problem)
  const reserved = names
    .filter((name) => ownReceivers.includes(name) || name.startsWith('team-'))
    .map((name) =>
      add(
        `receivers.${name}`,
        'receiver-name',
        show(name),
        `a name other than ${ownReceivers.join(', ')} and team-...`,
        'rename it',
      ),
    )
  const idle = names
    .filter((name) => !used.has(name))
    .map((name) =>
      add(
        `receivers.${name}`,
        'idle-receiver',
        'no route leads to it',
        'a receiver that hears of something',
        `name it in "to" of one of paging.routes, or take it out`,
      ),
    )
  const wrong = routes.flatMap(({ team, hours, to }, i) => {
    const at = `routes[${i}]`
    return [
      ...to.flatMap((name, j) =>
        names.includes(name)
          ? []
          : [
              add(
                `${at}.to[${j}]`,
                'unknown-receiver',
                show(name),
                'a receiver of paging.receivers',
                suggestion(name, names),
              ),
            ],
      ),
      ...(team === undefined || teams.length === 0 || teams.includes(team) || team === platformTeam
        ? []
        : [
            add(
              `${at}.team`,
              'unknown-team',
              show(team),
              'a team of the fleet, or "platform"',
              suggestion(team, teams),
            ),
          ]),
      ...(hours === undefined || isTimeZone(hours.zone)
        ? []
        : [
            add(`${at}.hours.zone`, 'time-zone', show(hours.zone), 'a time zone such as "Europe/Berlin"', 'correct it'),
          ]),
      ...(hours === undefined || hours.from !== hours.to
        ? []
        : [
            add(
              `${at}.hours.to`,
              'no-hours',
              show(hours.to),
              'another time than "from"',
              'for the whole day take "hours" out, or end at "23:59"',
            ),
          ]),
    ]
  })
  // Without the topic nothing can be sent by SMS.
  const unsent =
    sms !== false
      ? []
      : [
          ...((phones ?? []).length === 0
            ? []
            : [add('phones', 'no-sms', show(phones), 'none while "sms" is false', 'take one of the two out')]),
          ...names
            .filter((name) => receivers[name]?.sms === true)
            .map((name) =>
              add(
                `receivers.${name}.sms`,
                'no-sms',
                'true',
                'another way to reach it while paging.sms is false',
                'take one of the two out',
              ),
            ),
        ]
  return [...reserved, ...idle, ...wrong, ...unsent]
}
