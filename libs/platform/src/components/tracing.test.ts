import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Cluster } from '@slipway/fleet'
import { fleet, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { grafanaTraces } from '../signals/grafana-traces.ts'
import { mesh } from './mesh.ts'
import { tracing } from './tracing.ts'

const traced = (sample?: string): Cluster => ({
  ...prod,
  tracing: { address: 'http://tempo.traces.svc:4318', ...(sample === undefined ? {} : { sample }) },
})
const objects = (cluster: Cluster) => objectsOf(tracing, modelOf(cluster), fleet)
const policyOf = (cluster: Cluster) =>
  objects(cluster).find(({ kind }) => kind === 'NetworkPolicy')?.spec as {
    egress: { ports: { port: number }[]; to?: unknown[] }[]
  }
const configOf = (cluster: Cluster) => {
  const config = objects(cluster).find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'trace-collector',
  ) as { data?: Record<string, string> } | undefined
  return parse(config?.data?.['collector.yaml'] ?? '') as {
    processors: { tail_sampling: { policies: { name: string; probabilistic?: { sampling_percentage: number } }[] } }
    service: { pipelines: { traces: { processors: string[]; exporters: string[] } } }
    exporters: Record<string, { endpoint: string }>
  }
}

describe('traces', () => {
  it('go nowhere by themselves', () => {
    expect(objects(prod)).toEqual([])
    expect(JSON.stringify(objectsOf(mesh, modelOf(prod), fleet))).not.toContain('providers":[{"name":"traces')
  })

  it('are judged whole, by one pod: those with errors are kept, and a share of the others', () => {
    const { processors, service, exporters } = configOf(traced('0.5%'))
    const share = processors.tail_sampling.policies.find(({ name }) => name === 'share')
    expect(share?.probabilistic?.sampling_percentage).toBe(0.5)
    expect(service.pipelines.traces.processors).toEqual([
      'memory_limiter',
      'tail_sampling',
      'transform/redact',
      'batch',
    ])
    expect(service.pipelines.traces.exporters.map((name) => exporters[name]?.endpoint)).toEqual([
      'http://tempo.traces.svc:4318',
    ])
    const deployment = objects(traced()).find(({ kind }) => kind === 'Deployment')
    expect(deployment?.spec).toMatchObject({ replicas: 1 })
  })

  it('of every request are told by the proxies, as the collector judges', () => {
    const telemetry = objectsOf(mesh, modelOf(traced()), fleet).find(({ kind }) => kind === 'Telemetry')
    expect(telemetry?.spec).toMatchObject({
      tracing: [{ providers: [{ name: 'traces' }], randomSamplingPercentage: 100 }],
    })
  })

  it('reach the collector at both ports of OTLP, and leave it for the store alone', () => {
    const policy = objects(traced()).find(({ kind }) => kind === 'NetworkPolicy')?.spec as {
      ingress: { ports: { port: number }[] }[]
      egress: { ports: { port: number }[] }[]
    }
    expect(policy.ingress.at(-1)?.ports.map(({ port }) => port)).toEqual([4317, 4318])
    expect(policy.egress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([53, 53, 443, 4318])
  })

  it('are signed by the identity of the collector where AWS keeps them, which the agent of its machine tells it', () => {
    const xray = { ...prod, tracing: { to: 'xray' } } as const
    expect(configOf(xray)).toMatchObject({
      exporters: { awsxray: { region: 'eu-west-1', local_mode: true } },
      service: { pipelines: { traces: { exporters: ['awsxray'] } } },
    })
    const { egress } = policyOf(xray)
    expect(egress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([53, 53, 443, 80])
    expect(egress.at(-1)).toMatchObject({ to: [{ ipBlock: { cidr: '169.254.170.23/32' } }] })
    expect(JSON.stringify(policyOf(traced()))).not.toContain('169.254')
  })
})

describe("the cluster's own Jaeger", () => {
  const own = { ...prod, tracing: { to: 'jaeger' } } as const
  const named = (kind: string) => objects(own).filter((one) => one.kind === kind && one.metadata.name === 'jaeger')

  it('is there where the cluster says so, on a volume of one pod', () => {
    expect(objects(traced()).some(({ metadata }) => metadata.name === 'jaeger')).toBe(false)
    expect(named('PersistentVolumeClaim')).toHaveLength(1)
    expect(named('Deployment')[0]?.spec).toMatchObject({
      replicas: 1,
      strategy: { type: 'Recreate' },
      template: {
        spec: {
          volumes: expect.arrayContaining([
            { name: 'traces', persistentVolumeClaim: { claimName: 'jaeger' } },
          ]) as unknown,
        },
      },
    })
    expect(configOf(own).exporters).toMatchObject({ otlphttp: { endpoint: 'http://jaeger.monitoring.svc:4318' } })
  })

  it('keeps traces for a week, writes as the user of its volume, and tells nobody of its own questions', () => {
    const [pods] = named('Deployment')
    expect(pods?.spec).toMatchObject({ template: { spec: { securityContext: { fsGroup: 10_001 } } } })
    const [map] = named('ConfigMap') as unknown as readonly { readonly data: Readonly<Record<string, string>> }[]
    expect((parse(map?.data['collector.yaml'] ?? '') as { extensions: object }).extensions).toMatchObject({
      jaeger_storage: { backends: { badger: { badger: { ephemeral: false, ttl: { spans: '168h' } } } } },
      jaeger_query: { enable_tracing: false },
    })
  })

  it('knows nobody, so its collector and Grafana alone reach it, and it reaches nobody', () => {
    const { ingress, egress } = named('NetworkPolicy')[0]?.spec as { ingress: unknown[]; egress: unknown[] }
    const from = (namespace: string, name: string) => [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
      },
    ]
    expect(ingress.slice(1)).toEqual([
      { from: from('istio-system', 'trace-collector'), ports: [{ port: 4318, protocol: 'TCP' }] },
      { from: from('monitoring', 'grafana'), ports: [{ port: 16_686, protocol: 'TCP' }] },
    ])
    expect(egress).toEqual([])
  })

  it('answers on the loopback of its pod, by which a port-forward comes', () => {
    const { data } = named('ConfigMap')[0] as unknown as { data: Readonly<Record<string, string>> }
    expect(Object.values(data).join('')).toContain('endpoint: "0.0.0.0:16686"')
  })

  it('is asked by Grafana, where there is one', () => {
    expect(grafanaTraces(own)).toMatchObject({
      additionalDataSources: [{ uid: 'jaeger', url: 'http://jaeger.monitoring.svc:16686' }],
    })
    expect(grafanaTraces(traced())).toEqual({})
  })
})
