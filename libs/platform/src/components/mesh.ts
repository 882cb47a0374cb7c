import { tracingOf } from '@slipway/fleet'
import { tracesProvider } from '../signals/trace-config.ts'
import type { Component } from './component.ts'
import { PeerAuthentication, Telemetry } from './kinds.ts'

/** Istio's root namespace: without a selector, the whole mesh is meant. */
export const meshNamespace = 'istio-system'
const metadata = { name: 'default', namespace: meshNamespace }

/**
 * mTLS always, failures logged (as JSON, addons/istio.ts). Each team's default deny is in libs/manifests. Traces
 * go nowhere without `tracing` in the cluster's file.
 */
export const mesh: Component = (chart, { cluster }) => {
  new PeerAuthentication(chart, 'mtls', {
    metadata,
    spec: { mtls: { mode: 'STRICT' } },
  })
  new Telemetry(chart, 'telemetry', {
    metadata,
    spec: {
      // 0: no answer, since the client or the connection was gone.
      accessLogging: [
        { providers: [{ name: 'envoy' }], filter: { expression: 'response.code >= 500 || response.code == 0' } },
      ],
      // With a collector it judges whole traces; without one the share decides which headers say `sampled`, and nothing
      // is sent.
      tracing: [
        tracingOf(cluster) === undefined
          ? { randomSamplingPercentage: cluster.quiet ? 100 : 1 }
          : { providers: [{ name: tracesProvider }], randomSamplingPercentage: 100 },
      ],
    },
  })
}
