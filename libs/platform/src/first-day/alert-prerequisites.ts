import { mailDomain, sesMail, smtpUserName, writesMailRecords } from '@slipway/fleet'
import { alertTopic, mailRelay } from '../aws-names.ts'
import { aws } from './aws-probe.ts'
import type { ClusterFacts, Prerequisite } from './prerequisite.ts'

/** How e-mails of alerts leave. Until a key is named it is the relay, while SES is being prepared. */
function forMail({ cluster, fleet }: ClusterFacts): readonly Prerequisite[] {
  const ses = sesMail(cluster)
  const relay: Prerequisite = { code: 'alert-relay', name: mailRelay(cluster, fleet) }
  if (ses === undefined) return [relay]
  const domain = mailDomain(cluster, fleet)
  const ask = aws(cluster.region)
  const isTrue = (answer: string): boolean => answer.trim() === 'True'
  const user = smtpUserName(cluster)
  return [
    ...(ses.user === undefined ? [relay] : []),
    {
      code: 'mail-domain',
      name: domain,
      detail: writesMailRecords(cluster, fleet)
        ? 'three CNAME records, which its stack writes'
        : `three CNAME records <token>._domainkey.${domain}, whose tokens "aws sesv2 get-email-identity --email-identity ${domain}" prints`,
      probe: ask(
        ['sesv2', 'get-email-identity', '--email-identity', domain, '--query', 'VerifiedForSendingStatus'],
        isTrue,
      ),
    },
    {
      code: 'mail-sending',
      name: `${cluster.account} in ${cluster.region}`,
      probe: ask(['sesv2', 'get-account', '--query', 'ProductionAccessEnabled'], isTrue),
    },
    {
      code: 'mail-user',
      name: user,
      detail:
        ses.user === undefined
          ? "an access key, whose id the cluster's file says in mail.ses.user"
          : `the access key ${ses.user}`,
      probe: ask(
        ['iam', 'list-access-keys', '--user-name', user, '--query', 'AccessKeyMetadata[?Status==`Active`].AccessKeyId'],
        (answer) => (ses.user === undefined ? false : answer.includes(ses.user)),
      ),
    },
  ]
}

/** How people hear of alerts. */
export function forAlerts(facts: ClusterFacts): readonly Prerequisite[] {
  const { cluster, fleet } = facts
  if (cluster.quiet) return []
  const topic = alertTopic(cluster)
  const question = ['sns', 'get-topic-attributes', '--topic-arn', topic, '--query', 'Attributes.TopicArn']
  return [
    ...(fleet.paging?.sms === false
      ? []
      : [{ code: 'alert-topic' as const, name: topic, probe: aws(cluster.region)(question) }]),
    ...forMail(facts),
  ]
}
