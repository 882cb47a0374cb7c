import { casesOf, type RiskCase } from '../risk-case.ts'

const pager = '{receiver: pager, matchers: [\'severity =~ "page|critical"\'], continue: true}'
const team = '{receiver: shop, matchers: [\'team = "shop"\']}'
const receivers =
  '[{name: all, slack_configs: [{channel: all}]}, {name: pager, email_configs: [{to: a@b.c}]}, {name: shop, slack_configs: [{channel: shop}]}, {name: nobody}]'
const config = (routes: string, more = '', to = receivers) =>
  `{route: {receiver: nobody, routes: [${routes}]}, receivers: ${to}${more}}`
const values = (one: string, enabled = '') => `{alertmanager: {${enabled}config: ${one}}}`
const application = (one: string) => `spec: {source: {chart: a, helm: {valuesObject: ${one}}}}`
const sound = config(`${pager}, ${team}`)

/** The chart is not rendered here. */
const unread = 'low not-known'
const argo = (what: string, was: string, is: string, ...risks: readonly string[]): RiskCase =>
  casesOf('argoproj.io/v1alpha1 Application')(
    what,
    application(values(was)),
    application(values(is)),
    ...(risks.length === 0 ? [unread] : risks),
  )
const object = casesOf('monitoring.coreos.com/v1beta1 AlertmanagerConfig')
const own = (receiver: string) =>
  `spec: {route: {receiver: ${receiver}}, receivers: [{name: a, slackConfigs: [{channel: b}]}, {name: empty}]}`

const plain = ', global: {smtp_require_tls: false}'
const tls = receivers.replace('a@b.c', 'a@b.c, require_tls: true')
const mailed = (more: string) =>
  `spec: {route: {receiver: a}, receivers: [{name: a, emailConfigs: [{to: a@b.c${more}}]}]}`

/** Where alerts go. */
export const alertingRiskCases: readonly RiskCase[] = [
  argo('the route of pages goes', sound, config(team), 'high page-unheard'),
  argo(
    'pages for a receiver without a way',
    sound,
    config(`${pager.replace('pager', 'nobody')}, ${team}`),
    'high page-unheard',
  ),
  argo(
    'a route before it takes pages',
    sound,
    config(`{receiver: nobody, matchers: ['severity = "page"']}, ${pager}, ${team}`),
    'high page-unheard',
  ),
  argo(
    "a receiver's ways go",
    sound,
    config(`${pager}, ${team}`, '', receivers.replace('email_configs: [{to: a@b.c}]', 'email_configs: []')),
    'high page-unheard',
  ),
  argo(
    'another address',
    sound,
    config(`${pager}, ${team}`, '', receivers.replace('a@b.c', 'd@e.f')),
    'medium alerts-elsewhere',
  ),
  argo(
    'a page goes to the team no more',
    sound,
    config(`${pager.replace(', continue: true', '')}, ${team}`),
    'medium alerts-elsewhere',
  ),
  argo(
    'tickets of a team go to nobody',
    config(`{receiver: shop, matchers: ['severity = "ticket"']}`),
    config(`{receiver: nobody, matchers: ['severity = "ticket"']}`),
    'medium alerts-unheard',
  ),
  argo('one more hears', sound, config(`{receiver: all, continue: true}, ${pager}, ${team}`)),
  argo(
    'another order that takes nothing away',
    config(`${team.replace(']}', '], continue: true}')}, ${pager}`),
    config(`${pager}, ${team.replace(']}', '], continue: true}')}`),
  ),
  argo(
    'held back while anything is raised',
    sound,
    config(
      `${pager}, ${team}`,
      ', inhibit_rules: [{source_matchers: [\'a = "b"\'], target_matchers: [\'severity = "page"\']}]',
    ),
    'medium alerts-muted',
  ),
  argo(
    'held back at night',
    sound,
    config(`${pager.replace('continue', 'mute_time_intervals: [nights], continue')}, ${team}`),
    'medium alerts-muted',
  ),
  casesOf('argoproj.io/v1alpha1 Application')(
    'no Alertmanager',
    application(values(sound)),
    application(values(sound, 'enabled: false, ')),
    'high page-unheard',
    'medium part-off',
  ),
  casesOf('helm.toolkit.fluxcd.io/v2 HelmRelease')(
    'without a configuration',
    `spec: {chart: {spec: {chart: a}}, values: ${values(sound)}}`,
    'spec: {chart: {spec: {chart: a}}, values: {alertmanager: {replicas: 2}}}',
    'high page-unheard',
  ),
  argo('mail without TLS', sound, config(`${pager}, ${team}`, plain), 'high mail-plain'),
  argo('mail by TLS again', config(`${pager}, ${team}`, plain), sound),
  argo(
    'one mail without TLS',
    sound,
    config(`${pager}, ${team}`, '', receivers.replace('a@b.c', 'a@b.c, require_tls: false')),
    'high mail-plain',
    'medium alerts-elsewhere',
  ),
  argo(
    'no TLS where every receiver asks for it',
    config(`${pager}, ${team}`, '', tls),
    config(`${pager}, ${team}`, plain, tls),
  ),
  object('mail without TLS', mailed(''), mailed(', requireTLS: false'), 'high mail-plain', 'medium alerts-elsewhere'),
  object('a receiver without a way', own('a'), own('empty'), 'high page-unheard'),
  object('goes', own('a'), '', 'high page-unheard'),
  object('goes, and reached nobody', own('empty'), ''),
]
