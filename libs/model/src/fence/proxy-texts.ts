import {
  both,
  type Constraint,
  each,
  eachName,
  eachValue,
  few,
  matching,
  type Test,
  where,
  within,
} from '@slipway/kube'
import { on } from './on.ts'

/**
 * A proxy takes all routes of a port, or none: the gateway's has those of all teams. istiod passes on some texts that Envoy refuses: a name of a
 * header with a line break (RouteValidationError), or a regex whose program has more than 32,768 instructions (Istio, pkg/bootstrap/config.go).
 * Then no route of anybody changes any more.
 */
const control = String.raw`\x00-\x08\x0A-\x1F\x7F`
const plain = matching(`^[^${control}]*$`)
const headerName = matching("^[A-Za-z0-9!#$&'*+.^_|~-]{1,128}$")
/** Envoy takes what stands between percent signs for a command: of the gateway's variables it gives any away. */
const headerValue = matching(`^([^%${control}]|%%|%REQ[(][A-Za-z0-9-]+[)](:[0-9]+)?%)*$`)
const parameterName = matching(`^[^${control}]{1,256}$`)
/** One digit of repetition, and not of a group, which would multiply it; no class of Unicode, which has hundreds of instructions. */
const smallRegex = matching(String.raw`^([)]*([^{\\)]|\\[^pP])([{][0-9][}])?){0,400}[)]*$`)

const text = where({ regex: smallRegex })
const operations = where({
  set: both(eachName(headerName), eachValue(headerValue)),
  add: both(eachName(headerName), eachValue(headerValue)),
  remove: each(headerName),
})
const headers = where({ request: operations, response: operations })
const ofTexts = {
  want: 'names of headers without blanks, values without line breaks and commands of Envoy: its proxy would refuse the routes of all teams',
  hint: 'correct the text',
}
const ofRegexes = {
  want: 'a short regex without a class of Unicode, and of repetitions a digit alone, such as "[0-9a-f]{4}": a larger one has the gateway refuse the routes of all teams',
  hint: 'write `exact` or `prefix`, or a smaller one',
}
const mostRoutes = 500

const routes: readonly Constraint[] = [
  on('VirtualService', 'spec.http', {
    test: few(mostRoutes),
    want: `at most ${mostRoutes} routes: the gateway and each caller hold them`,
    hint: 'take some out',
  }),
  ...['spec.http.*.headers', 'spec.http.*.route.*.headers'].map((path) =>
    on('VirtualService', path, { test: headers, ...ofTexts }),
  ),
  on('VirtualService', 'spec.http.*.rewrite', {
    test: where({ uri: plain, authority: plain, uriRegexRewrite: where({ match: smallRegex, rewrite: plain }) }),
    ...ofTexts,
  }),
  on('VirtualService', 'spec.http.*.redirect', { test: where({ uri: plain, authority: plain }), ...ofTexts }),
  on('VirtualService', 'spec.http.*.match.*', {
    test: where({
      uri: text,
      scheme: text,
      method: text,
      authority: text,
      headers: eachValue(text),
      withoutHeaders: eachValue(text),
      queryParams: both(eachName(parameterName), eachValue(text)),
    }),
    ...ofRegexes,
  }),
  on('VirtualService', 'spec.http.*.corsPolicy.allowOrigins.*', { test: text, ...ofRegexes }),
  on('VirtualService', 'spec.http.*.retries.attempts', {
    test: within(0, 10),
    want: '10 tries at most: the gateway makes them',
    hint: 'lower it',
  }),
]

/** By what a proxy chooses a pod; it is a part of the route. */
const hash: Test = where({
  httpHeaderName: headerName,
  httpQueryParameterName: parameterName,
  httpCookie: where({
    name: headerName,
    path: plain,
    attributes: each(where({ name: headerName, value: plain })),
  }),
})
const hashes: readonly Constraint[] = ['spec.trafficPolicy', 'spec.subsets.*.trafficPolicy'].map((path) =>
  on('DestinationRule', `${path}.loadBalancer.consistentHash`, { test: hash, ...ofTexts }),
)

/** Rollouts writes them into the routes as they are. */
const steps: readonly Constraint[] = [
  on('Rollout', 'spec.strategy.canary.steps.*.setHeaderRoute.match.*', {
    test: where({ headerName, headerValue: text }),
    ...ofRegexes,
  }),
  on('Rollout', 'spec.strategy.canary.steps.*.setMirrorRoute.match.*', {
    test: where({ path: text, method: text, headers: both(eachName(headerName), eachValue(text)) }),
    ...ofRegexes,
  }),
]

/** Texts that reach proxies of others. */
export const proxyTextConstraints: readonly Constraint[] = [...routes, ...hashes, ...steps]
