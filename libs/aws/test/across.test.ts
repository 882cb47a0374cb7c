import { describe, expect, it } from 'vitest'
import { arn } from '../src/model/value.ts'
import { decideAcross, type Asking } from './across.ts'
import type { Decision } from '../src/iam/evaluate.ts'
import { allow, policy, type Statement } from '../src/iam/policy.ts'

const queue = 'arn:aws:sqs:eu-west-1:444455556666:prod-entries'
const send = { action: 'sqs:SendMessage', resource: queue }
const own = policy(allow('Send', ['sqs:SendMessage'], queue))
const nothing = policy()
const asking: Asking = {
  account: '222233334444',
  role: 'arn:aws:iam::222233334444:role/web',
  policies: [own],
  boundary: own,
}
const to = (Principal: Statement['Principal'], more: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  ...(Principal === undefined ? {} : { Principal }),
  Action: 'sqs:*',
  Resource: queue,
  ...more,
})
const account = { AWS: arn('iam::222233334444:root') }
const is = (role: string) => ({
  Condition: { ArnEquals: { 'aws:PrincipalArn': arn(`iam::222233334444:role/${role}`) } },
})

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
describe('what AWS decides about a thing with a policy of its own', () => {
  it.each<[string, Partial<Asking>, readonly Statement[], Decision]>([
    ['both sides, by the account', {}, [to(account)], 'allowed'],
    ['both sides, by the account as a number', {}, [to({ AWS: '222233334444' })], 'allowed'],
    ['both sides, by the role', {}, [to({ AWS: asking.role })], 'allowed'],
    ['both sides, by the account and the role as a condition', {}, [to(account, is('web'))], 'allowed'],
    ['the account, and another role as a condition', {}, [to(account, is('web2'))], 'not-allowed'],
    ['both sides, for everybody', {}, [to('*')], 'allowed'],
    ['a service is not a role', {}, [to({ Service: 'sns.amazonaws.com' })], 'not-allowed'],
    ['another account', {}, [to({ AWS: arn('iam::999900001111:root') })], 'not-allowed'],
    ['the thing alone', { policies: [nothing] }, [to(account)], 'not-allowed'],
    ['the role alone', {}, [], 'not-allowed'],
    ['a boundary that does not', { boundary: nothing }, [to(account)], 'not-allowed'],
    ['the thing denies', {}, [to(account), to('*', { Effect: 'Deny' })], 'denied'],
    ['the thing denies somebody else', {}, [to(account), to({ AWS: '999900001111' }, { Effect: 'Deny' })], 'allowed'],
    [
      'of its own account the role alone',
      { account: '444455556666', role: 'arn:aws:iam::444455556666:role/web' },
      [],
      'allowed',
    ],
    ['of its own account neither', { account: '444455556666', policies: [nothing] }, [], 'not-allowed'],
  ])('%s', (_, more, statements, decision) => {
    const asked = { account: '444455556666', policy: policy(...statements) }
    expect(decideAcross({ ...asking, ...more }, asked, send)).toBe(decision)
  })
})
