import { describe, expect, it } from 'vitest'
import { arn } from '../model/value.ts'
import { evaluate, type Decision } from './evaluate.ts'
import { allow, policy, type Conditions, type Statement } from './policy.ts'
import type { AwsRequest } from './request.ts'

const queue = 'arn:aws:sqs:eu-west-1:111122223333:prod-orders'
const send: AwsRequest = { action: 'sqs:SendMessage', resource: queue }
const onQueue = allow('Send', ['sqs:SendMessage'], arn('sqs:eu-west-1:111122223333:prod-orders'))
const topic = 'arn:aws:sns:eu-west-1:111122223333:x'
const own = '${aws:PrincipalTag/team}'
const deny = (action: string): Statement => ({ Effect: 'Deny', Action: action, Resource: '*' })

describe('what IAM decides', () => {
  it.each<[string, readonly Statement[], readonly Statement[] | undefined, Partial<AwsRequest>, Decision]>([
    ['nothing said', [], undefined, {}, 'not-allowed'],
    ['said exactly', [onQueue], undefined, {}, 'allowed'],
    ['action in other letters', [onQueue], undefined, { action: 'SQS:sendmessage' }, 'allowed'],
    ['resource in other letters', [onQueue], undefined, { resource: queue.toUpperCase() }, 'not-allowed'],
    ['another action', [onQueue], undefined, { action: 'sqs:DeleteQueue' }, 'not-allowed'],
    ['denied goes before allowed', [onQueue, deny('sqs:*')], undefined, {}, 'denied'],
    ['a boundary that allows it', [onQueue], [allow('All', ['sqs:*'], '*')], {}, 'allowed'],
    ['a boundary that does not', [onQueue], [allow('All', ['s3:*'], '*')], {}, 'not-allowed'],
    ['a boundary alone gives nothing', [], [allow('All', ['*'], '*')], {}, 'not-allowed'],
    ['a boundary that denies', [onQueue], [allow('All', ['*'], '*'), deny('sqs:Send*')], {}, 'denied'],
  ])('%s', (_, own, most, request, expected) => {
    const boundary = most === undefined ? undefined : policy(...most)
    expect(evaluate([policy(...own)], boundary, { ...send, ...request })).toBe(expected)
  })

  it.each<[Conditions, AwsRequest['context'], boolean]>([
    [{ StringEquals: { 'aws:RequestTag/a': ['x', 'y'] } }, { 'aws:RequestTag/a': 'y' }, true],
    [{ StringEquals: { 'aws:RequestTag/a': 'x' } }, { 'aws:requesttag/A': 'x' }, true],
    [{ StringEquals: { 'aws:RequestTag/a': 'x*' } }, { 'aws:RequestTag/a': 'xy' }, false],
    [{ StringEquals: { 'aws:RequestTag/a': 'x' } }, {}, false],
    [{ StringEqualsIfExists: { 'aws:RequestTag/a': 'x' } }, {}, true],
    [{ StringEqualsIfExists: { 'aws:RequestTag/a': 'x' } }, { 'aws:RequestTag/a': 'y' }, false],
    [{ StringLike: { 'aws:RequestTag/a': 'x*' } }, { 'aws:RequestTag/a': 'xy' }, true],
    [{ StringNotEquals: { 'aws:RequestTag/a': 'x' } }, {}, true],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } }, { 'aws:TagKeys': ['a'] }, true],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } }, { 'aws:TagKeys': ['a', 'c'] }, false],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } }, {}, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } }, { 'aws:TagKeys': ['c', 'a'] }, true],
    // "If the key doesn't exist in the request": ForAnyValue is false, ForAllValues true, whatever comes behind them.
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } }, {}, false],
    [{ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['a'] } }, {}, false],
    [{ 'ForAnyValue:StringEqualsIfExists': { 'aws:TagKeys': ['a'] } }, {}, false],
    [{ 'ForAnyValue:StringNotLike': { 'aws:TagKeys': ['a*'] } }, { 'aws:TagKeys': ['ab', 'c'] }, true],
    [{ 'ForAllValues:StringNotLike': { 'aws:TagKeys': ['a*'] } }, { 'aws:TagKeys': ['ab', 'c'] }, false],
    [{ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['a'] } }, {}, true],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }, { 'aws:TagKeys': [] }, true],
    // A star stays within its part of the ARN; the resource is the last part, whatever colons it has.
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:111122223333:x' } }, { 'aws:SourceArn': topic }, true],
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:x' } }, { 'aws:SourceArn': topic }, false],
    [{ ArnEquals: { 'aws:SourceArn': 'arn:aws:*:x' } }, { 'aws:SourceArn': topic }, false],
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:*' } }, { 'aws:SourceArn': `${topic}:a` }, true],
    [{ ArnNotLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:y' } }, { 'aws:SourceArn': topic }, true],
    [{ ArnNotEquals: { 'aws:SourceArn': 'arn:aws:sns:*:*:x' } }, { 'aws:SourceArn': topic }, false],
    [{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } }, { 'aws:SourceArn': 'no ARN' }, false],
    // Variables.
    [
      { StringEquals: { 'aws:RequestTag/a': own } },
      { 'aws:RequestTag/a': 'shop', 'aws:PrincipalTag/team': 'shop' },
      true,
    ],
    [
      { StringEquals: { 'aws:RequestTag/a': own } },
      { 'aws:RequestTag/a': 'bank', 'aws:PrincipalTag/team': 'shop' },
      false,
    ],
    [{ StringEquals: { 'aws:RequestTag/a': own } }, { 'aws:RequestTag/a': own }, false],
    [{ StringLike: { 'aws:RequestTag/a': `${own}-*` } }, { 'aws:RequestTag/a': '-x' }, false],
    [
      { StringLike: { 'aws:RequestTag/a': `${own}-*` } },
      { 'aws:RequestTag/a': 's-x', 'aws:principaltag/TEAM': 's' },
      true,
    ],
    [{ StringLike: { 'aws:RequestTag/a': own } }, { 'aws:RequestTag/a': 'shop', 'aws:PrincipalTag/team': '*' }, false],
    [
      { StringEquals: { 'aws:RequestTag/a': "${aws:PrincipalTag/team, 'none'}" } },
      { 'aws:RequestTag/a': 'none' },
      true,
    ],
    [{ StringLike: { 'aws:RequestTag/a': 'x${*}' } }, { 'aws:RequestTag/a': 'xy' }, false],
    [{ StringLike: { 'aws:RequestTag/a': 'x${*}' } }, { 'aws:RequestTag/a': 'x*' }, true],
    [
      { StringEquals: { 'aws:RequestTag/a': '${aws:TagKeys}' } },
      { 'aws:RequestTag/a': 'a', 'aws:TagKeys': ['a', 'b'] },
      false,
    ],
    [{ Null: { 'aws:RequestTag/a': 'true' } }, {}, true],
    [{ Null: { 'aws:RequestTag/a': 'true' } }, { 'aws:RequestTag/a': 'x' }, false],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'false' }, true],
  ])('the condition %j with %j: %s', (conditions, context, holds) => {
    const decided = evaluate([policy(allow('A', ['sqs:*'], '*', conditions))], undefined, {
      ...send,
      ...(context === undefined ? {} : { context }),
    })
    expect(decided === 'allowed').toBe(holds)
  })

  it('refuses to guess', () => {
    const unknown = policy(allow('A', ['sqs:*'], '*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }))
    expect(() => evaluate([unknown], undefined, send)).toThrow('no evaluator for the operator IpAddress')
    const unsaid = policy(allow('A', ['sqs:*'], '*', { StringNotEquals: { 'aws:RequestTag/a': own } }))
    const request = { ...send, context: { 'aws:RequestTag/a': 'x' } }
    expect(() => evaluate([unsaid], undefined, request)).toThrow('a variable that the request does not have')
  })

  it.each<[string, AwsRequest['context'], Decision]>([
    ['the own one', { 'aws:PrincipalTag/team': 'prod' }, 'allowed'],
    ["another's", { 'aws:PrincipalTag/team': 'test' }, 'not-allowed'],
    ['a tag with a star', { 'aws:PrincipalTag/team': '*' }, 'not-allowed'],
    ['without the tag', {}, 'not-allowed'],
  ])('a resource with a variable: %s', (_, context = {}, expected) => {
    const named = policy(allow('A', ['sqs:*'], arn(`sqs:eu-west-1:111122223333:${own}-orders`)))
    expect(evaluate([named], undefined, { ...send, context })).toBe(expected)
  })
})
