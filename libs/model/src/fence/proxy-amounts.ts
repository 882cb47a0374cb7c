import { any, type Constraint, few, filled, having, matching, where, within } from '@slipway/kube'
import { atMost, on } from './on.ts'

/**
 * Envoy counts nanoseconds in 64 bits. A duration of 292 years, which istiod passes on, has it refuse all routes of the
 * port, or all clusters; so does one below zero, and a status of 600.
 */
const duration = matching('^([0-9.]{1,9}(ms|s)|[0-9.]{1,5}[mh]){1,3}$')
const status = within(200, 599)
const ofAmounts = {
  want: 'durations of a hundred thousand hours at most, such as "15s", and a status from 200 to 599: its proxy would refuse the routes of all teams',
  hint: 'correct it',
}

const ofRoutes = {
  timeout: duration,
  'retries.perTryTimeout': duration,
  'retries.backoff': duration,
  'fault.delay.fixedDelay': duration,
  'fault.abort.httpStatus': status,
  'directResponse.status': status,
}

const pool = where({
  tcp: where({
    connectTimeout: duration,
    maxConnectionDuration: duration,
    idleTimeout: duration,
    tcpKeepalive: where({ time: duration, interval: duration }),
  }),
  http: where({ idleTimeout: duration }),
})
const balancer = where({
  warmupDurationSecs: duration,
  warmup: where({ duration }),
  consistentHash: where({ httpCookie: where({ ttl: duration }) }),
})
const ofPolicy = {
  connectionPool: pool,
  loadBalancer: balancer,
  outlierDetection: where({ interval: duration, baseEjectionTime: duration }),
}

/** A route for each, at the gateway once more for each path and host that leads there. */
const [mostMatches, mostDelegated] = [10, 20]
/** istiod makes each of these for each other one, for every proxy that is told. */
const lists: readonly Constraint[] = (
  [
    ['VirtualService', 'spec.hosts', 50],
    ['VirtualService', 'spec.http.*.match', mostMatches],
    ['ServiceEntry', 'spec.hosts', 50],
    ['ServiceEntry', 'spec.ports', 50],
  ] as const
).map(([kind, path, most]) =>
  on(kind, path, atMost(most, '', 'one istiod multiplies those of all teams', 'take some out, or make it several')),
)

/** Amounts that reach proxies of others, and what istiod multiplies. */
export const proxyAmountConstraints: readonly Constraint[] = [
  ...Object.entries(ofRoutes).map(([path, test]) =>
    on('VirtualService', `spec.http.*.${path}`, { test, ...ofAmounts }),
  ),
  ...['spec.trafficPolicy', 'spec.subsets.*.trafficPolicy'].flatMap((path) =>
    Object.entries(ofPolicy).map(([part, test]) => on('DestinationRule', `${path}.${part}`, { test, ...ofAmounts })),
  ),
  ...lists,
  on('VirtualService', 'spec', {
    test: any(having({ hosts: filled }), where({ http: few(mostDelegated) })),
    want: `at most ${mostDelegated} routes where no host is named: the gateway has each once more for each path and host that leads there`,
    hint: 'take some out',
  }),
]
