import type { Component } from './component.ts'
import { PeerAuthentication, Telemetry } from './kinds.ts'

/** Istio's root namespace: what is said there without a selector is said to the whole mesh. */
export const meshNamespace = 'istio-system'
const metadata = { name: 'default', namespace: meshNamespace }

/**
 * For every proxy: mTLS always, and failures are logged (as JSON, addons/istio.ts). Who may speak to whom is each team's default deny
 * (libs/manifests). Traces go nowhere until the mesh names a collector.
 */
export const mesh: Component = (chart, { cluster }) => {
  new PeerAuthentication(chart, 'mtls', {
    metadata,
    spec: { mtls: { mode: 'STRICT' } },
  })
  new Telemetry(chart, 'telemetry', {
    metadata,
    spec: {
      // 0: the client went away or the connection broke before there was an answer.
      accessLogging: [
        { providers: [{ name: 'envoy' }], filter: { expression: 'response.code >= 500 || response.code == 0' } },
      ],
      // Quiet clusters have little traffic and people who look at single requests.
      tracing: [{ randomSamplingPercentage: cluster.quiet ? 100 : 1 }],
    },
  })
}
