import { type Fields, plain } from './closed.ts'

const ofHeaders = { request: plain('set', 'add', 'remove'), response: plain('set', 'add', 'remove') }
const place = plain('host', 'port', 'subset')
/** Fields of a VirtualService. Without `delegate`, which leads to another's routes. */
export const routeFields = {
  ...plain('hosts', 'gateways', 'exportTo'),
  http: [
    {
      ...plain('name', 'timeout', 'fault', 'mirrorPercentage'),
      match: [
        plain(
          'name',
          'uri',
          'scheme',
          'method',
          'authority',
          'headers',
          'port',
          'sourceLabels',
          'queryParams',
          'ignoreUriCase',
          'withoutHeaders',
        ),
      ],
      route: [{ destination: place, ...plain('weight'), headers: ofHeaders }],
      redirect: plain('uri', 'authority', 'port', 'derivePort', 'scheme', 'redirectCode'),
      directResponse: { ...plain('status'), body: plain('string') },
      rewrite: plain('uri', 'authority', 'uriRegexRewrite'),
      retries: plain(
        'attempts',
        'perTryTimeout',
        'retryOn',
        'retryRemoteLocalities',
        'retryIgnorePreviousHosts',
        'backoff',
      ),
      mirror: place,
      mirrors: [{ destination: place, ...plain('percentage') }],
      corsPolicy: plain(
        'allowOrigins',
        'allowMethods',
        'allowHeaders',
        'exposeHeaders',
        'maxAge',
        'allowCredentials',
        'unmatchedPreflights',
      ),
      headers: ofHeaders,
    },
  ],
} as const satisfies Fields

const policyFields = {
  loadBalancer: {
    ...plain('simple', 'localityLbSetting', 'warmup', 'warmupDurationSecs'),
    consistentHash: plain(
      'httpHeaderName',
      'httpCookie',
      'useSourceIp',
      'httpQueryParameterName',
      'ringHash',
      'maglev',
      'minimumRingSize',
    ),
  },
  connectionPool: {
    tcp: plain('maxConnections', 'connectTimeout', 'tcpKeepalive', 'maxConnectionDuration', 'idleTimeout'),
    http: plain(
      'http1MaxPendingRequests',
      'http2MaxRequests',
      'maxRequestsPerConnection',
      'maxRetries',
      'idleTimeout',
      'h2UpgradePolicy',
      'useClientProtocol',
      'maxConcurrentStreams',
    ),
  },
  outlierDetection: plain(
    'splitExternalLocalOriginErrors',
    'consecutiveLocalOriginFailures',
    'consecutiveGatewayErrors',
    'consecutive5xxErrors',
    'interval',
    'baseEjectionTime',
    'maxEjectionPercent',
    'minHealthPercent',
  ),
  tls: plain(
    'mode',
    'sni',
    'subjectAltNames',
    'clientCertificate',
    'privateKey',
    'caCertificates',
    'caCrl',
    'credentialName',
    'insecureSkipVerify',
  ),
} as const satisfies Fields

/** Fields of a DestinationRule. */
export const ruleFields = {
  ...plain('host', 'exportTo'),
  trafficPolicy: policyFields,
  subsets: [{ ...plain('name', 'labels'), trafficPolicy: policyFields }],
} as const satisfies Fields

/** Fields of a ServiceEntry, whose name DNS resolves: without `endpoints` and `addresses`. */
export const entryFields = {
  ...plain('hosts', 'exportTo', 'location', 'resolution'),
  ports: [plain('number', 'name', 'protocol', 'targetPort')],
} as const satisfies Fields

export const sidecarFields = {
  ...plain('ingress', 'inboundConnectionPool'),
  workloadSelector: plain('labels'),
  egress: [plain('hosts', 'port', 'bind', 'captureMode')],
  outboundTrafficPolicy: plain('mode'),
} as const satisfies Fields
