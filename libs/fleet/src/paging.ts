import { z } from 'zod'
import { matching } from '@slipway/core'

const slackChannel = z.string().startsWith('#')
const clock = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "09:00"')

const hours = z
  .strictObject({
    days: z.enum(['weekdays', 'weekend', 'every']).describe('"weekdays", "weekend" or "every"'),
    from: clock,
    to: clock.describe('until when, such as "18:00"; earlier than "from" is on the next day'),
    zone: z.string().describe('the time zone, such as "Europe/Berlin"'),
  })
  .describe('when it is sent, such as { days: "weekdays", from: "09:00", to: "18:00", zone: "Europe/Berlin" }')
export type Hours = z.output<typeof hours>

const receiver = z
  .strictObject({
    emails: z.array(z.email().describe('an address such as "on-call@acme.example"')).min(1).optional(),
    slack: slackChannel.describe('a Slack channel such as "#shop-on-call"').optional(),
    sms: z.literal(true).describe('true: by the SNS topic of the cluster').optional(),
    pagerduty: z.literal(true).describe('true: by the routing key in the secret "alertmanager"').optional(),
    webhook: z.literal(true).describe('true: to the address in the secret "alertmanager"').optional(),
  })
  .refine((ways) => Object.values(ways).some((way) => way !== undefined))
  .describe('at least one of emails, slack, sms, pagerduty and webhook, such as { slack: "#shop-on-call" }')
export type AlertReceiver = z.output<typeof receiver>

const route = z.strictObject({
  team: z.string().describe('the team whose alerts it takes; those of all by default').optional(),
  severity: z.enum(['page', 'ticket']).describe('"page" or "ticket"; both by default').optional(),
  hours: hours.optional(),
  to: z.array(z.string()).min(1).describe('names of "receivers"'),
})
export type AlertRoute = z.output<typeof route>

/** The channels of alerts. */
export const paging = z
  .strictObject({
    emails: z
      .array(z.email().describe('an address such as "on-call@acme.example"'))
      .min(1)
      .describe('who is written to for a page; the fleet\'s "email" by default')
      .optional(),
    slack: slackChannel.describe('the Slack channel of the platform; "#platform" by default').optional(),
    relay: matching(
      /^[a-z0-9.-]+:\d+$/,
      'the mail relay with its port, such as "smtp.acme.example:587"; "smtp.<the cluster\'s domain>:587" by default',
    ).optional(),
    from: z.email().describe("who alerts are from; alerts@<the cluster's domain> by default").optional(),
    sms: z.boolean().describe('false where no SNS topic sends a page on by SMS; true by default').optional(),
    phones: z
      .array(matching(/^\+[1-9]\d{6,14}$/, 'a number such as "+491701234567"'))
      .min(1)
      .describe('phones that get pages by SMS; without them subscribe at the topic by hand')
      .optional(),
    receivers: z
      .record(matching(/^[a-z][-a-z0-9]{0,39}$/, 'a name of small letters, such as "night-shift"'), receiver)
      .describe('further receivers by name, such as { "night-shift": { pagerduty: true } }')
      .optional(),
    routes: z
      .array(route)
      .describe('what reaches them beside the usual, such as [{ team: "shop", severity: "page", to: ["night-shift"] }]')
      .optional(),
    watchdog: z
      .boolean()
      .describe('true: every minute Alertmanager tells an address outside that alerting works; false by default')
      .optional(),
  })
  .describe('whom alerts reach, such as { emails: ["on-call@acme.example"], slack: "#ops" }')
export type Paging = z.output<typeof paging>
