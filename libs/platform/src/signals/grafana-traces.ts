import { tracingOf, type Cluster } from '@slipway/fleet'
import { jaegerHost, jaegerSource, queryPort } from './jaeger-config.ts'

/** Grafana's values: where it asks the cluster's own Jaeger, which people reach by no other way. */
export const grafanaTraces = (cluster: Cluster) =>
  tracingOf(cluster)?.to === 'jaeger'
    ? {
        additionalDataSources: [
          {
            name: 'Jaeger',
            uid: jaegerSource,
            type: 'jaeger',
            access: 'proxy',
            url: `http://${jaegerHost}:${queryPort}`,
            editable: false,
          },
        ],
      }
    : {}
