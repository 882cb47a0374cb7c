import type { IAnalysisTemplate } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1'
import type { IScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1'
import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1'
import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '@slipway/core'
import { errorRatio, ownContainer, ownPods, p95, requestRate, seenByCallers, seenByPods } from './promql.ts'
import { canary, everySample, exposed, objects, sample, type Given } from '../../test/sample.ts'

/** Where the PromQL parser finds no sense; empty for a sound expression. */
function faults(expression: string): readonly string[] {
  const found: string[] = []
  parser.parse(expression).iterate({
    enter: (node) =>
      void (node.type.isError && found.push(expression.slice(Math.max(0, node.from - 10), node.to + 10))),
  })
  return found
}

function expressionsOf(object: KubeObject): readonly string[] {
  switch (object.kind) {
    case 'PrometheusRule':
      return ((object as unknown as IPrometheusRule).spec.groups ?? []).flatMap((g) =>
        (g.rules ?? []).map((r) => String(r.expr)),
      )
    case 'AnalysisTemplate':
      return ((object as unknown as IAnalysisTemplate).spec.metrics ?? []).flatMap(
        (m) => m.provider.prometheus?.query ?? [],
      )
    case 'ScaledObject':
      return (object as unknown as IScaledObject).spec.triggers.flatMap((t) => t.metadata['query'] ?? [])
    default:
      return []
  }
}

describe('every expression that is rendered', () => {
  it('the parser tells a broken one', () => {
    expect(faults('sum(rate(x[5m])')).not.toEqual([])
    expect(faults('sum(rate(x{a="b"}[5m])) or vector(0)')).toEqual([])
  })

  it.each(everySample())('%s: is PromQL', (_, app) => {
    const all = objects(app).flatMap(expressionsOf)
    expect(all.length).toBeGreaterThan(0)
    expect(all.flatMap(faults)).toEqual([])
  })

  it.each(everySample())('%s: asks for its own namespace and app only', (_, app) => {
    for (const text of objects(app)
      .flatMap(expressionsOf)
      .filter((e) => e !== 'sum(carts_open)')) {
      for (const [selector] of text.matchAll(/\{[^}]*\}/g)) {
        expect(selector).toMatch(/namespace="shop"|team="shop"/)
        expect(selector).toMatch(
          /(pod|job_name|cronjob|app|name|scaledObject|persistentvolumeclaim|destination_workload|destination_service_name)=~?"[^"]*\bweb\b/,
        )
      }
    }
  })
})

describe('pods by name', () => {
  const podsOf = (given: Given) => new RegExp(`^(?:${/pod=~"([^"]+)"/.exec(ownPods(sample(given)))?.[1]})$`)
  it.each<[string, Given, string, string[]]>([
    [
      'Deployment',
      { kind: 'http' },
      'web-6d4f9c7b58-x2k7q',
      ['web-0', 'web-api-6d4f9c7b58-x2k7q', 'web-agent-x2k7q', 'my-web-6d4f9c7b58-x2k7q'],
    ],
    [
      'Rollout',
      { kind: 'http', release: canary },
      'web-6d4f9c7b58-x2k7q',
      ['web-api-6d4f9c7b58-x2k7q', 'web-agent-x2k7q'],
    ],
    ['StatefulSet', { kind: 'stateful' }, 'web-12', ['web-api-0', 'web-6d4f9c7b58-x2k7q']],
    ['DaemonSet', { kind: 'daemon' }, 'web-x2k7q', ['web-api-x2k7q', 'web-agent', 'web-6d4f9c7b58-x2k7q']],
    ['CronJob', { kind: 'cron' }, 'web-29384760-x2k7q', ['web-6d4f9c7b58-x2k7q', 'web-eu-29384760-x2k7q']],
  ])('%s: its own and not those of apps whose names begin alike', (_, given, own, others) => {
    expect(own).toMatch(podsOf(given))
    for (const other of others) expect(other).not.toMatch(podsOf(given))
  })

  it('the container is the app itself, not the sidecar', () => {
    expect(ownContainer(sample({ kind: 'http' }))).toBe(`${ownPods(sample({ kind: 'http' }))},container="app"`)
  })
})

describe('queries', () => {
  it.each([
    [
      'callers',
      seenByCallers(sample({ kind: 'http' }), 'web-canary'),
      'reporter="source",destination_service_namespace="shop",destination_service_name="web-canary",namespace="shop"',
    ],
    [
      'callers, several Services and people',
      seenByCallers(sample({ kind: 'http', expose: exposed }), '~web(-stable)?'),
      'reporter="source",destination_service_namespace="shop",destination_service_name=~"web(-stable)?",namespace=~"istio-ingress|shop"',
    ],
    [
      'pods',
      seenByPods(sample({ kind: 'http' })),
      'reporter="destination",destination_workload_namespace="shop",destination_workload="web",namespace="shop"',
    ],
  ])('requests as %s saw them', (_, selector, expected) => {
    expect(selector).toBe(expected)
  })

  it('the share of failures is made of failures, is 0 without them, and is not there without requests (A14)', () => {
    expect(errorRatio('a="b"', '5m', 'http')).toBe(
      '(sum(rate(istio_requests_total{a="b",response_code=~"5.."}[5m])) or vector(0)) / (sum(rate(istio_requests_total{a="b"}[5m])) > 0)',
    )
  })

  it('of gRPC, whose failures are 200 to HTTP, counts the faults of the server, too, each request once', () => {
    const failed = 'sum(rate(istio_requests_total{a="b",response_code=~"5.."}[5m])) or vector(0)'
    const faults =
      'sum(rate(istio_requests_total{a="b",response_code!~"5..",grpc_response_status=~"2|4|12|13|14|15"}[5m])) or vector(0)'
    expect(errorRatio('a="b"', '5m', 'grpc')).toBe(
      `((${failed}) + (${faults})) / (sum(rate(istio_requests_total{a="b"}[5m])) > 0)`,
    )
  })

  it('rates and quantiles', () => {
    expect(requestRate('a="b"', '2m')).toBe('sum(rate(istio_requests_total{a="b"}[2m]))')
    expect(p95('a="b"', '2m')).toBe(
      'histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{a="b"}[2m])))',
    )
  })
})
