import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startAlertReceivers, unquoted, type AlertReceivers } from './alert-receivers.ts'

let receivers: AlertReceivers
beforeAll(async () => {
  receivers = await startAlertReceivers()
})
afterAll(() => receivers.close())

const post = (port: number, body: string) => fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body })

it('keeps a mail by address, with what is quoted as it was', async () => {
  const socket = connect(receivers.smtp, '127.0.0.1')
  const lines = [
    'EHLO a',
    'MAIL FROM:<x@a>',
    'RCPT TO:<y@a>',
    'RCPT TO:<z@a>',
    'DATA',
    'Subject: it',
    '',
    'web =3D fai=',
    'ls',
    '..',
    '.',
    'QUIT',
    '',
  ]
  await new Promise((resolve) => {
    socket.once('close', resolve)
    socket.resume()
    socket.write(lines.join('\r\n'))
  })
  expect(receivers.deliveries.map(({ by, to, text }) => [by, to, text])).toEqual([
    ['mail', 'y@a', 'Subject: it\n\nweb = fails\n.'],
    ['mail', 'z@a', 'Subject: it\n\nweb = fails\n.'],
  ])
})

it('keeps what is published by topic and what is posted by channel', async () => {
  const sns = await post(
    receivers.sns,
    new URLSearchParams({ Action: 'Publish', TopicArn: 'arn:t', Message: 'it fails' }).toString(),
  )
  expect(await sns.text()).toContain('<MessageId>')
  await post(
    receivers.slack,
    JSON.stringify({ channel: '#shop', attachments: [{ title: 'FIRING', text: 'it fails' }] }),
  )
  expect(receivers.deliveries.slice(-2).map(({ by, to, text }) => [by, to, text])).toEqual([
    ['sms', 'arn:t', 'it fails'],
    ['slack', '#shop', 'FIRING\nit fails'],
  ])
})

it.each([
  ['a=\nb', 'ab'],
  ['=41=', 'A='],
])('unquoted %j', (text, plain) => expect(unquoted(text)).toBe(plain))
