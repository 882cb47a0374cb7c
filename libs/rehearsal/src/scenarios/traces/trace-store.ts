import { fields, isFields, mapDeep } from '@slipway/kube'
import { jaegerData, jaegerPort } from '@slipway/platform'
import { freePorts, local, type Running } from '../../cluster/runtime.ts'
import { runCollector } from '../../components/collector.ts'
import { namespaceNamed, NoneFits, objectAt, objectsIn, seen, type Files, type TestContext } from '../shared/kit.ts'
import { collectorConfig } from '../logs/collector-config.ts'
import { addressOf } from '../mesh/sidecars.ts'
import type { StoredTrace } from './trace-shape.ts'

type Named = 'trace-collector' | 'jaeger'

interface Here {
  readonly health: number
  readonly metrics: number
  readonly grpc: number
  readonly data: string
}

/** The tree's own, led to this machine: where it tells of itself, and where its data are. */
function configHere(config: unknown, here: Here): unknown {
  const at = (port: number) => ({ endpoint: local(port) })
  return mapDeep(config, {
    text: (text) => (text.startsWith(`${jaegerData}/`) ? here.data + text.slice(jaegerData.length) : text),
    object: (own) =>
      'prometheus' in own
        ? { prometheus: { host: '127.0.0.1', port: here.metrics } }
        : {
            ...own,
            ...('health_check' in own && isFields(own['health_check']) ? { health_check: at(here.health) } : {}),
            ...('use_v2' in own ? { http: { ...fields(own['http']), ...at(here.health) } } : {}),
            ...('storage' in own && 'grpc' in own ? { grpc: at(here.grpc) } : {}),
          },
  })
}

/** A pod of one of the tree's Deployments of the platform, with its Service; its process is a program of ours. */
async function placePod(test: TestContext, files: Files, name: Named): Promise<string> {
  const folder = `clusters/${test.cluster.name}/platform/tracing/`
  const deployment = objectAt(files, `${folder}deployment-${name}.yaml`)
  const namespace = deployment?.metadata.namespace
  const { metadata, spec } = deployment?.spec?.template ?? {}
  if (namespace === undefined || spec === undefined) throw new NoneFits(`${test.cluster.name} has no ${name}`)
  await test.kube.apply(namespaceNamed(namespace))
  for (const object of objectsIn(files.get(`${folder}service-${name}.yaml`) ?? '')) await test.kube.apply(object)
  const containers = (spec.containers ?? []).map(({ name: container }) => ({ name: container, image: 'none' }))
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }) },
    spec: { containers },
  }
  await test.until(`a pod of ${name}`, async () => seen(await test.kube.apply(pod)), 30)
  return addressOf(test, { namespace, name })
}

/** Starts what the tree runs, by the tree's own configuration, at the address of its pod. */
async function startPod(test: TestContext, files: Files, name: Named, change: (config: unknown) => unknown) {
  const address = await placePod(test, files, name)
  const data = test.runtime.place(name, 'data')
  const [health = 0, metrics = 0, grpc = 0] = await freePorts(3)
  const config = configHere(collectorConfig(files, test.cluster.name, name), { health, metrics, grpc, data })
  const program = name === 'jaeger' ? 'jaeger' : 'collector'
  const start = { name, program, env: { POD_IP: address, NODE_NAME: 'rehearsal' }, health } as const
  return { address, running: await runCollector(test.runtime, start, change(config)) }
}

export interface TraceStore {
  /** Traces of a service, the newest first. */
  find(service: string): Promise<readonly StoredTrace[]>
  /** As if a node with the trace store and the collector were lost. */
  away(): Promise<void>
}

const most = 1500

/** The tree's own collector of traces, and the tree's own Jaeger behind it. */
export async function startTraceStore(test: TestContext, files: Files): Promise<TraceStore> {
  const jaeger = await startPod(test, files, 'jaeger', (config) => config)
  // There is no name server here: the address of its Service's only pod.
  const led = (config: unknown) => {
    const { exporters, ...rest } = fields(config)
    const { otlphttp } = fields(exporters)
    const { endpoint } = fields(otlphttp)
    const { port } = new URL(String(endpoint))
    return {
      ...rest,
      exporters: { otlphttp: { ...fields(otlphttp), endpoint: `http://${jaeger.address}:${port}` } },
    }
  }
  const collector = await startPod(test, files, 'trace-collector', led)
  const both: readonly Running[] = [collector.running, jaeger.running]
  return {
    find: async (service) => {
      const asked = new URLSearchParams({ service, limit: String(most), lookback: '1h' })
      const answer = await fetch(`http://${jaeger.address}:${jaegerPort}/api/traces?${asked.toString()}`)
      const { data: found } = (await answer.json()) as { data: readonly StoredTrace[] | null }
      return found ?? []
    },
    away: async () => void (await Promise.all(both.map((one) => one.stop()))),
  }
}
