import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { isFields, mapDeep } from '@slipway/kube'
import { logState, podLogs } from '@slipway/platform'
import { flags, freePorts, local, type Running, type Runtime } from '../cluster/runtime.ts'

interface CollectorPlaces {
  /** The folder in place of a node's `/var/log/pods`. */
  readonly logs: string
  readonly kubeconfig: string
  /** The address at which its store takes OTLP. */
  readonly store: string
}

interface Here extends CollectorPlaces {
  readonly state: string
  readonly health: number
  readonly metrics: number
}

/** The tree's own, led to this machine: places, ports, the store's address; one collector has the pods of all nodes. */
export const collectorHere = (config: unknown, here: Here): unknown =>
  mapDeep(config, {
    text: (text) => text.replaceAll(podLogs, here.logs).replaceAll(logState, here.state),
    object: (own) => {
      if ('auth_type' in own) return { ...own, auth_type: 'kubeConfig', filter: {} }
      if ('logs_endpoint' in own) return { ...own, logs_endpoint: here.store }
      if ('prometheus' in own) return { prometheus: { host: '127.0.0.1', port: here.metrics } }
      return 'health_check' in own && isFields(own['health_check'])
        ? { ...own, health_check: { endpoint: local(here.health) } }
        : own
    },
  })

interface CollectorStart {
  readonly program: 'collector' | 'jaeger'
  readonly name?: string
  readonly env: Readonly<Record<string, string>>
  /** The port of its health check. */
  readonly health: number
}

/** @param config already led to this machine @throws with its last words when it refuses that */
export async function runCollector(
  runtime: Runtime,
  { program, name = program, env, health }: CollectorStart,
  config: unknown,
): Promise<Running> {
  const file = path.join(runtime.place(name), 'collector.yaml')
  writeFileSync(file, JSON.stringify(config, null, 2))
  return runtime.serve({ program, name, args: flags({ config: file }), env }, `http://${local(health)}/`)
}

/** @param config the tree's, of logs @throws with the collector's last words when it refuses that */
export async function startCollector(runtime: Runtime, config: unknown, places: CollectorPlaces): Promise<void> {
  const program = 'collector'
  const [health = 0, metrics = 0] = await freePorts(2)
  const here = { ...places, state: path.join(runtime.folder, program, 'state'), health, metrics }
  const env = {
    LOG_STORE_AUTHORIZATION: 'Basic rehearsal',
    NODE_NAME: 'rehearsal',
    POD_IP: '127.0.0.1',
    KUBECONFIG: places.kubeconfig,
  }
  await runCollector(runtime, { program, env, health }, collectorHere(config, here))
}
