import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { StartError, type Environment } from './settings.ts'

export interface Message {
  readonly id: string
  /** What `delete` needs; new with each delivery. */
  readonly receipt: string
  readonly body: string
}

export interface Queue {
  /** @returns the message's id */
  send(body: string): Promise<string>
  /** Waits up to `waitSeconds` (20 at most, SQS's long poll) for up to ten messages; aborting ends the wait with an AbortError. */
  receive(options?: { readonly waitSeconds?: number; readonly signal?: AbortSignal }): Promise<readonly Message[]>
  /** Until this, the queue will deliver the message again after its visibility timeout. */
  delete(message: Message): Promise<void>
  /** About how many messages wait, as SQS itself estimates. */
  depth(): Promise<number>
}

/** `orders` is found at `ORDERS_QUEUE_URL`. */
export const queueVariable = (name: string): string => `${name.replaceAll('-', '_').toUpperCase()}_QUEUE_URL`

/** `https://sqs.eu-central-1.amazonaws.com/<account>/<queue>`, in China with `.cn` behind. */
const regionOf = (url: URL): string | undefined => /^sqs\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(url.hostname)?.[1]

/**
 * An SQS queue. Credentials come the SDK's usual way (on EKS: Pod Identity or the service account's role). AWS_ENDPOINT_URL_SQS sends the
 * calls to a stand-in. Its own entry point (`@slipway/service/queue`), so that a service without a queue carries no SDK.
 * @throws StartError when the queue's address or its region is not known
 */
export function queue(name: string, env: Environment): Queue {
  const variable = queueVariable(name)
  const text = env[variable] ?? ''
  if (text === '') throw new StartError(`${variable} is not set, so there is no way to the queue ${name}.`)
  const url = URL.parse(text)
  if (url === null) throw new StartError(`${variable} is ${JSON.stringify(text)}; it has to be the queue's URL.`)
  const region = env['AWS_REGION'] || regionOf(url)
  if (region === undefined)
    throw new StartError(`AWS_REGION is not set and ${variable} does not tell the region of the queue ${name}.`)
  const endpoint = env['AWS_ENDPOINT_URL_SQS']
  const client = new SQSClient({
    region,
    maxAttempts: 3,
    // A long poll takes 20 seconds.
    requestHandler: { connectionTimeout: 2000, requestTimeout: 25_000 },
    ...(endpoint === undefined || endpoint === '' ? {} : { endpoint }),
  })
  const QueueUrl = text
  return {
    async send(body) {
      const { MessageId = '' } = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: body }))
      return MessageId
    },
    async receive({ waitSeconds = 20, signal } = {}) {
      const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: waitSeconds })
      const { Messages = [] } = await client.send(command, signal === undefined ? {} : { abortSignal: signal })
      return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '' }) => ({
        id: MessageId,
        receipt: ReceiptHandle,
        body: Body,
      }))
    },
    async delete(message) {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.receipt }))
    },
    async depth() {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
      )
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0)
    },
  }
}
