import type { Component } from './component.ts'
import { PeerAuthentication, Telemetry } from './kinds.ts'

/** Istio's root namespace: without a selector, the whole mesh is meant. */
export const meshNamespace = 'istio-system'
const metadata = { name: 'default', namespace: meshNamespace }

/**
 * mTLS always, failures logged (as JSON, addons/istio.ts). Each team's default deny is in libs/manifests. Traces go
 * nowhere until the mesh names a collector.
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
      // Quiet clusters have little traffic.
      tracing: [{ randomSamplingPercentage: cluster.quiet ? 100 : 1 }],
    },
  })
}
