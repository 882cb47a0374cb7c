import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { mapDeep } from '@slipway/kube'
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

interface AlertGroup {
  readonly labels: Readonly<Record<string, string>>
  readonly receiver: { readonly name: string }
  readonly alerts: readonly { readonly status: { readonly mutedBy: readonly string[] } }[]
}

export interface Alertmanager {
  readonly port: number
  alerts(): Promise<readonly SentAlert[]>
  /** Names of hours by which alerts of this name are kept from a receiver now. */
  mutedBy(receiver: string, alert: string): Promise<readonly string[]>
  /** By exactly these labels. @returns its id */
  silence(labels: Readonly<Record<string, string>>): Promise<string>
  expire(silence: string): Promise<void>
  /** Goes on by another config, as the tree would have it. @throws in its words when it refuses that */
  reload(config: unknown): Promise<void>
}

/** The folder in which the operator mounts the Secret. */
const mounted = '/etc/alertmanager/secrets/'

/**
 * The tree's own, led to loopback: addresses, files of keys, and TLS to the relay. Routes, receivers and texts stay.
 */
const onLoopback = (config: unknown, receivers: AlertReceivers, secrets: string): unknown =>
  mapDeep(config, {
    text: (text) => (text.startsWith(mounted) ? path.join(secrets, path.basename(text)) : text),
    object: (own) => ({
      ...own,
      ...('smtp_smarthost' in own ? { smtp_smarthost: local(receivers.smtp), smtp_require_tls: false } : {}),
      ...('topic_arn' in own ? { api_url: `http://${local(receivers.sns)}` } : {}),
      ...('routing_key_file' in own ? { url: `http://${local(receivers.hooks.port)}/v2/enqueue` } : {}),
    }),
  })

/** The keys of the Secret: addresses on loopback, and routing keys that name their receiver. */
function keyFiles(config: unknown, { slack, hooks }: AlertReceivers): ReadonlyMap<string, string> {
  const keys = JSON.stringify(config ?? null).match(new RegExp(`"${mounted}[^"]+"`, 'g')) ?? []
  return new Map(
    keys
      .map((key) => path.basename(key.slice(1, -1)))
      .map((name) => [
        name,
        name.startsWith('pagerduty-')
          ? name
          : `http://${name === 'slack-url' ? `${local(slack)}/` : `${local(hooks.port)}/${name}`}`,
      ]),
  )
}

/** @param config as the tree has it @throws with its last words when it refuses that */
export async function startAlertmanager(
  runtime: Runtime,
  config: unknown,
  receivers: AlertReceivers,
): Promise<Alertmanager> {
  const folder = runtime.place('alertmanager')
  const file = path.join(folder, 'alertmanager.yml')
  const write = (next: unknown) => {
    for (const [name, key] of keyFiles(next, receivers)) writeFileSync(path.join(folder, name), key)
    writeFileSync(file, JSON.stringify(speedUpRoutes(onLoopback(next, receivers, folder)), null, 2))
  }
  write(config)
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
  await runtime.serve({ program: 'alertmanager', args, env }, `http://${local(port)}/-/ready`, 20)
  const api = async (at: string, init?: RequestInit): Promise<unknown> => {
    const answer = await fetch(`http://${local(port)}/api/v2/${at}`, init)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`Alertmanager refuses ${at}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  return {
    port,
    alerts: async () => (await api('alerts')) as readonly SentAlert[],
    mutedBy: async (receiver, alert) =>
      ((await api('alerts/groups')) as readonly AlertGroup[])
        .filter((group) => group.receiver.name === receiver && group.labels['alertname'] === alert)
        .flatMap((group) => group.alerts.flatMap(({ status }) => status.mutedBy)),
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
    reload: async (next) => {
      write(next)
      const answer = await fetch(`http://${local(port)}/-/reload`, { method: 'POST' })
      if (!answer.ok) throw new Error(`Alertmanager does not take it: ${await answer.text()}`)
    },
    expire: async (silence) => void (await api(`silence/${silence}`, { method: 'DELETE' })),
  }
}
