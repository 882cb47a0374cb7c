import { platformTeam, type Cluster, type Fleet } from '@slipway/fleet'
import { alertTopic, mailRelay } from '../aws-names.ts'
import type { Value } from './addon.ts'
import { alertmanagerSecret } from '../components/secrets.ts'

/** The operator mounts the Secret there. */
const slackUrl = `/etc/alertmanager/secrets/${alertmanagerSecret}/slack-url`

const slack = (channel: string): Value => [{ api_url_file: slackUrl, channel, send_resolved: true }]

/**
 * To the team's or the platform's Slack channel; a page also to on-call (SYSTEM.md S0-38): SMS by the SNS topic
 * `<cluster>-alerts`, e-mail by the relay `smtp.<domain>`. See
 * https://prometheus.io/docs/alerting/latest/configuration/.
 */
export function alertmanagerConfig(cluster: Cluster, fleet: Fleet): Value {
  const teams = [...fleet.teams].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    global: {
      resolve_timeout: '5m',
      smtp_smarthost: mailRelay(cluster, fleet),
      smtp_from: fleet.paging?.from ?? `alerts@${cluster.domain}`,
      smtp_require_tls: true,
    },
    route: {
      receiver: platformTeam,
      group_by: ['alertname', 'team', 'app'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '12h',
      routes: [
        // They say that alerting works.
        { receiver: 'nobody', matchers: ['alertname =~ "Watchdog|InfoInhibitor"'] },
        // The chart's own rules say `critical` for a page.
        { receiver: 'on-call', matchers: ['severity =~ "page|critical"'], repeat_interval: '1h', continue: true },
        ...teams.map(([name]) => ({ receiver: `team-${name}`, matchers: [`team = "${name}"`] })),
      ],
    },
    inhibit_rules: [
      { source_matchers: ['severity = "page"'], target_matchers: ['severity = "ticket"'], equal: ['team', 'app'] },
      {
        source_matchers: ['severity = "critical"'],
        target_matchers: ['severity =~ "warning|info"'],
        // With the team, or an alert of one team that says another's namespace would mute its alerts.
        equal: ['namespace', 'alertname', 'team'],
      },
    ],
    receivers: [
      { name: 'nobody' },
      { name: platformTeam, slack_configs: slack(fleet.paging?.slack ?? '#platform') },
      {
        name: 'on-call',
        ...(fleet.paging?.sms === false
          ? {}
          : {
              sns_configs: [{ topic_arn: alertTopic(cluster), sigv4: { region: cluster.region }, send_resolved: true }],
            }),
        email_configs: (fleet.paging?.emails ?? [fleet.email]).map((to) => ({ to, send_resolved: true })),
      },
      ...teams.map(([name, team]) => ({ name: `team-${name}`, slack_configs: slack(team.slack) })),
    ],
  }
}
