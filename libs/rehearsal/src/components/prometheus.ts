import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startRequestSource, type RequestSource } from '../request-source.ts'
import { answersHttp, freePort, type Runtime } from '../runtime.ts'

export interface Prometheus {
  readonly port: number
  /** What it scrapes: requests that a scenario makes up. */
  readonly source: RequestSource
}

/** Prometheus, which scrapes one source every second: what 15 s windows see in a real cluster, half-second windows see here. */
export async function startPrometheus(runtime: Runtime, command: string): Promise<Prometheus> {
  const folder = path.join(runtime.folder, 'prometheus')
  mkdirSync(folder, { recursive: true })
  const source = await startRequestSource()
  const port = await freePort()
  writeFileSync(path.join(folder, 'prometheus.yml'), JSON.stringify({
    global: { scrape_interval: '500ms', scrape_timeout: '400ms', evaluation_interval: '1s' },
    scrape_configs: [{ job_name: 'requests', honor_labels: true, static_configs: [{ targets: [`127.0.0.1:${source.port}`] }] }],
  }))
  const running = runtime.start({
    name: 'prometheus', command,
    args: [
      `--config.file=${path.join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${path.join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
  })
  await runtime.ready(running, () => answersHttp(`http://127.0.0.1:${port}/-/ready`))
  return { port, source }
}
