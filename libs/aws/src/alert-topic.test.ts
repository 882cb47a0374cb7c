import { describe, expect, it } from 'vitest'
import { fleet, prodEu } from '../test/fixture.ts'
import { alertTopicStack } from './alert-topic.ts'

const [made] = alertTopicStack(prodEu, { ...fleet, paging: { phones: ['+491701234567', '+14155550123'] } })

describe('the topic of pages', () => {
  it('is named as Alertmanager and alarms name it', () => {
    expect(made).toMatchObject({ name: 'prod-eu-alerts', account: prodEu.account, region: prodEu.region })
    expect(made?.resources['Topic']?.properties).toMatchObject({ TopicName: 'prod-eu-alerts' })
  })

  it('has a subscription a phone, whose name is its number and nobody else', () => {
    expect(Object.keys(made?.resources ?? {})).toEqual([
      'Topic',
      'TopicPolicy',
      'Phone491701234567',
      'Phone14155550123',
    ])
    expect(made?.resources['Phone14155550123']?.properties).toEqual({
      TopicArn: { $ref: 'Topic' },
      Protocol: 'sms',
      Endpoint: '+14155550123',
    })
  })

  it('lets alarms of its own account publish, and nobody without TLS', () => {
    expect(JSON.stringify(made?.resources['TopicPolicy']?.properties)).toMatch(
      /TlsOnly.*Deny.*cloudwatch.*SourceAccount/,
    )
  })

  it('is not there where nobody is paged, or by no SMS', () => {
    expect(alertTopicStack({ ...prodEu, quiet: true }, fleet)).toEqual([])
    expect(alertTopicStack(prodEu, { ...fleet, paging: { sms: false } })).toEqual([])
  })
})
