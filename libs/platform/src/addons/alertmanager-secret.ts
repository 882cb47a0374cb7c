import { sesMail, type Cluster, type Fleet } from '@slipway/fleet'

/** In Kubernetes and in Secrets Manager: `<environment>/platform/alertmanager`. */
export const alertmanagerSecret = 'alertmanager'

/** The operator mounts the Secret there. */
export const inSecret = (key: string): string => `/etc/alertmanager/secrets/${alertmanagerSecret}/${key}`

export const slackKey = 'slack-url'
export const watchdogKey = 'watchdog-url'
export const pagerdutyKey = (receiver: string): string => `pagerduty-${receiver}`
export const webhookKey = (receiver: string): string => `webhook-${receiver}`
/** Clusters of an environment may have one secret, and each has its own user. */
export const smtpPasswordKey = ({ name }: Pick<Cluster, 'name'>): string => `smtp-password-${name}`

/** The keys of the Secret: the tree has no secret address. */
export const alertmanagerKeys = (cluster: Cluster, { paging }: Pick<Fleet, 'paging'>): readonly string[] => [
  slackKey,
  ...Object.entries(paging?.receivers ?? {}).flatMap(([name, { pagerduty, webhook }]) => [
    ...(pagerduty === true ? [pagerdutyKey(name)] : []),
    ...(webhook === true ? [webhookKey(name)] : []),
  ]),
  ...(sesMail(cluster)?.user === undefined ? [] : [smtpPasswordKey(cluster)]),
  ...(paging?.watchdog === true ? [watchdogKey] : []),
]
