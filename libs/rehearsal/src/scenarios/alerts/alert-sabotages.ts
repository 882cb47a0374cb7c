import { editing, ifThere, replacing, type Sabotage } from '../shared/kit.ts'
import { ways } from './paging-ways.ts'

const stack = /^argocd\/[^/]+\/application-kube-prometheus-stack\.yaml$/
const rules = /\/prometheusrule-/

/** Only in the tree that says all that paging can: the estate's own comes by, too. */
const inAllWays = (what: RegExp | string, by: string) => ifThere(stack, replacing(stack, what, by), ways.night)

export const alertSabotages: readonly Sabotage[] = [
  {
    name: 'route-gone',
    change: ifThere(
      stack,
      replacing(
        stack,
        /^ +- continue: true\n +matchers:\n +- severity =~ "page\|critical"\n +receiver: on-call\n +repeat_interval: 1h\n/m,
        '',
      ),
    ),
    noticedBy: 'alert-delivered',
    causes: [
      { code: 'alert-missed', by: 'mail' },
      { code: 'alert-missed', by: 'sms' },
    ],
  },
  {
    name: 'wrong-label',
    change: ifThere(
      rules,
      editing(rules, (text) => text.replaceAll(/(severity: \S+\n {12}team: )\S+/g, '$1somebody')),
    ),
    noticedBy: 'alert-delivered',
    causes: [
      { code: 'alert-missed', by: 'slack' },
      { code: 'alert-elsewhere', by: 'slack' },
    ],
  },
  {
    name: 'receiver-missing',
    change: ifThere(stack, replacing(stack, /^( +- name: )on-call$/m, '$1somebody')),
    noticedBy: 'alerting-taken',
    causes: [{ code: 'config-refused' }],
  },
  {
    name: 'not-inhibited',
    change: ifThere(stack, replacing(stack, 'severity = "ticket"', 'severity = "none"')),
    noticedBy: 'alert-inhibited',
    causes: [{ code: 'not-inhibited' }],
  },
  {
    name: 'not-to-pagerduty',
    change: inAllWays(
      /^ +- continue: true\n +matchers:\n(?: +- .*\n)+ +receiver: rehearsal-night\n(?: +repeat_interval: 1h\n)?/m,
      '',
    ),
    noticedBy: 'alert-delivered',
    causes: [{ code: 'alert-missed', by: 'pagerduty' }],
  },
  {
    name: 'at-any-hour',
    change: inAllWays(/^( +)- active_time_intervals:\n +- route-2\n +continue: true$/m, '$1- continue: true'),
    noticedBy: 'alert-delivered',
    causes: [{ code: 'alert-elsewhere', by: 'slack', to: '#rehearsal-hours' }],
  },
  {
    name: 'no-watchdog',
    change: inAllWays('alertname = "Watchdog"', 'alertname = "Guard"'),
    noticedBy: 'alert-watchdog',
  },
]
