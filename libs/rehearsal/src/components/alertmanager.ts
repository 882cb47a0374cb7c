import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { flags, freePort, local, type Runtime } from '../cluster/runtime.ts'
import { speedUpRoutes } from '../pace/speed-up-alerts.ts'
import type { AlertReceivers } from './alert-receivers.ts'

/** https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
export interface SentAlert {
  readonly fingerprint: string
  readonly labels: Readonly<Record<string, string>>
  readonly status: {
    readonly state: 'unprocessed' | 'active' | 'suppressed'
    readonly inhibitedBy: readonly string[]
    readonly silencedBy: readonly string[]
  }
}

export interface Alertmanager {
  readonly port: number
  alerts(): Promise<readonly SentAlert[]>
  /** By exactly these labels. @returns its id */
  silence(labels: Readonly<Record<string, string>>): Promise<string>
  expire(silence: string): Promise<void>
}

type Config = Readonly<Record<string, unknown>>
const isConfig = (value: unknown): value is Config =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where the operator mounts the Secret. */
const mounted = '/etc/alertmanager/secrets/'

/** The tree's own, led to loopback: addresses, files of keys, and TLS to the relay. Routes, receivers and texts stay. */
function onLoopback(config: unknown, ports: Pick<AlertReceivers, 'smtp' | 'sns'>, secrets: string): unknown {
  if (Array.isArray(config)) return config.map((each) => onLoopback(each, ports, secrets))
  if (typeof config === 'string') return config.startsWith(mounted) ? path.join(secrets, path.basename(config)) : config
  if (!isConfig(config)) return config
  const own = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, onLoopback(value, ports, secrets)]))
  return {
    ...own,
    ...('smtp_smarthost' in own ? { smtp_smarthost: local(ports.smtp), smtp_require_tls: false } : {}),
    ...('topic_arn' in own ? { api_url: `http://${local(ports.sns)}` } : {}),
  }
}

/** @param config as the tree has it @throws with its last words when it refuses that */
export async function startAlertmanager(
  runtime: Runtime,
  command: string,
  config: unknown,
  receivers: AlertReceivers,
): Promise<Alertmanager> {
  const folder = path.join(runtime.folder, 'alertmanager')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'slack-url'), `http://${local(receivers.slack)}/`)
  const file = path.join(folder, 'alertmanager.yml')
  writeFileSync(file, JSON.stringify(speedUpRoutes(onLoopback(config, receivers, folder)), null, 2))
  const port = await freePort()
  const args = flags({
    'config.file': file,
    'storage.path': path.join(folder, 'data'),
    'web.listen-address': local(port),
    'cluster.listen-address': '',
    'dispatch.maintenance-interval': '1s',
  })
  // SNS wants a signature, which nobody reads here.
  const env = { AWS_ACCESS_KEY_ID: 'rehearsal', AWS_SECRET_ACCESS_KEY: 'rehearsal' }
  await runtime.serve({ name: 'alertmanager', command, args, env }, `http://${local(port)}/-/ready`, 20)
  const api = async (at: string, init?: RequestInit): Promise<unknown> => {
    const answer = await fetch(`http://${local(port)}/api/v2/${at}`, init)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`Alertmanager refuses ${at}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  return {
    port,
    alerts: async () => (await api('alerts')) as readonly SentAlert[],
    silence: async (labels) => {
      const body = JSON.stringify({
        matchers: Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true })),
        startsAt: new Date().toISOString(),
        endsAt: new Date(Date.now() + 600_000).toISOString(),
        createdBy: 'rehearsal',
        comment: 'we know',
      })
      const { silenceID } = (await api('silences', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })) as {
        silenceID: string
      }
      return silenceID
    },
    expire: async (silence) => void (await api(`silence/${silence}`, { method: 'DELETE' })),
  }
}
