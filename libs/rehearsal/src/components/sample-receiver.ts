import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fakeService } from '../cluster/fake-service.ts'
import { flags, freePort, local, type Runtime } from '../cluster/runtime.ts'

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
export async function startSampleReceiver(runtime: Runtime): Promise<SampleReceiver> {
  const name = 'prometheus-receiver'
  const folder = runtime.place(name)
  const file = path.join(folder, 'prometheus.yml')
  writeFileSync(file, '{}')
  const port = await freePort()
  const options = flags({
    'config.file': file,
    'storage.tsdb.path': path.join(folder, 'data'),
    'web.listen-address': local(port),
  })
  const args = [...options, '--web.enable-remote-write-receiver']
  await runtime.serve({ program: 'prometheus', name, args }, `http://${local(port)}/-/ready`)
  const sent: SentSamples[] = []
  const service = await fakeService(async (body, asked) => {
    sent.push({ path: asked.url ?? '', authorization: asked.headers.authorization ?? '' })
    const headers = Object.fromEntries(passed.map((name) => [name, String(asked.headers[name] ?? '')]))
    const taken = fetch(`http://${local(port)}/api/v1/write`, { method: 'POST', headers, body })
    // Prometheus sends again what gets 503, and drops what gets 400.
    const status = await taken.then((got) => got.status).catch(() => 503)
    return { status, text: '' }
  })
  return {
    url: `http://${local(service.port)}`,
    sent,
    names: async () => {
      const answer = await fetch(`http://${local(port)}/api/v1/label/__name__/values`)
      return ((await answer.json()) as { data: readonly string[] }).data
    },
    close: service.close,
  }
}
