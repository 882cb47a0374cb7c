import { SQS } from '@aws-sdk/client-sqs'
import { StartError, type Environment } from './settings.ts'

export interface Message {
  readonly id: string
  /** The handle for `delete`; new with each delivery. */
  readonly receipt: string
  readonly body: string
}

/**
 * `orders` is found at `ORDERS_QUEUE_URL`; credentials come the SDK's usual way; AWS_ENDPOINT_URL_SQS redirects. An
 * entry point of its own, so that other services carry no SDK: an app that imports it names @aws-sdk/client-sqs itself.
 * @throws StartError
 */
export function queue(name: string, env: Environment) {
  const variable = `${name.replaceAll('-', '_').toUpperCase()}_QUEUE_URL`
  const QueueUrl = env[variable]
  if (!QueueUrl) throw new StartError(`${variable} is not set, so there is no way to the queue ${name}.`)
  const host = URL.parse(QueueUrl)?.hostname
  if (host === undefined)
    throw new StartError(`${variable} is ${JSON.stringify(QueueUrl)}; it has to be the queue's URL.`)
  // In China with `.cn` behind.
  const region = env['AWS_REGION'] || /^sqs\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(host)?.[1]
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
    /** Waits up to `waitSeconds` (SQS allows 20) for up to ten messages; aborting ends the wait with an AbortError. */
    async receive({ waitSeconds = 20, signal }: { waitSeconds?: number; signal?: AbortSignal } = {}) {
      const { Messages = [] } = await sqs.receiveMessage(
        { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: waitSeconds },
        signal && { abortSignal: signal },
      )
      return Messages.map(
        ({ MessageId = '', ReceiptHandle = '', Body = '' }): Message => ({
          id: MessageId,
          receipt: ReceiptHandle,
          body: Body,
        }),
      )
    },
    /** Without it the queue delivers the message again after its visibility timeout. */
    async delete({ receipt }: Message): Promise<void> {
      await sqs.deleteMessage({ QueueUrl, ReceiptHandle: receipt })
    },
    /** About how many messages wait, as SQS itself estimates. */
    async depth(): Promise<number> {
      const { Attributes } = await sqs.getQueueAttributes({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages'],
      })
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0)
    },
  }
}
