import { describe, expect, it } from 'vitest'
import { clusterOf, ireland, withClusters } from '../../test/fixture.ts'
import { rightsOf } from '../../test/rights.ts'
import { evaluate, type Decision } from '../iam/evaluate.ts'
import type { AwsRequest } from '../iam/request.ts'
import { addonRoles } from './addon-role.ts'

const handed = clusterOf('handed', 'prod', '444455556666', ireland, { needs: 'ack' })
const roles = addonRoles(handed, withClusters(handed))
const roleOf = (service: string) => {
  const found = roles.find(({ name }) => name === `handed-addon-ack-${service}-controller`)
  if (found === undefined) throw new Error(`the controller of ${service} has no role`)
  return found
}

describe("the rights of ACK's controllers", () => {
  const inS3 = 'arn:aws:s3:::prod-shop-a-444455556666-eu-west-1'
  const at = 'eu-west-1:444455556666'
  const listens = (to: string, protocol = 'sqs') => ({
    'sns:Protocol': protocol,
    'sns:Endpoint': to,
  })
  it.each<[string, string, AwsRequest['context'], Decision, string]>([
    ['s3', 's3:CreateBucket', {}, 'allowed', inS3],
    ['s3', 's3:PutBucketPolicy', {}, 'allowed', inS3],
    ['s3', 's3:DeleteBucket', {}, 'not-allowed', inS3],
    ['s3', 's3:DeleteBucketPolicy', {}, 'not-allowed', inS3],
    ['s3', 's3:GetObject', {}, 'not-allowed', `${inS3}/a`],
    ['s3', 's3:PutBucketPolicy', {}, 'not-allowed', inS3.replace('prod-', 'dev-')],
    ['s3', 's3:PutBucketPolicy', {}, 'not-allowed', 'arn:aws:s3:::somebody'],
    ['sqs', 'sqs:SetQueueAttributes', {}, 'allowed', `arn:aws:sqs:${at}:prod-orders`],
    ['sqs', 'sqs:SetQueueAttributes', {}, 'not-allowed', `arn:aws:sqs:${at}:karpenter-prod-eu`],
    ['sqs', 'sqs:DeleteQueue', {}, 'not-allowed', `arn:aws:sqs:${at}:prod-orders`],
    ['sqs', 'sqs:ReceiveMessage', {}, 'not-allowed', `arn:aws:sqs:${at}:prod-orders`],
    ['sns', 'sns:CreateTopic', {}, 'allowed', `arn:aws:sns:${at}:prod-placed`],
    ['sns', 'sns:DeleteTopic', {}, 'not-allowed', `arn:aws:sns:${at}:prod-placed`],
    ['sns', 'sns:Publish', {}, 'not-allowed', `arn:aws:sns:${at}:prod-placed`],
    ['sns', 'sns:Subscribe', listens(`arn:aws:sqs:${at}:prod-a`), 'allowed', `arn:aws:sns:${at}:prod-placed`],
    ['sns', 'sns:Subscribe', listens('x@y.test', 'email'), 'not-allowed', `arn:aws:sns:${at}:prod-placed`],
    [
      'sns',
      'sns:Subscribe',
      listens('arn:aws:sqs:eu-west-1:999900001111:prod-a'),
      'not-allowed',
      `arn:aws:sns:${at}:prod-placed`,
    ],
    ['dynamodb', 'dynamodb:UpdateTable', {}, 'allowed', `arn:aws:dynamodb:${at}:table/prod-shop-carts`],
    ['dynamodb', 'dynamodb:DeleteTable', {}, 'not-allowed', `arn:aws:dynamodb:${at}:table/prod-shop-carts`],
    ['dynamodb', 'dynamodb:GetItem', {}, 'not-allowed', `arn:aws:dynamodb:${at}:table/prod-shop-carts`],
    ['dynamodb', 'dynamodb:UpdateTable', {}, 'not-allowed', `arn:aws:dynamodb:${at}:table/dev-shop-carts`],
  ])('the controller of %s: %s with %j is %s on %s', (service, action, context = {}, decision, resource) => {
    expect(evaluate(rightsOf(roleOf(service)), undefined, { action, resource, context })).toBe(decision)
  })
})
