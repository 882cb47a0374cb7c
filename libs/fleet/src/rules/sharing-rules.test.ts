import { describe, expect, it } from 'vitest'
import { fleetData } from '../fleet.ts'
import { sharingIssues } from './sharing-rules.ts'
import { isTrusted, kindOfArn } from '../sharing.ts'

const accounts = ['111122223333', '444455556666']
const teams = { finance: {} } as never
const lake = { arn: 'arn:aws:s3:::partner-lake', may: ['read' as const], accepts: ['finance/reports'] }
const secret = { ...lake, arn: 'arn:aws:secretsmanager:eu-west-1:999900001111:secret:api-AbCdEf' }
const key = 'arn:aws:kms:eu-west-1:999900001111:key/0a1b2c3d'
const told = (given: Parameters<typeof sharingIssues>[0]) =>
  sharingIssues({ teams, ...given }, accounts).map(({ at, code }) => `${at} ${code}`)

describe('what the fleet gives beyond a place', () => {
  it.each<[string, Parameters<typeof sharingIssues>[0], readonly string[]]>([
    ['accounts of the fleet', { trusts: { '444455556666': ['111122223333'] } }, []],
    [
      'another organisation owns',
      { trusts: { '999900001111': ['111122223333'] } },
      ['trusts.999900001111 unknown-account'],
    ],
    [
      'another organisation uses',
      { trusts: { '444455556666': ['999900001111'] } },
      ['trusts.444455556666[0] unknown-account'],
    ],
    ['a bucket to read', { external: { lake: { ...lake, region: 'eu-west-1', key } } }, []],
    [
      'a bucket to send to',
      { external: { lake: { ...lake, may: ['read', 'send'] } } },
      ['external.lake.may[1] external-may'],
    ],
    [
      'a team that is not there',
      { external: { lake: { ...lake, accepts: ['bank/*'] } } },
      ['external.lake.accepts[0] unknown-team'],
    ],
    [
      'a region twice',
      { external: { api: { ...secret, key, region: 'eu-west-1' } } },
      ['external.api.region external-region'],
    ],
    ["a secret with Secrets Manager's own key", { external: { api: secret } }, ['external.api.key external-key']],
    ['a secret with a key', { external: { api: { ...secret, key } } }, []],
  ])('%s', (_, given, issues) => expect(told(given)).toEqual(issues))

  it.each([
    ['arn:aws:s3:::partner-lake', 'bucket'],
    ['arn:aws:s3:::partner-lake/a', undefined],
    ['arn:aws:s3:::partner-*', undefined],
    ['arn:aws:s3:::*', undefined],
    ['arn:aws-cn:sqs:cn-north-1:999900001111:feed.fifo', 'queue'],
    ['arn:aws:sqs:*:999900001111:feed', undefined],
    ['arn:aws:sns:eu-west-1:999900001111:news', 'topic'],
    ['arn:aws:dynamodb:eu-west-1:999900001111:table/rates', 'table'],
    ['arn:aws:dynamodb:eu-west-1:999900001111:table/rates/index/x', undefined],
    ['arn:aws:iam::999900001111:role/team/acme-reader', 'role'],
    ['arn:aws:iam::999900001111:role/*', undefined],
    ['arn:aws:iam::999900001111:root', undefined],
    ['arn:aws:lambda:eu-west-1:999900001111:function:x', undefined],
  ])('%s is %s', (arn, kind) => {
    expect(kindOfArn(arn)).toBe(kind)
    const given = { external: { x: { ...lake, arn } } }
    expect(fleetData.partial().safeParse(given).success).toBe(kind !== undefined)
  })

  it('is trusted from the place itself, else by the word of the account that owns, in that direction alone', () => {
    const prod = { account: '444455556666', region: 'eu-west-1', environment: 'prod' }
    const dev = { ...prod, environment: 'dev', account: '111122223333' }
    const trusts = { '444455556666': ['111122223333'] }
    expect(isTrusted(prod, prod, undefined)).toBe(true)
    expect([isTrusted(prod, dev, trusts), isTrusted(dev, prod, trusts), isTrusted(prod, dev, undefined)]).toEqual([
      true,
      false,
      false,
    ])
    // Another environment or region of the same account is another place, too.
    for (const other of [
      { ...prod, environment: 'dev' },
      { ...prod, region: 'us-east-1' },
    ]) {
      expect(isTrusted(prod, other, trusts)).toBe(false)
      expect(isTrusted(prod, other, { '444455556666': ['444455556666'] })).toBe(true)
    }
  })
})
