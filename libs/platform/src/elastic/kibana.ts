import type { Chart } from 'cdk8s'
import { platformTeam, type Cluster, type ElasticCluster } from '@slipway/fleet'
import { monitoringNamespace, VirtualService } from '@slipway/manifests'
import { replicas } from '../addons/addon.ts'
import { gatewayOf } from '../components/gateway.ts'
import { labelsOf } from '../signals/agent-pod.ts'
import { Kibana } from './kinds.ts'
import { kibanaHost, ports, store } from './names.ts'

/** `undefined`: it has none, and is reached by `kubectl port-forward`. */
function kibanaName({ kibana }: ElasticCluster, { domain, internalDomain }: Cluster): string | undefined {
  const under = kibana === 'public' ? domain : kibana === 'internal' ? internalDomain : undefined
  return under === undefined ? undefined : `kibana.${under}`
}

/** People sign on with users of Elasticsearch: OpenID Connect and SAML are no part of its free licence. */
export function kibana(chart: Chart, own: ElasticCluster, cluster: Cluster): void {
  const host = kibanaName(own, cluster)
  new Kibana(chart, 'kibana', {
    metadata: { name: store, namespace: monitoringNamespace, labels: labelsOf(store) },
    spec: {
      version: own.version,
      count: replicas(cluster),
      elasticsearchRef: { name: store },
      // The gateway speaks TLS to people, and HTTP to what stands behind it.
      http: { tls: { selfSignedCertificate: { disabled: true } } },
      config: {
        'telemetry.optIn': false,
        ...(host === undefined ? {} : { 'server.publicBaseUrl': `https://${host}` }),
      },
      podTemplate: {
        spec: {
          automountServiceAccountToken: false,
          // Less than 2Gi ends Kibana 9.4 by itself (ECK 3.4.0, breaking changes).
          containers: [
            {
              name: 'kibana',
              resources: {
                requests: { cpu: cluster.quiet ? '100m' : '250m', memory: '1Gi' },
                limits: { memory: '2Gi' },
              },
            },
          ],
        },
      },
    },
  })
  if (host === undefined) return
  new VirtualService(chart, 'kibana-route', {
    metadata: { name: 'kibana', namespace: platformTeam },
    spec: {
      hosts: [host],
      gateways: [gatewayOf({ gateway: own.kibana === 'public' ? 'public' : 'internal' })],
      http: [{ route: [{ destination: { host: kibanaHost, port: { number: ports.kibana } } }] }],
    },
  })
}
