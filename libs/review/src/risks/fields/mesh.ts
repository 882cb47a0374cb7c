import { at, fields, list, number, seconds, text, texts, type Fields } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import { field, fieldRule } from './field-rule.ts'
import { differs, loses } from './parts.ts'

const seen = 'VirtualService.networking.istio.io DestinationRule.networking.istio.io ServiceEntry.networking.istio.io'
const tokens = 'RequestAuthentication.security.istio.io'
/** Objects that install a mesh, and set up its control plane and gateways. */
export const meshInstalls = 'IstioOperator.install.istio.io Istio.sailoperator.io'

/** Retries of a call; Istio's 2 by default. */
const tries = (route: unknown): number => number(at(route, 'retries', 'attempts')) ?? 2
const triesMore = (was: unknown, is: unknown): boolean =>
  list(is).some((route, i) => tries(route) > 5 && tries(route) >= 2 * tries(list(was)[i]))
/** A time that no answer of a real service keeps to. */
const isRush = (was: unknown, is: unknown): boolean =>
  list(is).some((route, i) => {
    const [old, now] = [seconds(list(was)[i]?.['timeout']), seconds(route['timeout'])]
    return now !== undefined && now > 0 && now < 1 && (old === undefined || old === 0)
  })

const anybody = (origin: unknown): boolean =>
  at(origin, 'exact') === '*' ||
  /^\^?\.[*+]\$?$|^https\?:\/\/\.[*+]/.test(text(at(origin, 'regex')) ?? '') ||
  /^(?:https?:?\/{0,2})?$/.test(text(at(origin, 'prefix')) ?? '-')
const openOrigins = (http: unknown): number =>
  list(http).filter(
    ({ corsPolicy }) =>
      at(corsPolicy, 'allowCredentials') === true &&
      (list(at(corsPolicy, 'allowOrigins')).some(anybody) || texts(at(corsPolicy, 'allowOrigin')).includes('*')),
  ).length

/** The origins whose pages may call with logins. */
const trusted = (http: unknown): readonly string[] =>
  list(http).flatMap(({ corsPolicy }) =>
    at(corsPolicy, 'allowCredentials') === true
      ? list(at(corsPolicy, 'allowOrigins')).map((one) => canonical(one))
      : [],
  )

const everywhere = (exported: unknown): boolean => exported === undefined || texts(exported).includes('*')
/** Settings that keep a visitor at a pod, of all and of each subset. */
const sticky = (spec: unknown): ReadonlyMap<string, string> =>
  new Map(
    [{ name: '', trafficPolicy: at(spec, 'trafficPolicy') }, ...list(at(spec, 'subsets'))].flatMap(
      (one): [string, string][] => {
        const hash = at(one.trafficPolicy, 'loadBalancer', 'consistentHash')
        return hash === undefined ? [] : [[text(one.name) ?? '', canonical(hash)]]
      },
    ),
  )
const unsticks = (was: unknown, is: unknown): boolean => {
  const [before, after] = [sticky(was), sticky(is)]
  return differs(before, after) || loses([...before.keys()], [...after.keys()])
}
const known = (egress: unknown): readonly string[] => list(egress).flatMap(({ hosts }) => texts(hosts))

/** By issuer, what a part of its rule says. */
const byIssuer = <T>(rules: unknown, part: (rule: Fields) => T): ReadonlyMap<string, T> =>
  new Map(list(rules).map((one) => [text(one['issuer']) ?? '', part(one)]))
const keysOf = (rules: unknown) => byIssuer(rules, ({ jwksUri, jwks }) => canonical([jwksUri, jwks]))
/** Audiences that tokens must have; empty if any token is accepted. */
const audiencesOf = (rules: unknown) => byIssuer(rules, ({ audiences }) => texts(audiences))
const audienceWidens = (was: unknown, is: unknown): boolean => {
  const after = audiencesOf(is)
  return [...audiencesOf(was)].some(([issuer, old]) => {
    const now = after.get(issuer)
    return now !== undefined && old.length > 0 && (now.length === 0 || loses(now, old))
  })
}
const silenced = (spec: unknown): number =>
  ['metrics', 'tracing', 'accessLogging']
    .flatMap((part) => list(at(spec, part)))
    .filter(
      (one) =>
        one['disabled'] === true ||
        one['disableSpanReporting'] === true ||
        list(one['overrides']).some(({ disabled }) => disabled === true),
    ).length

const schemes = ['service.beta.kubernetes.io/aws-load-balancer-scheme', 'alb.ingress.kubernetes.io/scheme']
const isPublic = (annotations: unknown): boolean =>
  schemes.some((key) => fields(annotations)[key] === 'internet-facing')

/**
 * Calls within the mesh: how often, who sees them, and whose word is believed
 * (https://istio.io/latest/docs/reference/config/networking/).
 */
export const meshRisks = [
  fieldRule('mesh-calls', 'outage', 'calls within the mesh', [
    field('retry-storm', 'medium', 'VirtualService', 'spec.http', triesMore),
    field('timeout-shorter', 'medium', 'VirtualService', 'spec.http', isRush),
    field(
      'seen-less',
      'medium',
      seen,
      'spec.exportTo',
      (was, is) =>
        (everywhere(was) && !everywhere(is)) || loses(texts(was), texts(is).includes('*') ? texts(was) : texts(is)),
    ),
    field('sticky-ends', 'medium', 'DestinationRule', 'spec', unsticks),
    field(
      'outside-closed',
      'medium',
      'Sidecar.networking.istio.io',
      'spec.egress',
      (was, is) => was !== undefined && loses(known(was), known(is)),
    ),
    ...['resolution', 'location', 'endpoints', 'ports'].map((name) =>
      field('outside-otherwise', 'medium', 'ServiceEntry', `spec.${name}`, (was) => was !== undefined),
    ),
    field(
      'measured-otherwise',
      'medium',
      'Telemetry.telemetry.istio.io',
      'spec',
      (was, is) => silenced(is) > silenced(was),
      true,
    ),
    field('mesh-otherwise', 'medium', meshInstalls, 'spec'),
  ]),
  fieldRule('caller-checks', 'exposure', 'whose word is believed', [
    field('origins-any', 'high', 'VirtualService', 'spec.http', (was, is) => openOrigins(is) > openOrigins(was), true),
    field(
      'origins-added',
      'medium',
      'VirtualService',
      'spec.http',
      (was, is) => loses(trusted(is), trusted(was)),
      true,
    ),
    field('token-keys', 'high', tokens, 'spec.jwtRules', (was, is) => differs(keysOf(was), keysOf(is))),
    field('tokens-of-others', 'medium', tokens, 'spec.jwtRules', audienceWidens),
    field(
      'reached-outside',
      'high',
      'Gateway.gateway.networking.k8s.io',
      'spec.infrastructure.annotations',
      (was, is) => isPublic(is) && !isPublic(was),
      true,
    ),
  ]),
]
