import type { IncomingMessage } from 'node:http'
import type { Kind, KubeEvent, KubeRequest, Live } from './kube-object.ts'

interface Watched {
  readonly kind: Kind
  readonly list: () => Promise<string>
  readonly ask: (request: KubeRequest) => Promise<unknown>
  readonly send: (request: KubeRequest, signal?: AbortSignal) => Promise<IncomingMessage>
}

const keyOf = ({ metadata }: Live) => `${metadata.namespace ?? ''}/${metadata.name}`

/** Lists and watches a kind for ever; reports differences from what it reported before. */
export async function watchForever(
  { kind, list, ask, send }: Watched,
  tell: (event: KubeEvent) => void,
  stop: AbortSignal,
): Promise<void> {
  const known = new Map<string, Live>()
  const note = (event: KubeEvent) => {
    if (event.type === 'DELETED') known.delete(keyOf(event.object))
    else known.set(keyOf(event.object), event.object)
    tell(event)
  }
  const follow = async () => {
    const path = await list()
    const listed = (await ask({ method: 'GET', path })) as { metadata: { resourceVersion: string }; items: Live[] }
    const there = new Set(listed.items.map(keyOf))
    for (const [key, object] of [...known]) if (!there.has(key)) note({ type: 'DELETED', object })
    for (const item of listed.items) {
      const before = known.get(keyOf(item))
      if (before?.metadata.resourceVersion === item.metadata.resourceVersion) continue
      const object = { ...item, apiVersion: kind.apiVersion, kind: kind.kind }
      note({ type: before === undefined ? 'ADDED' : 'MODIFIED', object })
    }
    const query = `${path.includes('?') ? '&' : '?'}watch=1&resourceVersion=${listed.metadata.resourceVersion}`
    const answer = await send({ method: 'GET', path: `${path}${query}` }, stop)
    let rest = ''
    answer.setEncoding('utf8')
    for await (const chunk of answer) {
      const lines = (rest + String(chunk)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const event = JSON.parse(line) as Omit<KubeEvent, 'type'> & { type: KubeEvent['type'] | 'ERROR' | 'BOOKMARK' }
        if (event.type === 'ERROR') return
        if (event.type !== 'BOOKMARK') note({ type: event.type, object: event.object })
      }
    }
  }
  while (!stop.aborted) {
    await follow().catch(() => undefined)
    if (!stop.aborted) await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
