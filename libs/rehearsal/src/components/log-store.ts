import path from 'node:path'
import { flags, freePort, local, type Runtime } from '../cluster/runtime.ts'

type LogRecord = Readonly<Record<string, string>>

export interface LogStore {
  /** The address at which it takes OTLP. */
  readonly address: string
  /** https://docs.victoriametrics.com/victorialogs/logsql/ */
  find(query: string): Promise<readonly LogRecord[]>
}

/** VictoriaLogs: streams are by what OTLP says of a resource. */
export async function startLogStore(runtime: Runtime): Promise<LogStore> {
  const port = await freePort()
  const args = flags({ storageDataPath: path.join(runtime.folder, 'log-store'), httpListenAddr: local(port) })
  await runtime.serve({ program: 'victoria-logs', args }, `http://${local(port)}/health`)
  return {
    address: `http://${local(port)}/insert/opentelemetry/v1/logs`,
    find: async (query) => {
      const body = new URLSearchParams({ query, limit: '10000' })
      const answer = await fetch(`http://${local(port)}/select/logsql/query`, { method: 'POST', body })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`VictoriaLogs refuses ${query}: ${text}`)
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as LogRecord)
    },
  }
}
