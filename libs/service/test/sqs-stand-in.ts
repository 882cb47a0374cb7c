import { createHash, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import type { Environment } from '../src/settings.ts'

interface Held {
  readonly id: string
  readonly body: string
  receipt: string | undefined
}

/** One SQS queue in memory, over SQS's JSON protocol, for tests and for trying a service by hand. */
export interface SqsStandIn {
  /** Everything a service needs to use this queue under the name given. */
  readonly env: Environment
  /** Bodies not deleted yet, oldest first. */
  readonly bodies: () => readonly string[]
  /** Bodies and headers of signed calls, as they came. */
  readonly calls: readonly { readonly action: string; readonly authorization: string }[]
  /** How many readers wait in a long poll. */
  readonly waiting: () => number
  /** Puts a message in, as another service would. */
  put(body: string): void
  /** Lets every visibility timeout run out: what was received and not deleted comes again. */
  redeliver(): void
  /** Resolves once nothing is left, neither waiting nor being worked on. */
  drained(): Promise<void>
  close(): Promise<void>
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** @param name the queue's name; the address is in `env` under `<NAME>_QUEUE_URL` */
export async function sqsStandIn(name: string): Promise<SqsStandIn> {
  let held: Held[] = []
  let changed: (() => void)[] = []
  let waiting = 0
  const calls: { action: string; authorization: string }[] = []
  const tell = () => {
    const all = changed
    changed = []
    for (const f of all) f()
  }
  const put = (body: string): string => {
    const id = randomUUID()
    held.push({ id, body, receipt: undefined })
    tell()
    return id
  }
  const take = () => {
    const some = held.filter((m) => m.receipt === undefined).slice(0, 10)
    for (const m of some) m.receipt = randomUUID()
    return some.map((m) => ({ MessageId: m.id, ReceiptHandle: m.receipt, Body: m.body, MD5OfBody: md5(m.body) }))
  }
  const actions: Record<string, (input: Record<string, unknown>, gone: Promise<void>) => unknown> = {
    SendMessage: ({ MessageBody }) => ({
      MessageId: put(String(MessageBody)),
      MD5OfMessageBody: md5(String(MessageBody)),
    }),
    ReceiveMessage: async ({ WaitTimeSeconds }, gone) => {
      const now = take()
      if (now.length > 0 || Number(WaitTimeSeconds) === 0) return { Messages: now }
      const come = new Promise<boolean>((resolve) => changed.push(() => resolve(true)))
      waiting += 1
      const here = await Promise.race([come, gone.then(() => false)])
      waiting -= 1
      // A reader that has left must not take a message with it.
      return { Messages: here ? take() : [] }
    },
    DeleteMessage: ({ ReceiptHandle }) => {
      held = held.filter((m) => m.receipt !== ReceiptHandle)
      tell()
      return {}
    },
    GetQueueAttributes: () => ({
      Attributes: { ApproximateNumberOfMessages: String(held.filter((m) => m.receipt === undefined).length) },
    }),
  }
  const server = createServer((req, res) => {
    const gone = new Promise<void>((resolve) => res.once('close', resolve))
    const answer = async () => {
      const action = String(req.headers['x-amz-target']).replace('AmazonSQS.', '')
      calls.push({ action, authorization: req.headers.authorization ?? '' })
      const output = await actions[action]?.(JSON.parse(await readText(req)) as Record<string, unknown>, gone)
      res
        .writeHead(output === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify(output ?? {}))
    }
    void answer()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    env: {
      [`${name.replaceAll('-', '_').toUpperCase()}_QUEUE_URL`]: `${endpoint}/000000000000/${name}`,
      AWS_ENDPOINT_URL_SQS: endpoint,
      AWS_REGION: 'eu-central-1',
    },
    bodies: () => held.map((m) => m.body),
    calls,
    waiting: () => waiting,
    put: (body) => void put(body),
    redeliver: () => {
      for (const m of held) m.receipt = undefined
      tell()
    },
    drained: async () => {
      while (held.length > 0) await new Promise<void>((resolve) => changed.push(resolve))
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
