import { SQS } from '@aws-sdk/client-sqs'
import { StartError, type Environment } from './settings.ts'

export interface Message {
  readonly id: string
  /** What `delete` needs; new with each delivery. */
  readonly receipt: string
  readonly body: string
}

/** `https://sqs.eu-central-1.amazonaws.com/<account>/<queue>`, in China with `.cn` behind. */
const regionOf = (url: URL): string | undefined => /^sqs\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(url.hostname)?.[1]

/**
 * An SQS queue: `orders` is found at `ORDERS_QUEUE_URL`. Credentials come the SDK's usual way (on EKS: Pod Identity or the service account's
 * role). AWS_ENDPOINT_URL_SQS sends the calls to a stand-in. Its own entry point (`@slipway/service/queue`), so that a service without a queue
 * carries no SDK.
 * @throws StartError when the queue's address or its region is not known
 */
export function queue(name: string, env: Environment) {
  const variable = `${name.replaceAll('-', '_').toUpperCase()}_QUEUE_URL`
  const QueueUrl = env[variable]
  if (!QueueUrl) throw new StartError(`${variable} is not set, so there is no way to the queue ${name}.`)
  const url = URL.parse(QueueUrl)
  if (url === null) throw new StartError(`${variable} is ${JSON.stringify(QueueUrl)}; it has to be the queue's URL.`)
  const region = env['AWS_REGION'] || regionOf(url)
  if (region === undefined)
    throw new StartError(`AWS_REGION is not set and ${variable} does not tell the region of the queue ${name}.`)
  const endpoint = env['AWS_ENDPOINT_URL_SQS']
  const sqs = new SQS({
    region,
    maxAttempts: 3,
    // A long poll takes 20 seconds.
    requestHandler: { connectionTimeout: 2000, requestTimeout: 25_000 },
    ...(endpoint && { endpoint }),
  })
  return {
    async send(body: string): Promise<void> {
      await sqs.sendMessage({ QueueUrl, MessageBody: body })
    },
    /** Waits up to `waitSeconds` (20 at most, SQS's long poll) for up to ten messages; aborting ends the wait with an AbortError. */
    async receive({
      waitSeconds = 20,
      signal,
    }: {
      waitSeconds?: number
      signal?: AbortSignal
    } = {}): Promise<readonly Message[]> {
      const wanted = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: waitSeconds }
      const { Messages = [] } = await sqs.receiveMessage(wanted, signal && { abortSignal: signal })
      return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '' }) => ({
        id: MessageId,
        receipt: ReceiptHandle,
        body: Body,
      }))
    },
    /** Until this, the queue will deliver the message again after its visibility timeout. */
    async delete({ receipt }: Message): Promise<void> {
      await sqs.deleteMessage({ QueueUrl, ReceiptHandle: receipt })
    },
    /** About how many messages wait, as SQS itself estimates. */
    async depth(): Promise<number> {
      const wanted = { QueueUrl, AttributeNames: ['ApproximateNumberOfMessages' as const] }
      const { Attributes } = await sqs.getQueueAttributes(wanted)
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0)
    },
  }
}
