import {
  both,
  type Constraint,
  each,
  eachName,
  eachValue,
  few,
  matching,
  not,
  short,
  type Test,
  where,
  within,
} from '@slipway/kube'
import { atMost, inSpec, on } from './on.ts'

const virtualService = inSpec('VirtualService')

/**
 * A proxy takes all routes of a port, or none: the gateway's has those of all teams. istiod passes on some texts that
 * Envoy refuses: a name of a header with a line break (RouteValidationError), or a regex whose program has more than
 * 32,768 instructions (Istio, pkg/bootstrap/config.go). Then no route of anybody changes any more.
 */
const control = String.raw`\x00-\x08\x0A-\x1F\x7F`
const plain = both(short(8192), matching(`^[^${control}]*$`))
const filledText = both(short(8192), matching(`^[^${control}]+$`))
/** Envoy also refuses routes with the header `Host`, with more than a thousand headers, or with values over 16 KB. */
const headerName = both(matching("^[A-Za-z0-9!#$&'*+.^_|~-]{1,128}$"), not(matching('^[Hh][Oo][Ss][Tt]$')))
/** Also `:path` and the like; an empty part of `@request.auth.claims..a` would have it refuse the routes. */
const matchedName = matching("^:?[A-Za-z0-9!#$&'*+.^_|~-]{1,128}$")
/** Envoy takes what stands between percent signs for a command: of the gateway's variables it gives any away. */
const headerValue = both(short(8192), matching(`^([^%${control}]|%%|%REQ[(][A-Za-z0-9-]+[)](:[1-9][0-9]{0,3})?%)*$`))
const headerValues = both(few(100), eachName(headerName), eachValue(headerValue))
const parameterName = matching(`^[^${control}]{1,256}$`)
/**
 * One digit of repetition, and not of a group, which would multiply it; no class of Unicode, which has hundreds of
 * instructions.
 */
const smallRegex = matching(String.raw`^([)]*([^{\\)]|\\[^pP])([{][0-9][}])?){0,400}[)]*$`)

/** An empty beginning is none to Envoy. */
const text = where({ regex: smallRegex, prefix: filledText, exact: plain })
const operations = where({
  set: headerValues,
  add: headerValues,
  remove: both(few(100), each(headerName)),
})
const ofTexts = {
  want: 'plain names of headers, and of values 8 KB at most, without line breaks and commands of Envoy: its proxy would refuse the routes of all teams',
  hint: 'correct the text',
}
const ofRegexes = {
  want: 'a short regex without a class of Unicode, and of repetitions a digit alone, such as "[0-9a-f]{4}": a larger one has the gateway refuse the routes of all teams',
  hint: 'write `exact` or `prefix`, or a smaller one',
}
const mostRoutes = 500
const mostBody = 4096

const routes: readonly Constraint[] = [
  virtualService('http', atMost(mostRoutes, ' routes', 'the gateway and each caller hold them')),
  ...['spec.http.*.headers', 'spec.http.*.route.*.headers'].flatMap((path) =>
    ['request', 'response'].map((which) => on('VirtualService', `${path}.${which}`, { test: operations, ...ofTexts })),
  ),
  virtualService('http.*.rewrite', {
    test: where({ uri: plain, authority: plain, uriRegexRewrite: where({ match: smallRegex, rewrite: plain }) }),
    ...ofTexts,
  }),
  virtualService('http.*.redirect', { test: where({ uri: plain, authority: plain }), ...ofTexts }),
  ...Object.entries({
    uri: text,
    scheme: text,
    method: text,
    authority: text,
    headers: both(eachName(matchedName), eachValue(text)),
    withoutHeaders: both(eachName(matchedName), eachValue(text)),
    queryParams: both(eachName(parameterName), eachValue(text)),
  }).map(([field, test]) => virtualService(`http.*.match.*.${field}`, { test, ...ofRegexes })),
  virtualService('http.*.corsPolicy.allowOrigins.*', { test: text, ...ofRegexes }),
  virtualService('http.*.corsPolicy', {
    test: where(
      Object.fromEntries(
        ['allowMethods', 'allowHeaders', 'exposeHeaders'].map((field) => [field, both(few(100), each(headerName))]),
      ),
    ),
    ...ofTexts,
  }),
  virtualService('http.*.directResponse.body.string', {
    test: short(mostBody),
    want: `a text of at most ${mostBody} characters: the gateway and each caller hold it`,
    hint: 'have the app answer it',
  }),
  virtualService('http.*.retries.attempts', {
    test: within(0, 10),
    want: '10 tries at most: the gateway makes them',
    hint: 'lower it',
  }),
]

/** The hash policy by which a proxy chooses a pod, which is a part of the route. */
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

export const proxyTextConstraints: readonly Constraint[] = [...routes, ...hashes, ...steps]
