import type { IPeerAuthentication } from '@kubernetes-models/istio/security.istio.io/v1'
import type { ITelemetry } from '@kubernetes-models/istio/telemetry.istio.io/v1'
import { place, type Component } from '../component.ts'

/** Istio's root namespace: what is said there without a selector is said to the whole mesh. */
export const meshNamespace = 'istio-system'

/** Percent of requests that a trace is kept of. Quiet clusters have little traffic and people who look at single requests. */
const sampled = (quiet: boolean): number => (quiet ? 100 : 1)

/**
 * What holds for every proxy: nobody speaks without mTLS, and failures are written down. Who may speak to whom is each team's own default
 * deny (libs/manifests). The log's format is the mesh's (JSON, see addons/istio.ts); traces go nowhere until the mesh names a collector.
 */
export const mesh: Component = ({ cluster }) => {
  const mtls: IPeerAuthentication = {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'default', namespace: meshNamespace },
    spec: { mtls: { mode: 'STRICT' } },
  }
  const telemetry: ITelemetry = {
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: { name: 'default', namespace: meshNamespace },
    spec: {
      // `response.code` 0: the client went away or the connection broke before there was an answer.
      accessLogging: [
        { providers: [{ name: 'envoy' }], filter: { expression: 'response.code >= 500 || response.code == 0' } },
      ],
      tracing: [{ randomSamplingPercentage: sampled(cluster.quiet) }],
    },
  }
  return [place(cluster, 'mesh', mtls), place(cluster, 'mesh', telemetry)]
}
