import { fakeService, type FakeService } from '../cluster/fake-service.ts'

/** A fake SQS for KEDA: GetQueueAttributes with made-up lengths. */
export interface QueueSource extends FakeService {
  set(url: string, messages: number): void
}

export async function startQueueSource(): Promise<QueueSource> {
  const queues = new Map<string, number>()
  const service = await fakeService((body) => {
    const { QueueUrl = '' } = JSON.parse(body.toString('utf8') || '{}') as { QueueUrl?: string }
    const messages = queues.get(QueueUrl)
    const say = (status: number, said: object) => ({
      status,
      type: 'application/x-amz-json-1.0',
      text: JSON.stringify(said),
    })
    return messages === undefined
      ? say(400, { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'The specified queue does not exist.' })
      : say(200, {
          Attributes: {
            ApproximateNumberOfMessages: String(messages),
            ApproximateNumberOfMessagesNotVisible: '0',
            ApproximateNumberOfMessagesDelayed: '0',
          },
        })
  })
  return { ...service, set: (url, messages) => void queues.set(url, messages) }
}
