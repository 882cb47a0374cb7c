import {
  mailFrom,
  platformTeam,
  sesMail,
  type AlertReceiver,
  type AlertRoute,
  type Cluster,
  type Fleet,
  type Hours,
} from '@slipway/fleet'
import { alertTopic, mailRelay } from '../aws-names.ts'
import type { Value, Values } from './addon.ts'
import { inSecret, pagerdutyKey, slackKey, smtpPasswordKey, watchdogKey, webhookKey } from './alertmanager-secret.ts'

/** One line an alert, with the page that says what to do. */
const lines =
  '{{ range .Alerts }}{{ .Annotations.summary }}{{ with .Annotations.runbook_url }} {{ . }}{{ end }}\n{{ end }}'
const title = '{{ .Status | toUpper }} {{ .CommonLabels.alertname }} {{ .CommonLabels.cluster }}'
/** An SMS has 140 bytes; SNS sends what is longer in parts. */
const short = `${title}: {{ range .Alerts }}{{ .Annotations.summary }}. {{ end }}`

const slack = (channel: string): Value => [
  { api_url_file: inSecret(slackKey), channel, title, text: lines, send_resolved: true },
]
const sms = (cluster: Cluster): Value => [
  {
    topic_arn: alertTopic(cluster),
    sigv4: { region: cluster.region },
    subject: title,
    message: short,
    send_resolved: true,
  },
]
const emails = (all: readonly string[]): Value =>
  all.map((to) => ({ to, headers: { Subject: title }, send_resolved: true }))

const waysOf = (name: string, ways: AlertReceiver, cluster: Cluster): Values => ({
  name,
  ...(ways.slack === undefined ? {} : { slack_configs: slack(ways.slack) }),
  ...(ways.sms === true ? { sns_configs: sms(cluster) } : {}),
  ...(ways.emails === undefined ? {} : { email_configs: emails(ways.emails) }),
  ...(ways.pagerduty === true
    ? { pagerduty_configs: [{ routing_key_file: inSecret(pagerdutyKey(name)), send_resolved: true }] }
    : {}),
  ...(ways.webhook === true
    ? { webhook_configs: [{ url_file: inSecret(webhookKey(name)), send_resolved: true }] }
    : {}),
})

const days = { weekdays: ['monday:friday'], weekend: ['saturday', 'sunday'], every: ['sunday:saturday'] } as const

/** A night is the end of one day and the beginning of the next, which may be another kind of day. */
function timesOf({ days: which, from, to, zone }: Hours): Value {
  const on = (start: string, end: string, weekdays: readonly string[]): Value => ({
    times: [{ start_time: start, end_time: end }],
    weekdays: [...weekdays],
    location: zone,
  })
  if (from < to) return [on(from, to, days[which])]
  const next = { weekdays: ['tuesday:saturday'], weekend: ['sunday', 'monday'], every: days.every } as const
  return [on(from, '24:00', days[which]), ...(to === '00:00' ? [] : [on('00:00', to, next[which])])]
}

const intervalOf = (i: number) => `route-${i + 1}`

/** Beside what is usual: none of them takes an alert away from anybody. */
const added = ({ team, severity, hours, to }: AlertRoute, i: number): readonly Values[] =>
  to.map((receiver) => ({
    receiver,
    ...(team === undefined && severity === undefined
      ? {}
      : {
          matchers: [
            ...(team === undefined ? [] : [`team = "${team}"`]),
            // The chart's own rules say `critical` for a page, and `warning` for a ticket.
            ...(severity === undefined
              ? []
              : [`severity =~ "${severity === 'page' ? 'page|critical' : 'ticket|warning'}"`]),
          ],
        }),
    ...(severity === 'page' ? { repeat_interval: '1h' } : {}),
    ...(hours === undefined ? {} : { active_time_intervals: [intervalOf(i)] }),
    continue: true,
  }))

/**
 * SES knows a user by the id of an access key; Alertmanager reads the password from a file, and the name from nowhere
 * but here.
 */
function signedIn(cluster: Cluster): Values {
  const user = sesMail(cluster)?.user
  return user === undefined
    ? {}
    : { smtp_auth_username: user, smtp_auth_password_file: inSecret(smtpPasswordKey(cluster)) }
}

/**
 * To the team's or the platform's Slack channel; a page also to on-call (SYSTEM.md S0-38): SMS by the SNS topic
 * `<cluster>-alerts`, e-mail by SES or the relay `smtp.<domain>`; and to whom the fleet's `paging.routes` say. See
 * https://prometheus.io/docs/alerting/latest/configuration/.
 */
export function alertmanagerConfig(cluster: Cluster, fleet: Fleet): Value {
  const { paging } = fleet
  const teams = [...fleet.teams].sort(([a], [b]) => (a < b ? -1 : 1))
  const routes = paging?.routes ?? []
  const intervals = routes.flatMap(({ hours }, i) =>
    hours === undefined ? [] : [{ name: intervalOf(i), time_intervals: timesOf(hours) }],
  )
  const watchdog: Values = {
    receiver: 'watchdog',
    matchers: ['alertname = "Watchdog"'],
    group_wait: '0s',
    group_interval: '1m',
    // Shorter than the group's interval: a message sent a moment after one round is not a minute old at the next, which
    // would skip every second one.
    repeat_interval: '50s',
  }
  return {
    global: {
      resolve_timeout: '5m',
      smtp_smarthost: mailRelay(cluster, fleet),
      smtp_from: mailFrom(cluster, fleet),
      smtp_require_tls: true,
      ...signedIn(cluster),
    },
    route: {
      receiver: platformTeam,
      group_by: ['alertname', 'cluster', 'team', 'app'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '12h',
      routes: [
        // Whoever waits for it outside calls when it stops.
        ...(paging?.watchdog === true ? [watchdog] : []),
        // They say that alerting works.
        { receiver: 'nobody', matchers: ['alertname =~ "Watchdog|InfoInhibitor"'] },
        ...routes.flatMap(added),
        // The chart's own rules say `critical` for a page.
        { receiver: 'on-call', matchers: ['severity =~ "page|critical"'], repeat_interval: '1h', continue: true },
        ...teams.map(([name]) => ({ receiver: `team-${name}`, matchers: [`team = "${name}"`] })),
        // Everything else. The root gets only alerts that no route took.
        { receiver: platformTeam },
      ],
    },
    inhibit_rules: [
      {
        // Without an app it would be all tickets of the platform: labels that both lack are equal.
        source_matchers: ['severity = "page"', 'app != ""'],
        target_matchers: ['severity = "ticket"', 'app != ""'],
        equal: ['cluster', 'team', 'app'],
      },
      {
        source_matchers: ['severity = "critical"'],
        target_matchers: ['severity =~ "warning|info"'],
        // With the team, or an alert of one team that says another's namespace would mute its alerts.
        equal: ['cluster', 'namespace', 'alertname', 'team'],
      },
    ],
    ...(intervals.length === 0 ? {} : { time_intervals: intervals }),
    receivers: [
      { name: 'nobody' },
      ...(paging?.watchdog === true
        ? [{ name: 'watchdog', webhook_configs: [{ url_file: inSecret(watchdogKey), send_resolved: false }] }]
        : []),
      { name: platformTeam, slack_configs: slack(paging?.slack ?? '#platform') },
      {
        name: 'on-call',
        ...(paging?.sms === false ? {} : { sns_configs: sms(cluster) }),
        email_configs: emails(paging?.emails ?? [fleet.email]),
      },
      ...Object.entries(paging?.receivers ?? {}).map(([name, ways]) => waysOf(name, ways, cluster)),
      ...teams.map(([name, team]) => ({ name: `team-${name}`, slack_configs: slack(team.slack) })),
    ],
  }
}
