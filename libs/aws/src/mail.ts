import {
  isInOwnZone,
  mailDomain,
  mailFrom,
  sesMail,
  shortened,
  shortHash,
  smtpUserName,
  type Cluster,
  type Fleet,
} from '@slipway/fleet'
import { alertTopicsOf } from './alert-topic.ts'
import { clusterStack, parameters } from './cluster/names.ts'
import { allow, policy } from './iam/policy.ts'
import {
  fleetFile,
  managed,
  resource,
  stack,
  stackId,
  type AwsResource,
  type AwsStack,
  type Resources,
} from './model/stack.ts'
import { arn, attribute, parameter, ref } from './model/value.ts'
import { alarm } from './needs/alarm.ts'
import { serviceTopic } from './service-topic.ts'

/** SES knows a domain once in each account and region, whatever number of clusters writes from there. */
interface Post {
  readonly account: string
  readonly region: string
  readonly domain: string
  readonly clusters: readonly Cluster[]
}

/** `acme-test` of `acme.test`; a domain with dashes gets a hash, since `a-b.c` and `a.b-c` differ. */
const dashed = (domain: string): string =>
  shortened(`${domain.replaceAll('.', '-')}${domain.includes('-') ? `-${shortHash(domain)}` : ''}`, 58)

function posts(fleet: Fleet): readonly Post[] {
  const found = new Map<string, Post>()
  for (const cluster of fleet.clusters) {
    if (sesMail(cluster) === undefined) continue
    const { account, region } = cluster
    const domain = mailDomain(cluster, fleet)
    const key = `${account} ${region} ${domain}`
    found.set(key, { account, region, domain, clusters: [...(found.get(key)?.clusters ?? []), cluster] })
  }
  return [...found.values()]
}

/** By which receivers know that a mail is from the domain. */
const records = (zoneOf: Cluster): Resources =>
  Object.fromEntries(
    ['1', '2', '3'].map((n) => [
      `Dkim${n}`,
      resource('AWS::Route53::RecordSet', {
        HostedZoneId: parameter(parameters(zoneOf).zone),
        Name: attribute('Identity', `DkimDNSTokenName${n}`),
        Type: 'CNAME',
        TTL: '300',
        ResourceRecords: [attribute('Identity', `DkimDNSTokenValue${n}`)],
      }),
    ]),
  )

/**
 * Raises an alarm in the alert topics, which may send SMS, when a page did not arrive. One period is enough: minutes
 * count.
 */
function unread(topic: string, { clusters, domain }: Post, fleet: Fleet): AwsResource {
  const one = alarm({
    name: topic,
    says: `E-mails of alerts from ${domain} bounced, were refused or late, or were called spam: messages of the topic say which`,
    namespace: 'AWS/SNS',
    metric: 'NumberOfMessagesPublished',
    dimensions: { TopicName: topic },
    statistic: 'Sum',
    period: 300,
    above: 0,
    tells: alertTopicsOf(clusters, fleet),
  })
  return { ...one, properties: { ...one.properties, EvaluationPeriods: 1, DatapointsToAlarm: 1 } }
}

function domainStack(post: Post, fleet: Fleet): AwsStack {
  const { account, region, domain, clusters } = post
  const id = dashed(domain)
  const topic = `mail-${id}`
  const zone = clusters.find((cluster) => isInOwnZone(cluster, domain))
  return stack({
    account,
    region,
    clusters: clusters.map(({ name }) => name),
    name: `mail-${id}`,
    source: fleetFile,
    description: `What alerts are written by from ${domain}`,
    resources: {
      Sending: resource('AWS::SES::ConfigurationSet', {
        Name: `pages-${id}`,
        DeliveryOptions: { TlsPolicy: 'REQUIRE' },
        SendingOptions: { SendingEnabled: true },
        ReputationOptions: { ReputationMetricsEnabled: true },
        // On-call who bounced once still gets the next page.
        SuppressionOptions: { SuppressedReasons: [] },
        Tags: [managed],
      }),
      Identity: resource('AWS::SES::EmailIdentity', {
        EmailIdentity: domain,
        ConfigurationSetAttributes: { ConfigurationSetName: ref('Sending') },
        DkimAttributes: { SigningEnabled: true },
        DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
        Tags: [managed],
      }),
      ...serviceTopic(topic, {
        sid: 'Events',
        service: 'ses.amazonaws.com',
        when: {
          'aws:SourceAccount': account,
          'aws:SourceArn': arn(`ses:${region}:${account}:configuration-set/pages-${id}`),
        },
      }),
      Events: resource(
        'AWS::SES::ConfigurationSetEventDestination',
        {
          ConfigurationSetName: ref('Sending'),
          EventDestination: {
            Name: 'undelivered',
            Enabled: true,
            MatchingEventTypes: ['bounce', 'complaint', 'reject', 'deliveryDelay'],
            SnsDestination: { TopicARN: ref('Topic') },
          },
        },
        // SES tries whether it may publish.
        { after: ['TopicPolicy'] },
      ),
      Unread: unread(topic, post, fleet),
      ...(zone === undefined ? {} : records(zone)),
    },
  })
}

/**
 * Alertmanager writes e-mails by SMTP alone, and SES takes no role there, so a cluster has a user; a person makes its
 * key, which a template would have to tell. SMTP asks for no right but this one
 * (https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html).
 */
const userStack = (cluster: Cluster, { account, region, domain }: Post, fleet: Fleet): AwsStack =>
  stack({
    ...clusterStack(cluster, 'mail', `Who writes e-mails of alerts of ${cluster.name}`),
    resources: {
      User: resource('AWS::IAM::User', {
        UserName: smtpUserName(cluster),
        Policies: [
          {
            PolicyName: 'send',
            PolicyDocument: policy(
              allow(
                'SendPages',
                ['ses:SendRawEmail'],
                [`identity/${domain}`, `configuration-set/pages-${dashed(domain)}`].map((what) =>
                  arn(`ses:${region}:${account}:${what}`),
                ),
                { StringEquals: { 'ses:FromAddress': mailFrom(cluster, fleet) } },
              ),
            ),
          },
        ],
        Tags: [managed],
      }),
    },
    after: [stackId({ account, region, name: `mail-${dashed(domain)}` })],
  })

/** Stacks that send alerts by e-mail, for clusters with `mail: { ses: {} }`. */
export const mailStacks = (fleet: Fleet): readonly AwsStack[] =>
  posts(fleet).flatMap((post) => [
    domainStack(post, fleet),
    ...post.clusters.map((cluster) => userStack(cluster, post, fleet)),
  ])
