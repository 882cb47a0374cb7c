import { fieldPath, suggestion } from '@slipway/core'
import { coversPath, hostsOf, isHost, isHostRedirect, isWholeHost, type Expose } from '../shape/expose.ts'
import { hasRequests, protocolOf, type Listening } from '../shape/extra-port.ts'
import { httpPath } from '../shape/field.ts'
import { mainPort } from '../shape/health.ts'
import { reportRepeats, words, type Report } from './report.ts'
import { secretRule } from './secret-rules.ts'

type Part = Partial<Expose>

const target = (to: NonNullable<Part['redirects']>[string]): string => (typeof to === 'string' ? to : to.to)

function pathRules({ path: given = [], rewrite }: Part, report: Report) {
  const paths = [given].flat()
  const slash = (at: string, path: string) => {
    const short = `"${path.slice(0, -1)}"`
    if (path.length > 1 && path.endsWith('/'))
      report(
        at,
        'path-slash',
        path,
        `no slash at the end: ${short} covers itself and everything below`,
        `write ${short}`,
      )
  }
  paths.forEach((path, i) => {
    const at = Array.isArray(given) ? `expose.path[${i}]` : 'expose.path'
    if (paths.indexOf(path) < i) report(at, 'duplicate-path', path, 'each path once', 'take one of the two out')
    if (path.includes('*')) {
      const short = path.replace(/\/?\*.*$/, '') || '/'
      report(at, 'path-star', path, 'no star: a path covers itself and everything below', `write "${short}"`)
    } else slash(at, path)
  })
  if (rewrite === undefined) return
  slash('expose.rewrite', rewrite)
  if (paths.length === 1 && paths[0] === rewrite)
    report('expose.rewrite', 'rewrite-same', rewrite, 'another path than expose.path', 'take it out', 'expose.path')
}

/**
 * A gateway, and the one istiod that tells it, have each path once for each host, and the app's own routes behind it.
 */
const mostEntrances = 1000

function entranceRules({ host = [], path = [] }: Part, report: Report) {
  const [hosts, paths] = [[host].flat().length, [path].flat().length]
  if (hosts * paths > mostEntrances)
    report(
      'expose.path',
      'many-entrances',
      words(`${paths} paths of ${hosts} hosts`),
      `${mostEntrances} paths in all, each counted for each host`,
      'name what the paths have in common, or give some of the hosts to another app',
      'expose.host',
    )
}

function hostRules(expose: Part, report: Report) {
  if (expose.host === undefined) return
  const hosts = hostsOf({ host: expose.host })
  const at = (i: number) => (Array.isArray(expose.host) ? `expose.host[${i}]` : 'expose.host')
  reportRepeats(hosts, String, (i, first, host) =>
    report(at(i), 'duplicate-host', host, `each host once (${at(first)} has it)`, 'take one of the two out'),
  )
  hosts.forEach((host, i) => {
    if (expose.gateway === 'internal' && isWholeHost(host))
      report(
        at(i),
        'host-gateway',
        host,
        "a host's first label: the internal gateway serves each cluster's internal domain only",
        'write a label, or take gateway: "internal" out',
        'expose.gateway',
      )
  })
}

function redirectRules({ host = [], path = [], redirects = {} }: Part, report: Report) {
  const hosts = [host].flat()
  for (const [from, given] of Object.entries(redirects)) {
    const at = fieldPath(['expose', 'redirects', from])
    const to = target(given)
    if (isHostRedirect(from)) {
      if (!isHost(from)) report(at, 'redirect-from', from, 'a path that begins with "/", or a host', 'correct it')
      else if (hosts.includes(from))
        report(
          at,
          'redirect-own',
          from,
          'a host that the app is not on',
          'take it out of expose.host, or here',
          'expose.host',
        )
      else if (!hosts.includes(to))
        report(
          at,
          'redirect-to',
          to,
          `one of the hosts of the app: ${hosts.join(', ')}`,
          'correct it, or add it to expose.host',
          'expose.host',
        )
      continue
    }
    if (!httpPath.safeParse(from).success)
      report(at, 'redirect-from', from, 'a path that begins with "/", or a host', 'correct it')
    else if (![path].flat().some((own) => coversPath(own, from)))
      report(
        at,
        'redirect-outside',
        from,
        `a path of the app: ${[path].flat().join(', ')}, or below`,
        'add it to expose.path, or take it out',
        'expose.path',
      )
    else if (!to.startsWith('/') && !to.startsWith('https://'))
      report(
        at,
        'redirect-to',
        to,
        'a path that begins with "/", or an address that begins with "https://"',
        'correct it',
      )
    else if (loops(from, redirects, hosts))
      report(at, 'redirect-loop', from, 'a redirect that comes to an end', 'lead it to a path without a redirect')
  }
}

/**
 * The path of an address on one of the app's whole hosts, else the address: that host answers by the same redirects.
 */
function pathOn(hosts: readonly string[], to: string): string {
  const own = hosts.find((host) => to === `https://${host}` || to.startsWith(`https://${host}/`))
  return own === undefined ? to : to.slice(`https://${own}`.length) || '/'
}

function loops(from: string, redirects: NonNullable<Part['redirects']>, hosts: readonly string[]): boolean {
  const seen = new Set<string>()
  let now: string | undefined = from
  while (now !== undefined && Object.hasOwn(redirects, now)) {
    if (seen.has(now)) return now === from
    seen.add(now)
    now = pathOn(hosts, target(redirects[now] ?? '').split('?')[0] ?? '')
  }
  return false
}

/** They frame the message, or the mesh and the gateway live by them. */
const framing = /^(connection|content-length|transfer-encoding|te|trailer|upgrade|keep-alive|proxy-connection)$/
const ofRequests = /^(host|cookie|x-forwarded-.*|x-envoy-.*|x-request-id|forwarded)$/
const ofAnswers = /^(set-cookie|x-envoy-.*|access-control-.*)$/

function headerRules({ headers = {} }: Part, report: Report) {
  for (const [which, reserved] of [
    ['request', ofRequests],
    ['response', ofAnswers],
  ] as const)
    for (const [name, value] of Object.entries(headers[which] ?? {})) {
      const at = fieldPath(['expose', 'headers', which, name])
      if (framing.test(name) || reserved.test(name))
        report(
          at,
          'header-reserved',
          name,
          'a header that neither HTTP, the gateway nor another word of expose sets',
          'take it out',
        )
      if (typeof value === 'string') secretRule(at, value, name, 'have the app add it, from secrets', report)
    }
}

function corsRules({ cors }: Part, report: Report) {
  if (cors?.origins === undefined) return
  reportRepeats(cors.origins, String, (i, first, origin) =>
    report(
      `expose.cors.origins[${i}]`,
      'duplicate-origin',
      origin,
      `each origin once (origins[${first}] has it)`,
      'take one of the two out',
    ),
  )
  if (!cors.origins.includes('*')) return
  if (cors.credentials === true)
    report(
      'expose.cors.credentials',
      'cors-credentials',
      true,
      'origins by name: with "*" any page could act as the visitor',
      'name the origins, or take credentials out',
    )
  else if (cors.origins.length > 1)
    report('expose.cors.origins', 'cors-star', cors.origins, '"*" alone, or names', 'take "*" out, or the others')
}

/** A page is answered by requests, which a port of bytes does not have. */
function portRules(spec: Listening, { port = mainPort }: Part, report: Report) {
  const speaks = protocolOf(spec, port)
  if (speaks === undefined) {
    const hint = suggestion(port, [mainPort, ...Object.keys(spec.ports ?? {})])
    report('expose.port', 'unknown-port', port, 'the name of one of ports, or "main"', hint, 'ports')
  } else if (!hasRequests(speaks))
    report(
      port === mainPort ? 'expose' : 'expose.port',
      'no-http',
      port,
      `a port of HTTP or gRPC: ${port} speaks ${speaks}`,
      'name another of the ports, or say "on", by which bytes come in by TLS (kind stateful)',
      'protocol',
      'ports',
    )
}

export function exposeRules(spec: Listening & { readonly expose?: Expose | undefined }, report: Report) {
  const { expose } = spec
  if (expose === undefined) return
  const part = expose as Part
  portRules(spec, part, report)
  pathRules(part, report)
  hostRules(part, report)
  entranceRules(part, report)
  redirectRules(part, report)
  headerRules(part, report)
  corsRules(part, report)
}
