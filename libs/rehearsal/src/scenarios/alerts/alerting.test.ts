import { describe, expect, it } from 'vitest'
import { addressesOf, alertmanagerOf, compared, deliveriesOf, type Address } from './alerting.ts'

const mail: Address = { by: 'mail', to: 'a@acme.test' }
const sms: Address = { by: 'sms', to: 'arn:t' }
const slack: Address = { by: 'slack', to: '#shop' }

describe('compared', () => {
  it.each([
    ['as wanted', [mail, sms], [sms, mail], [], []],
    ['twice is once', [mail, mail], [mail], [], []],
    ['one missed', [mail], [mail, sms], [sms], []],
    ['one too many', [mail, slack, slack], [mail], [], [slack]],
    ['the same by another way', [{ by: 'sms', to: mail.to } as const], [mail], [mail], [{ by: 'sms', to: mail.to }]],
  ])('%s', (_, got, wanted, missed, elsewhere) => {
    expect(compared(got, wanted)).toEqual({ missed, elsewhere })
  })
})

it('a message is known by its status and its alert', () => {
  const all = ['FIRING A prod', 'RESOLVED A prod', 'FIRING AB prod'].map((text) => ({ ...mail, text, at: 0 }))
  expect(deliveriesOf(all, 'A', 'FIRING').map(({ text }) => text)).toEqual(['FIRING A prod'])
  expect(deliveriesOf(all, 'A', 'RESOLVED').map(({ text }) => text)).toEqual(['RESOLVED A prod'])
})

it('the config is in the values of the add-on, and names whom it reaches', () => {
  const config = `
spec:
  source:
    helm:
      valuesObject:
        alertmanager:
          config:
            receivers:
              - name: on-call
                email_configs: [{ to: a@acme.test }]
                sns_configs: [{ topic_arn: 'arn:t' }]
              - name: team-shop
                slack_configs: [{ channel: '#shop' }]
`
  const found = alertmanagerOf(new Map([['argocd/prod/application-kube-prometheus-stack.yaml', config]]), 'prod')
  if (found === undefined) throw new Error('no config')
  expect(addressesOf(found, 'on-call')).toEqual([mail, sms])
  expect(addressesOf(found, 'team-shop')).toEqual([slack])
  expect(addressesOf(found, 'nobody')).toEqual([])
  expect(alertmanagerOf(new Map(), 'prod')).toBeUndefined()
})
