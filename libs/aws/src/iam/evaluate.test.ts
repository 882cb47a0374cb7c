import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arn } from '../model/value.ts'
import { evaluate, matchesPattern, type AwsRequest, type Decision } from './evaluate.ts'
import { allow, policy, type Conditions, type Statement } from './policy.ts'

const queue = 'arn:aws:sqs:eu-west-1:111122223333:prod-orders'
const send: AwsRequest = { action: 'sqs:SendMessage', resource: queue }
const onQueue = allow('Send', ['sqs:SendMessage'], arn('sqs:eu-west-1:111122223333:prod-orders'))
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
  })
})

describe('a pattern', () => {
  it('matches what the same regular expression matches', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 })
    const plain = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 })
    fc.assert(
      fc.property(letters, plain, (pattern, text) => {
        const regex = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`)
        expect(matchesPattern(pattern, text)).toBe(regex.test(text))
      }),
      { numRuns: 500 },
    )
  })
})
