import { appScrape, scrapeLimits, scrapeTimes } from '@slipway/model'
import { labels, object, type Placed } from './fixture-app.ts'

const selector = (app: string) => ({ matchLabels: labels(app) })
const service = (team: string, app: string, name = app, more: object = {}): Placed => [
  `${team}/${app}`,
  object('v1', 'Service', team, name, {
    spec: { selector: labels(app), ports: [{ name: 'http', port: 80, targetPort: 'http' }], ...more },
  }),
]

/** How requests find the pods, and who may send them. */
export const traffic = (): readonly Placed[] => [
  service('shop', 'web'),
  service('shop', 'web', 'web-stable'),
  service('shop', 'web', 'web-canary'),
  service('shop', 'queue'),
  service('finance', 'ledger', 'ledger', { clusterIP: 'None' }),
  [
    'shop/web',
    object('networking.istio.io/v1', 'VirtualService', 'shop', 'web', {
      spec: {
        http: [
          {
            name: 'newcomers',
            match: [{ withoutHeaders: { cookie: { regex: '(?:^|.*;\\s*)x-bucket=.*' } } }],
            timeout: '15s',
            route: [{ destination: { host: 'web-stable', port: { number: 80 } } }],
          },
          {
            name: 'primary',
            timeout: '15s',
            route: [
              { destination: { host: 'web-stable', port: { number: 80 } }, weight: 100 },
              { destination: { host: 'web-canary.shop.svc.cluster.local', port: { number: 80 } }, weight: 0 },
            ],
          },
        ],
      },
    }),
  ],
  [
    'shop/queue',
    object('networking.istio.io/v1', 'VirtualService', 'shop', 'queue', {
      spec: {
        hosts: ['queue.shop.svc.cluster.local'],
        gateways: ['mesh'],
        http: [
          { name: 'primary', route: [{ destination: { host: 'queue.shop.svc.cluster.local', port: { number: 80 } } }] },
        ],
      },
    }),
  ],
  [
    'shop/web',
    object('networking.istio.io/v1', 'DestinationRule', 'shop', 'web-stable', {
      spec: { host: 'web-stable.shop.svc.cluster.local', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
    }),
  ],
  [
    'shop/web',
    object('networking.istio.io/v1', 'ServiceEntry', 'shop', 'web', {
      spec: {
        hosts: ['api.stripe.com'],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
        exportTo: ['.'],
      },
    }),
  ],
  [
    'shop/web',
    object('networking.istio.io/v1', 'Sidecar', 'shop', 'web', {
      spec: {
        workloadSelector: { labels: labels('web') },
        egress: [{ hosts: ['./*', 'istio-system/*', 'shop/queue.shop.svc.cluster.local'] }],
      },
    }),
  ],
  [
    'shop/web',
    object('security.istio.io/v1', 'AuthorizationPolicy', 'shop', 'web', {
      spec: {
        selector: selector('web'),
        action: 'ALLOW',
        rules: [{ from: [{ source: { principals: ['cluster.local/ns/istio-ingress/sa/gateway'] } }] }],
      },
    }),
  ],
  [
    'shop/queue',
    object('security.istio.io/v1', 'AuthorizationPolicy', 'shop', 'queue', {
      spec: {
        selector: selector('queue'),
        action: 'ALLOW',
        rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }] }],
      },
    }),
  ],
  ...[
    ['shop', 'web'],
    ['shop', 'queue'],
    ['finance', 'ledger'],
    ['finance', 'report'],
  ].map(
    ([team = '', app = '']): Placed => [
      `${team}/${app}`,
      object('networking.k8s.io/v1', 'NetworkPolicy', team, app, {
        spec: {
          podSelector: selector(app),
          policyTypes: ['Ingress', 'Egress'],
          ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 8080, protocol: 'TCP' }] }],
          egress: [{ to: [{ podSelector: {} }], ports: [{ port: 8080, protocol: 'TCP' }] }],
        },
      }),
    ],
  ),
  [
    'shop/web',
    object('monitoring.coreos.com/v1', 'PodMonitor', 'shop', 'web', {
      spec: {
        selector: selector('web'),
        ...scrapeLimits,
        podMetricsEndpoints: [
          { port: 'http', path: '/metrics', ...scrapeTimes, metricRelabelings: appScrape.metricRelabelings },
        ],
      },
    }),
  ],
  [
    'shop/web',
    object('argoproj.io/v1alpha1', 'AnalysisTemplate', 'shop', 'web-canary', {
      spec: {
        args: [{ name: 'service' }, { name: 'limit', value: '0.01' }],
        metrics: [
          {
            name: 'errors',
            interval: '30s',
            failureLimit: 2,
            successCondition: 'len(result) == 0 || result[0] <= 0.01',
            provider: {
              prometheus: {
                address: 'http://prometheus.monitoring:9090',
                query:
                  'sum(rate(istio_requests_total{destination_service_name="{{args.service}}"}[2m])) > {{ args.limit }}',
              },
            },
          },
        ],
      },
    }),
  ],
]
