import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listenLocally } from '../../cluster/runtime.ts'

/** SQS that takes every message and keeps none; its clients check the sum. */
export async function fakeQueue(): Promise<{ readonly port: number; close(): void }> {
  const server = createServer((asked, answer) => {
    void buffer(asked).then(
      (body) => {
        const { MessageBody = '' } = JSON.parse(body.toString('utf8') || '{}') as { MessageBody?: string }
        const sum = createHash('md5').update(MessageBody).digest('hex')
        answer
          .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
          .end(JSON.stringify({ MessageId: sum, MD5OfMessageBody: sum }))
      },
      () => answer.destroy(),
    )
  })
  return { port: await listenLocally(server), close: () => void server.close() }
}
