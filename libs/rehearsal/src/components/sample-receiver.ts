import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { flags, freePort, listenLocally, local, type Runtime } from '../cluster/runtime.ts'

/** One request of remote write. */
interface SentSamples {
  readonly path: string
  readonly authorization: string
}

interface SampleReceiver {
  readonly url: string
  readonly sent: readonly SentSamples[]
  /** Names of all series that arrived. */
  names(): Promise<readonly string[]>
  close(): void
}

const passed = ['content-type', 'content-encoding', 'x-prometheus-remote-write-version'] as const

/** Stands in for a workspace of Amazon's: notes who signs, and has another Prometheus read what was sent. */
export async function startSampleReceiver(runtime: Runtime, command: string): Promise<SampleReceiver> {
  const folder = path.join(runtime.folder, 'prometheus-receiver')
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'prometheus.yml')
  writeFileSync(file, '{}')
  const port = await freePort()
  const options = flags({
    'config.file': file,
    'storage.tsdb.path': path.join(folder, 'data'),
    'web.listen-address': local(port),
  })
  const args = [...options, '--web.enable-remote-write-receiver']
  await runtime.serve({ name: 'prometheus-receiver', command, args }, `http://${local(port)}/-/ready`)
  const sent: SentSamples[] = []
  const server = createServer((request, answer) => {
    sent.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '' })
    const headers = Object.fromEntries(passed.map((name) => [name, String(request.headers[name] ?? '')]))
    buffer(request)
      .then((body) => fetch(`http://${local(port)}/api/v1/write`, { method: 'POST', headers, body }))
      .then((taken) => answer.writeHead(taken.status).end())
      .catch(() => answer.writeHead(503).end())
  })
  return {
    url: `http://${local(await listenLocally(server))}`,
    sent,
    names: async () => {
      const answer = await fetch(`http://${local(port)}/api/v1/label/__name__/values`)
      return ((await answer.json()) as { data: readonly string[] }).data
    },
    close: () => void server.close(),
  }
}
