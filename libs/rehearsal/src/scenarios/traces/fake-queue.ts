import { createHash } from 'node:crypto'
import { fakeService } from '../../cluster/fake-service.ts'

/** SQS that takes every message and keeps none; its clients check the sum. */
export const fakeQueue = () =>
  fakeService((body) => {
    const { MessageBody = '' } = JSON.parse(body.toString('utf8') || '{}') as { MessageBody?: string }
    const sum = createHash('md5').update(MessageBody).digest('hex')
    const text = JSON.stringify({ MessageId: sum, MD5OfMessageBody: sum })
    return { type: 'application/x-amz-json-1.0', text }
  })
