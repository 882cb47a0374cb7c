import { describe, expect, it } from 'vitest'
import { boundaryName, bucketName, queueName } from '@slipway/fleet'
import { prerequisites, type Prerequisite } from '@slipway/platform/first-day'
import { appOf, prodEu, withClusters } from '../test/fixture.ts'
import { awsStacks } from './aws-stacks.ts'
import { withStacks } from './first-day.ts'
import { isFor } from './model/stack.ts'

const aws = { by: 'stacks' as const, admins: ['arn:aws:iam::444455556666:role/platform'], zones: true }
const key = `AKIA${'IOSFODNN7EXAMPLE'}`
const at = 'aws/444455556666/eu-west-1/'

const day = (more: Partial<typeof prodEu>, stacks: 'cloudformation' | 'opentofu' = 'cloudformation') => {
  const cluster = { ...prodEu, ...more }
  const fleet = { ...withClusters(cluster), stacks }
  const stores = { database: { ledger: { engine: 'postgres-17' } }, cache: { hot: { engine: 'valkey-8.0' } } } as const
  const apps = [appOf('web', { needs: { bucket: { up: {} }, queue: { jobs: {} }, ...stores } })]
  return withStacks(prerequisites({ cluster, fleet }, []), cluster, fleet, awsStacks(fleet, apps))
}
const makerOf = (all: readonly Prerequisite[], code: string, name?: string) =>
  all.find((one) => one.code === code && (name === undefined || one.name === name))?.madeBy

describe('what has to exist, with stacks', () => {
  it.each([
    ['cluster', undefined, 'prod-eu-cluster.yaml'],
    ['eks-addon', 'vpc-cni', 'prod-eu-addons-first.yaml'],
    ['eks-addon', 'coredns', 'prod-eu-addons-later.yaml'],
    ['network-policies', undefined, 'prod-eu-addons-first.yaml'],
    ['first-nodes', undefined, 'nodes-prod-eu-core.yaml'],
    ['node-role', undefined, 'prod-eu-node-role.yaml'],
    ['discovery-subnets', undefined, 'prod-eu-network.yaml'],
    ['discovery-security-groups', undefined, 'prod-eu-cluster.yaml'],
    ['interruption-queue', undefined, 'prod-eu-interruptions.yaml'],
    ['zone', 'prod-eu.acme.test', 'prod-eu-zones.yaml'],
    ['alert-topic', undefined, 'prod-eu-alerts.yaml'],
    ['addon-role', 'karpenter/karpenter', 'prod-eu-addon-karpenter.yaml'],
    ['account', undefined, undefined],
    ['secret', undefined, undefined],
    ['git-credentials', undefined, undefined],
  ])('%s %s is made by %s', (code, name, file) =>
    expect(makerOf(day({ aws }), code, name)).toBe(file === undefined ? undefined : `${at}${file}`),
  )

  it('takes no security group of a database for that of the nodes', () =>
    expect(makerOf(day({}), 'discovery-security-groups')).toBeUndefined())

  it.each([
    ['nothing said', {}, ['alert-relay smtp.prod-eu.acme.test:587']],
    [
      'no key yet',
      { mail: { ses: {} } },
      [
        'alert-relay smtp.prod-eu.acme.test:587',
        'mail-domain prod-eu.acme.test by mail-',
        'mail-sending 444455556666 in eu-west-1',
        'mail-user prod-eu-pages by prod-eu-mail.yaml',
      ],
    ],
    [
      'a key',
      { mail: { ses: { user: key } } },
      [
        'mail-domain prod-eu.acme.test by mail-',
        'mail-sending 444455556666 in eu-west-1',
        'mail-user prod-eu-pages by prod-eu-mail.yaml',
      ],
    ],
  ])('e-mails: %s', (_, more, says) => {
    const asked = day(more).filter(({ code }) => /^(?:mail-|alert-relay)/.test(code))
    const by = (file: string | undefined) => (file === undefined ? '' : ` by ${file.slice(at.length)}`)
    const told = asked.map(({ code, name, madeBy }) => `${code} ${name}${by(madeBy)}`)
    expect(told.map((one) => one.replace(/ by mail-.*/, ' by mail-'))).toEqual(says)
  })

  it('takes for the user of mails the key that the file names, and no other', () => {
    const there = (mail: { ses: { user?: string } }, answer: string) =>
      day({ mail })
        .find(({ code }) => code === 'mail-user')
        ?.probe?.there(answer)
    expect(there({ ses: { user: key } }, `OTHER\t${key}`)).toBe(true)
    expect(there({ ses: { user: key } }, 'OTHER')).toBe(false)
    expect(there({ ses: {} }, key)).toBe(false)
  })

  it.each([
    [true, 'three CNAME records, which its stack writes'],
    [
      false,
      'three CNAME records <token>._domainkey.prod-eu.acme.test, whose tokens "aws sesv2 get-email-identity --email-identity prod-eu.acme.test" prints',
    ],
  ])('says who writes the records, with zones %s', (zones, says) => {
    const found = day({ aws: { ...aws, zones }, mail: { ses: {} } }).find(({ code }) => code === 'mail-domain')
    expect(found?.detail).toBe(says)
  })

  it('names a folder under OpenTofu, and eksctl where that makes the cluster', () => {
    expect(makerOf(day({ aws }, 'opentofu'), 'cluster')).toBe(`${at}prod-eu-cluster/main.tf.json`)
    const all = day({ aws: { ...aws, by: 'eksctl' as const } })
    for (const code of ['cluster', 'network-policies', 'first-nodes', 'discovery-subnets'])
      expect(makerOf(all, code)).toBe(`${at}prod-eu.eksctl.yaml`)
    expect(makerOf(all, 'node-role')).toBe(`${at}prod-eu-node-role.yaml`)
  })

  it('says that the address of a database, which pods read as a secret, is made by its stack', () => {
    const fleet = withClusters(prodEu)
    const needs = { database: { ledger: { engine: 'postgres-17' } } } as const
    const asked: Prerequisite = { code: 'secret', name: 'prod/shop/needs/ledger-database' }
    const [found] = withStacks([asked], prodEu, fleet, awsStacks(fleet, [appOf('web', { needs })]))
    expect(found?.madeBy).toBe(`${at}prod-needs-web.yaml`)
  })

  it('says of none of it who makes it where the cluster is there already', () => {
    expect(['cluster', 'first-nodes', 'zone', 'node-role'].map((code) => makerOf(day({}), code))).toEqual(
      ['', '', '', ''].map(() => undefined),
    )
  })

  it('asks once for what else the stacks make, each by its name', () => {
    const all = day({ aws })
    const more = all.filter(({ code }) => code === 'stack-resource')
    const names = more.map(({ detail, name }) => `${detail ?? ''} ${name}`)
    expect(new Set(names).size).toBe(names.length)
    for (const name of [
      `AWS::S3::Bucket ${bucketName('up', 'shop', prodEu)}`,
      `AWS::SQS::Queue ${queueName('jobs', prodEu)}`,
      'AWS::RDS::DBInstance prod-shop-ledger',
      'AWS::ElastiCache::ReplicationGroup prod-shop-hot',
      `AWS::IAM::ManagedPolicy ${boundaryName(prodEu)}`,
      'AWS::SSM::Parameter /slipway/prod-eu/vpc',
    ])
      expect(names).toContain(name)
    expect(names.filter((name) => /karpenter-prod-eu$|prod-eu-alerts|prod-eu-core/.test(name))).toEqual([])
    expect(more.every(({ probe, madeBy }) => probe?.program === 'aws' && madeBy !== undefined)).toBe(true)
    expect(all.at(-1)?.code).toBe('git-credentials')
  })

  it("leaves a neighbour's out", () => {
    const fleet = withClusters(prodEu, { ...prodEu, name: 'prod-eu-two' as typeof prodEu.name })
    const stacks = awsStacks(fleet, [])
    expect(stacks.filter((one) => !isFor(one, prodEu.name)).length).toBeGreaterThan(0)
    const named = withStacks([], prodEu, fleet, stacks).map(({ madeBy }) => madeBy)
    expect(named.filter((file) => file?.includes('prod-eu-two') === true)).toEqual([])
  })
})
