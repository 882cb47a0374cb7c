import { casesOf, type RiskCase } from '../../risk-case.ts'

const gateway = casesOf('gateway.networking.k8s.io/v1 Gateway')
const listener = (more: string): string =>
  `spec: {gatewayClassName: a, listeners: [{name: l, port: 443, protocol: HTTPS, hostname: a.example${more}}]}`
const from = (where: string): string => listener(`, allowedRoutes: {namespaces: {from: ${where}}}`)
const route = casesOf('gateway.networking.k8s.io/v1 HTTPRoute')
const rules = (...all: readonly string[]): string => `spec: {hostnames: [a.example], rules: [${all.join(', ')}]}`
const to = (name: string, match = '', more = ''): string =>
  `{${match === '' ? '' : `matches: [{path: {type: PathPrefix, value: ${match}}}], `}${more}backendRefs: [{name: ${name}, port: 80}]}`
const filter = (type: string, body = ''): string => `filters: [{type: ${type}${body}}], `
const names = casesOf('externaldns.k8s.io/v1alpha1 DNSEndpoint')
const records = (...all: readonly (readonly [name: string, target: string])[]): string =>
  `spec: {endpoints: [${all.map(([name, target]) => `{dnsName: ${name}, recordType: A, targets: [${target}]}`).join(', ')}]}`

/** Listeners, requests and names: what is taken no more, answered by others, or leads elsewhere. */
export const edgesRiskCases: readonly RiskCase[] = [
  gateway('its own namespace alone', from('All'), from('Same'), 'high routes-dropped'),
  gateway(
    'some namespaces alone',
    from('All'),
    from('Selector, selector: {matchLabels: {a: b}}'),
    'high routes-dropped',
  ),
  gateway(
    'other namespaces',
    from('Selector, selector: {matchLabels: {a: b}}'),
    from('Selector, selector: {matchLabels: {a: c}}'),
    'high routes-dropped',
  ),
  gateway(
    'one kind of route',
    listener(''),
    listener(', allowedRoutes: {kinds: [{kind: GRPCRoute}]}'),
    'high routes-dropped',
  ),
  gateway('said as it was anyway', listener(''), from('Same')),
  gateway(
    'another certificate',
    listener(', tls: {certificateRefs: [{name: a}]}'),
    listener(', tls: {certificateRefs: [{name: b}]}'),
    'medium certificate-served',
  ),
  gateway(
    'TLS ends at the backend',
    listener(', tls: {mode: Terminate}'),
    listener(', tls: {mode: Passthrough}'),
    'medium certificate-served',
  ),

  route('one path less', rules(to('a', '/a'), to('b', '/b')), rules(to('b', '/b')), 'high requests-unanswered'),
  route('a path that another takes', rules(to('a', '/a'), to('b', '/')), rules(to('b', '/')), 'medium other-backend'),
  route('a path that the same one takes', rules(to('a', '/a'), to('a', '/')), rules(to('a', '/'))),
  route(
    'a copy to somebody',
    rules(to('a')),
    rules(to('a', '', filter('RequestMirror', ', requestMirror: {backendRef: {name: b}}'))),
    'high requests-copied',
  ),
  route(
    'a copy less',
    rules(to('a', '', filter('RequestMirror', ', requestMirror: {backendRef: {name: b}}'))),
    rules(to('a')),
  ),
  route(
    'no login',
    rules(to('a', '', filter('ExtensionRef', ', extensionRef: {kind: Auth, name: b}'))),
    rules(to('a')),
    'high filter-gone',
  ),
  route(
    'another path',
    rules(to('a')),
    rules(to('a', '', filter('URLRewrite', ', urlRewrite: {hostname: b}'))),
    'medium requests-rewritten',
  ),
  route(
    'shorter waits',
    rules(to('a', '', 'timeouts: {request: 30s}, ')),
    rules(to('a', '', 'timeouts: {request: 1s}, ')),
    'medium timeout-shorter',
  ),
  route(
    'longer waits',
    rules(to('a', '', 'timeouts: {request: 1s}, ')),
    rules(to('a', '', 'timeouts: {request: 30s}, ')),
  ),

  names(
    'one name less',
    records(['a.example', '192.0.2.1'], ['b.example', '192.0.2.1']),
    records(['a.example', '192.0.2.1']),
    'high names-gone',
  ),
  names('another name', records(['a.example', '192.0.2.1']), records(['b.example', '192.0.2.1']), 'high names-gone'),
  names(
    'another address',
    records(['a.example', '192.0.2.1']),
    records(['a.example', '192.0.2.2']),
    'medium names-elsewhere',
  ),
  names(
    'one name more',
    records(['a.example', '192.0.2.1']),
    records(['a.example', '192.0.2.1'], ['b.example', '192.0.2.1']),
    'medium names-elsewhere',
  ),
  names('no names', records(['a.example', '192.0.2.1']), 'spec: {endpoints: []}', 'high names-gone'),
]
