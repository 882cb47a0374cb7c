import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Cluster } from '@slipway/fleet'
import { fleet, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { mesh } from './mesh.ts'
import { tracing } from './tracing.ts'

const traced = (sample?: string): Cluster => ({
  ...prod,
  tracing: { address: 'http://tempo.traces.svc:4318', ...(sample === undefined ? {} : { sample }) },
})
const objects = (cluster: Cluster) => objectsOf(tracing, modelOf(cluster), fleet)
const configOf = (cluster: Cluster) => {
  const config = objects(cluster).find(({ kind }) => kind === 'ConfigMap') as
    | { data?: Record<string, string> }
    | undefined
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
    expect(service.pipelines.traces.processors).toEqual(['memory_limiter', 'tail_sampling', 'batch'])
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
})
