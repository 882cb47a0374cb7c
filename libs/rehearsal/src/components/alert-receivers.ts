import { createServer, type Socket } from 'node:net'
import { fakeService } from '../cluster/fake-service.ts'
import { listenLocally } from '../cluster/runtime.ts'
import type { Delivery } from './delivery.ts'
import { startAlertHooks, type AlertHooks } from './alert-hooks.ts'

export interface AlertReceivers {
  readonly smtp: number
  readonly sns: number
  readonly slack: number
  readonly hooks: AlertHooks
  readonly deliveries: readonly Delivery[]
  close(): void
}

type Deliver = (delivery: Omit<Delivery, 'at'>) => void

/** Decodes quoted-printable, which mail uses for non-ASCII text and long lines. */
export const unquoted = (text: string): string =>
  text
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** RFC 5321, as much as one client needs; without TLS, which no relay in a cluster goes without. */
function talk(socket: Socket, deliver: Deliver): void {
  let [rest, to, data]: [string, string[], string[] | undefined] = ['', [], undefined]
  const say = (line: string) => void socket.write(`${line}\r\n`)
  const heard = (line: string) => {
    if (data !== undefined) {
      if (line !== '.') return void data.push(line.replace(/^\.\./, '.'))
      for (const address of to) deliver({ by: 'mail', to: address, text: unquoted(data.join('\n')) })
      ;[to, data] = [[], undefined]
      return say('250 taken')
    }
    const [verb = ''] = line.toUpperCase().split(/[ :]/)
    if (verb === 'DATA') {
      data = []
      return say('354 go on')
    }
    if (verb === 'RCPT') to.push(/<([^>]*)>/.exec(line)?.[1] ?? '')
    say(verb === 'QUIT' ? '221 bye' : '250 ok')
    if (verb === 'QUIT') socket.end()
  }
  say('220 rehearsal')
  socket.setEncoding('utf8').on('error', () => undefined)
  socket.on('data', (chunk) => {
    const lines = `${rest}${String(chunk)}`.split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) heard(line)
  })
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const published = (id: number) =>
  `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${id}</MessageId></PublishResult><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></PublishResponse>`

interface SlackMessage {
  readonly channel?: string
  readonly attachments?: readonly { readonly title?: string; readonly text?: string }[]
}

/** A mail relay, SNS, Slack and what has a hook on loopback, which keep what they get. */
export async function startAlertReceivers(): Promise<AlertReceivers> {
  const deliveries: Delivery[] = []
  const sockets = new Set<Socket>()
  const deliver: Deliver = (delivery) => void deliveries.push({ ...delivery, at: Date.now() })
  const smtp = createServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)))
    talk(socket, deliver)
  })
  const sns = await fakeService((body) => {
    const form = new URLSearchParams(body.toString('utf8'))
    deliver({ by: 'sms', to: form.get('TopicArn') ?? '', text: form.get('Message') ?? '' })
    return { type: 'text/xml', text: published(deliveries.length) }
  })
  const slack = await fakeService((body) => {
    const { channel: to = '', attachments = [] } = JSON.parse(body.toString('utf8')) as SlackMessage
    const text = attachments.map((one) => `${one.title ?? ''}\n${one.text ?? ''}`).join('\n')
    deliver({ by: 'slack', to, text })
    return { type: 'text/plain', text: 'ok' }
  })
  const hooks = await startAlertHooks(deliver)
  return {
    hooks,
    smtp: await listenLocally(smtp),
    sns: sns.port,
    slack: slack.port,
    deliveries,
    close: () => {
      for (const server of [smtp, sns, slack, hooks]) server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
