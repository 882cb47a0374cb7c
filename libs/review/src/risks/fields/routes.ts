import { at, list, seconds, text, texts, type Fields } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import { field, fieldRule } from './field-rule.ts'
import { differs, loses } from './parts.ts'

const routes = 'HTTPRoute GRPCRoute'
const weighted = `${routes} TCPRoute TLSRoute UDPRoute`
const gateway = 'Gateway.gateway.networking.k8s.io'

interface Request {
  readonly type: string
  readonly path: string
  readonly rest: string
  readonly target: string
}
const targetOf = (rule: Fields): string =>
  canonical(list(rule['backendRefs']).map(({ kind, name, namespace, port }) => [kind, name, namespace, port]))

/** Which requests each rule of a route of the Gateway API takes, and who answers them. */
const requestsOf = (rules: unknown): readonly Request[] =>
  list(rules).flatMap((rule) =>
    (list(rule['matches']).length === 0 ? [{}] : list(rule['matches'])).map(({ path, ...rest }: Fields) => ({
      type: text(at(path, 'type')) ?? 'PathPrefix',
      path: text(at(path, 'value')) ?? '/',
      rest: canonical(rest),
      target: targetOf(rule),
    })),
  )
const isWithin = (path: string, prefix: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix.replace(/\/$/, '')}/`)
const covers = (wide: Request, one: Request): boolean =>
  (wide.rest === '{}' || wide.rest === one.rest) &&
  ((wide.type === one.type && wide.path === one.path) ||
    (wide.type === 'PathPrefix' && one.type !== 'RegularExpression' && isWithin(one.path, wide.path)))
/** Requests of rules that are no more, with who takes them now. */
function left(was: unknown, is: unknown): readonly (readonly [Request, Request | undefined])[] {
  const now = requestsOf(is)
  const isKept = (one: Request) =>
    now.some(({ type, path, rest }) => type === one.type && path === one.path && rest === one.rest)
  return requestsOf(was)
    .filter((one) => !isKept(one))
    .map((one) => [one, now.filter((wide) => covers(wide, one)).toSorted((a, b) => b.path.length - a.path.length)[0]])
}

const answering = (rules: unknown): string =>
  canonical(
    list(rules).map(({ backendRefs }) =>
      list(backendRefs)
        .filter(({ weight }) => weight !== 0)
        .map(({ name, namespace }) => [name, namespace]),
    ),
  )
const filtersOf = (rules: unknown, types: RegExp): readonly string[] =>
  list(rules).flatMap((rule) =>
    [...list(rule['filters']), ...list(rule['backendRefs']).flatMap(({ filters }) => list(filters))].flatMap((one) =>
      types.test(text(one['type']) ?? '') ? [canonical(one)] : [],
    ),
  )
/** The hosts to which a VirtualService sends copies. */
const mirrorsOf = (http: unknown): readonly string[] =>
  list(http).flatMap(({ mirror, mirrors }) =>
    [mirror, ...list(mirrors)].flatMap((one) => (one === undefined ? [] : [canonical(one)])),
  )

/** Hosts to which VirtualServices lead visitors. */
const ledTo = (http: unknown): readonly string[] =>
  list(http).flatMap(({ redirect }) => text(at(redirect, 'authority')) ?? [])
/** Changes of requests and answers on the way. */
const rewritten = (http: unknown): readonly string[] =>
  list(http).flatMap(({ redirect, rewrite, headers, route }) =>
    [redirect, rewrite, headers, ...list(route).map((one) => one['headers'])].flatMap((one) =>
      one === undefined ? [] : [canonical(one)],
    ),
  )

const listeners = (all: unknown): ReadonlyMap<string, Fields> =>
  new Map(list(all).map((one) => [text(one['name']) ?? '', one]))
const openness = ['Same', 'Selector', 'All']
const from = (one: Fields | undefined): string => text(at(one, 'allowedRoutes', 'namespaces', 'from')) ?? 'Same'
/** Routes that a listener took, and takes no more. */
function drops(was: unknown, is: unknown): boolean {
  const now = listeners(is)
  return [...listeners(was)].some(([name, one]) => {
    const twin = now.get(name)
    if (twin === undefined) return false
    const kinds = (listener: Fields) => list(at(listener, 'allowedRoutes', 'kinds')).map(({ kind }) => String(kind))
    return (
      openness.indexOf(from(twin)) < openness.indexOf(from(one)) ||
      (from(one) === 'Selector' &&
        canonical(at(one, 'allowedRoutes', 'namespaces')) !== canonical(at(twin, 'allowedRoutes', 'namespaces')) &&
        from(twin) === 'Selector') ||
      (kinds(twin).length > 0 && (kinds(one).length === 0 || loses(kinds(one), kinds(twin))))
    )
  })
}
/** The certificates and the mode of TLS of each listener. */
const served = (all: unknown): ReadonlyMap<string, string> =>
  new Map(
    [...listeners(all)].map(([name, { tls }]) => [
      name,
      canonical([at(tls, 'certificateRefs'), at(tls, 'mode') ?? 'Terminate']),
    ]),
  )
const secretsOf = (all: unknown): ReadonlyMap<string, string> =>
  new Map(
    list(all).flatMap(({ hosts, secretName }) => texts(hosts).map((host) => [host, text(secretName) ?? ''] as const)),
  )
const credentials = (servers: unknown): ReadonlyMap<string, string> =>
  new Map(
    list(servers).flatMap(({ hosts, port, tls }) =>
      texts(hosts).map(
        (host) => [`${host} ${String(at(port, 'number'))}`, text(at(tls, 'credentialName')) ?? ''] as const,
      ),
    ),
  )

const shorter = (was: unknown, is: unknown, of: (one: Fields) => unknown): boolean =>
  list(is).some((one, i) => {
    const [old, now] = [seconds(of(list(was)[i] ?? {})), seconds(of(one))]
    return now !== undefined && now > 0 && old !== undefined && now < old
  })

/** Which requests a route takes, who answers them, and what happens on the way. */
export const edgeRouteRisks = [
  fieldRule('requests', 'outage', 'requests that a route took, and who answered them', [
    field('requests-copied', 'high', routes, 'spec.rules', (was, is) =>
      loses(filtersOf(is, /^RequestMirror$/), filtersOf(was, /^RequestMirror$/)),
    ),
    field('requests-copied', 'high', 'VirtualService', 'spec.http', (was, is) => loses(mirrorsOf(is), mirrorsOf(was))),
    field('led-elsewhere', 'medium', 'VirtualService', 'spec.http', (was, is) => loses(ledTo(is), ledTo(was)), true),
    field(
      'filter-gone',
      'high',
      routes,
      'spec.rules',
      (was, is) =>
        filtersOf(is, /^(?:ExtensionRef|ExternalAuth)$/).length <
        filtersOf(was, /^(?:ExtensionRef|ExternalAuth)$/).length,
    ),
    field('requests-unanswered', 'high', routes, 'spec.rules', (was, is) =>
      left(was, is).some(([, taker]) => taker === undefined),
    ),
    field('other-backend', 'medium', routes, 'spec.rules', (was, is) =>
      left(was, is).some(([one, taker]) => taker !== undefined && taker.target !== one.target),
    ),
    field(
      'other-backend',
      'medium',
      weighted,
      'spec.rules',
      (was, is) =>
        list(was).length === list(is).length && !answering(is).includes('[]') && answering(was) !== answering(is),
    ),
    field('requests-rewritten', 'medium', routes, 'spec.rules', (was, is) => {
      const kinds = /^(?:URLRewrite|RequestHeaderModifier|ResponseHeaderModifier|RequestRedirect)$/
      return canonical(filtersOf(was, kinds)) !== canonical(filtersOf(is, kinds))
    }),
    field('requests-rewritten', 'medium', 'VirtualService', 'spec.http', (was, is) =>
      loses(rewritten(is), rewritten(was)),
    ),
    field('timeout-shorter', 'medium', routes, 'spec.rules', (was, is) =>
      ['request', 'backendRequest'].some((name) => shorter(was, is, (one) => at(one, 'timeouts', name))),
    ),
    field('timeout-shorter', 'medium', 'VirtualService', 'spec.http', (was, is) =>
      shorter(was, is, ({ timeout }) => timeout),
    ),
  ]),
  fieldRule('listeners', 'outage', 'what a gateway serves, and for whom', [
    field('routes-dropped', 'high', gateway, 'spec.listeners', drops),
    field('certificate-served', 'medium', gateway, 'spec.listeners', (was, is) => differs(served(was), served(is))),
    field('certificate-served', 'medium', 'Gateway.networking.istio.io', 'spec.servers', (was, is) =>
      differs(credentials(was), credentials(is)),
    ),
    field('certificate-served', 'medium', 'Ingress', 'spec.tls', (was, is) => differs(secretsOf(was), secretsOf(is))),
  ]),
]
