import { z } from 'zod'
import { matching } from '@slipway/core'
import { awsDomain } from './names/aws-partition.ts'
import type { Paging } from './paging.ts'

export const mail = z
  .strictObject({
    ses: z
      .strictObject({
        user: matching(/^AKIA[A-Z2-7]{16}$/, 'an access key id such as "AKIAIOSFODNN7EXAMPLE"')
          .describe(
            'the id of the access key that a person made for the SMTP user of the stack; until then the relay of `paging` stays',
          )
          .optional(),
      })
      .describe(
        'Amazon SES: identity with DKIM, TLS alone, a topic of what bounces, and a user that sends as one address',
      ),
  })
  .describe('by what alert e-mails leave in place of the relay of `paging`, such as { ses: {} }')
type MailData = z.output<typeof mail>

interface Sender {
  readonly domain: string
  readonly region: string
  readonly quiet: boolean
  readonly mail?: MailData | undefined
  readonly aws?: { readonly zones?: boolean | undefined } | undefined
}

/** Complete: nothing is left out. */
interface SesMail {
  /** `undefined` until a person has made the key. */
  readonly user: string | undefined
  /** With its port, where SES takes mail by STARTTLS. */
  readonly relay: string
}

/** The sender of a cluster's alerts. */
export const mailFrom = (
  { domain }: Pick<Sender, 'domain'>,
  { paging }: { readonly paging?: Paging | undefined },
): string => paging?.from ?? `alerts@${domain}`

/** Which SES has to know as the fleet's own. */
export function mailDomain(cluster: Pick<Sender, 'domain'>, fleet: { readonly paging?: Paging | undefined }): string {
  const from = mailFrom(cluster, fleet)
  return from.slice(from.lastIndexOf('@') + 1).toLowerCase()
}

/**
 * https://docs.aws.amazon.com/ses/latest/dg/smtp-connect.html
 * @returns `undefined` where SES sends nothing; alerts of a quiet cluster write to nobody
 */
export const sesMail = ({ region, quiet, mail: said }: Sender): SesMail | undefined =>
  quiet || said === undefined
    ? undefined
    : { user: said.ses.user, relay: `email-smtp.${region}.${awsDomain(region)}:587` }

/** Whether the zone that a cluster's stacks make takes the records of a domain. */
export const isInOwnZone = ({ aws, domain: own }: Pick<Sender, 'aws' | 'domain'>, domain: string): boolean =>
  aws?.zones === true && (domain === own || domain.endsWith(`.${own}`))

/** Whether stacks write by which records SES knows the domain, into a zone that they make. */
export const writesMailRecords = (cluster: Sender, fleet: { readonly paging?: Paging | undefined }): boolean =>
  sesMail(cluster) !== undefined && isInOwnZone(cluster, mailDomain(cluster, fleet))
