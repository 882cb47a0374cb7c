import { createServer } from 'node:http'
import { listenLocally } from '../cluster/runtime.ts'

/** A fake SQS for KEDA: GetQueueAttributes with made-up lengths. */
export interface QueueSource {
  readonly port: number
  set(url: string, messages: number): void
  close(): void
}

export async function startQueueSource(): Promise<QueueSource> {
  const queues = new Map<string, number>()
  const server = createServer((asked, answer) => {
    let text = ''
    asked
      .setEncoding('utf8')
      .on('data', (chunk: string) => {
        text += chunk
      })
      .on('end', () => {
        const messages = queues.get((JSON.parse(text === '' ? '{}' : text) as { QueueUrl?: string }).QueueUrl ?? '')
        const say = (status: number, body: unknown) =>
          answer.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body))
        if (messages === undefined)
          say(400, { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'The specified queue does not exist.' })
        else {
          say(200, {
            Attributes: {
              ApproximateNumberOfMessages: String(messages),
              ApproximateNumberOfMessagesNotVisible: '0',
              ApproximateNumberOfMessagesDelayed: '0',
            },
          })
        }
      })
  })
  return {
    port: await listenLocally(server),
    set: (url, messages) => void queues.set(url, messages),
    close: () => void server.close(),
  }
}
