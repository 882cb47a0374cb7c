import { at, fields, isEmpty, isFields, list, memoized, selectorText, text, texts, type Fields } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import type { Entity } from '../../read/entity.ts'
import type { Index } from '../../read/trees.ts'
import { everywhere, wordsIn, wordsPart, type Opening } from '../covers.ts'
import { guard, nothing } from '../guard.ts'
import type { RiskLevel } from '../level.ts'

/** The members of a list; `all` if it is missing or empty. */
const orAll = <T>(value: unknown, of: (member: Fields) => readonly T[], all: T): readonly T[] =>
  list(value).length === 0 ? [all] : list(value).flatMap(of)

const selected = (selector: unknown, name: string): string =>
  selector == null ? '' : isEmpty(selector) ? `every ${name}` : `${name} ${selectorText(fields(selector))}`

function peers(peer: Fields): readonly string[] {
  const range = text(at(peer, 'ipBlock', 'cidr'))
  if (range !== undefined) {
    const except = texts(at(peer, 'ipBlock', 'except'))
    return [except.length === 0 ? everywhere(range) : `${everywhere(range)} except ${except.join(' ')}`]
  }
  const words = [selected(peer.namespaceSelector, 'namespace'), selected(peer.podSelector, 'pod')]
  return [words.filter((word) => word !== '').join(' ')]
}
const ports = ({ port, endPort, protocol }: Fields): readonly string[] => [
  [protocol ?? 'TCP', port ?? '*', ...(endPort === undefined ? [] : ['to', endPort])].join(' '),
]

/** Whether a NetworkPolicy is about a direction. */
function limits({ value }: Entity, type: 'Ingress' | 'Egress'): boolean {
  const spec = fields(value.spec)
  const types = texts(spec.policyTypes)
  return types.length > 0 ? types.includes(type) : type === 'Ingress' || 'egress' in spec
}

/** Which connections of a direction a NetworkPolicy lets through: direction, peer, port. */
const connections =
  (type: 'Ingress' | 'Egress') =>
  (entity: Entity): readonly Opening[] => {
    const [field, peer] = type === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to']
    if (!limits(entity, type)) return [[type, '*', '*']]
    return list(at(entity.value, 'spec', field ?? '')).flatMap((rule) =>
      orAll(rule[peer ?? ''], peers, '*').flatMap((who) =>
        orAll(rule.ports, ports, '*').map((port) => [type, who, port]),
      ),
    )
  }

/** Whether pods may ask for names, which seldom are answered in their own namespace. */
const asksDns = (entity: Entity): boolean =>
  connections('Egress')(entity).some(
    ([, peer = '', port = '']) =>
      !/^(?:every )?pod\b/.test(peer) && /^\*$|^(?:UDP|TCP) (?:\*|53|dns(?:-tcp)?)$| to /.test(port),
  )
const podsOf = ({ value }: Entity): string => {
  const selector = at(value, 'spec', 'podSelector')
  return isEmpty(selector) ? '*' : canonical(selector)
}
const askingIn = memoized((_: Index) => new Map<string, ReadonlySet<string>>())
/** Another policy of the same pods, or of all, lets them ask. A namespace may have a thousand that do not. */
function othersAskDns(entity: Entity, tree: Index): boolean {
  const all = askingIn(tree)
  const key = `${entity.location.cluster}\0${entity.namespace}`
  const policies = () => tree.kind(entity.location.cluster, 'NetworkPolicy', entity.namespace)
  const asking =
    all.get(key) ?? new Set(policies().flatMap((one) => (limits(one, 'Egress') && asksDns(one) ? [podsOf(one)] : [])))
  all.set(key, asking)
  return asking.has('*') || asking.has(podsOf(entity))
}

/** The conditions of a source or an operation by field; `*` without any. */
function conditions(part: unknown): string {
  const said = Object.entries(fields(part)).map(([field, values]): readonly [string, readonly string[]] => [
    field,
    texts(values).map((value) => (field.endsWith('Blocks') ? everywhere(value) : value)),
  ])
  return said.length === 0 ? '*' : wordsPart(Object.fromEntries(said))
}

/** Which requests the rules of an AuthorizationPolicy are about: source, operation, condition. */
const requests = ({ value }: Entity): readonly Opening[] =>
  list(at(value, 'spec', 'rules')).flatMap((rule) =>
    orAll(rule.from, ({ source }) => [conditions(source)], '*').flatMap((source) =>
      orAll(rule.to, ({ operation }) => [conditions(operation)], '*').map((operation) => [
        source,
        operation,
        list(rule.when).length === 0 ? '*' : canonical(rule.when),
      ]),
    ),
  )
const actionOf = ({ value }: Entity): string => text(at(value, 'spec', 'action')) ?? 'ALLOW'

const isAll = (part = ''): boolean => part === '*' || part.startsWith('* except')
const byPeer = (now: readonly Opening[]): RiskLevel => (now.some(([, peer]) => isAll(peer)) ? 'high' : 'medium')
/** Everybody: no condition, or a single one with a word for all. */
function isEverybody(source = ''): boolean {
  const [words, ...more] = Object.entries(wordsIn(source) ?? {})
  return (
    isAll(source) ||
    (more.length === 0 &&
      words !== undefined &&
      !words[0].startsWith('not') &&
      words[1].some((word) => word === '*' || word === '/*'))
  )
}
const bySource = (now: readonly Opening[]): RiskLevel =>
  now.some(([source]) => isEverybody(source)) ? 'high' : 'medium'

/** Which pods a policy is for; without a word, all of its namespace. */
const chosen = ({ value }: Entity): string =>
  isEmpty(at(value, 'spec', 'selector')) &&
  ['targetRef', 'targetRefs'].every((name) => at(value, 'spec', name) === undefined)
    ? '*'
    : 'some'
/** High where nobody is answered any more; medium where it is for all pods. */
const byRefusal = (now: readonly Opening[]): RiskLevel => {
  if (now.some(([source, operation, when]) => when === '*' && [source, operation].every(isEverybody))) return 'high'
  return now.some((one) => one.at(-1) === '*') ? 'medium' : 'low'
}

/** Those of its namespace and of the mesh, which hold where it says nothing. */
const aboveIt = (entity: Entity, tree: Index): readonly (Entity | undefined)[] =>
  [entity.namespace, 'istio-system'].map((space) =>
    tree
      .kind(entity.location.cluster, 'PeerAuthentication', space)
      .find((one) => one !== entity && isEmpty(at(one.value, 'spec', 'selector'))),
  )

/**
 * Whether a port of some pods takes plain text: by their own policy, else the namespace's, else the mesh's, else it
 * takes both.
 */
function plainCalls(entity: Entity, tree: Index, value = entity.value): readonly Opening[] {
  const modeOf = (policy: unknown) => text(at(policy, 'spec', 'mtls', 'mode'))
  const said = (mode: string | undefined) => mode !== undefined && mode !== 'UNSET'
  const mode = [value, ...aboveIt(entity, tree).map((one) => one?.value)].map(modeOf).find(said) ?? 'PERMISSIVE'
  const own = Object.entries(fields(at(value, 'spec', 'portLevelMtls'))).map(([port, mtls]) => {
    const word = text(at(mtls, 'mode'))
    return [`port ${port}`, said(word) ? (word ?? mode) : mode] as const
  })
  return [['', mode] as const, ...own].filter(([, word]) => word !== 'STRICT').map(([port, word]) => [word, port])
}

/** Settings that let calls go unencrypted. By default the mesh encrypts, as with ISTIO_MUTUAL. */
function plainWords(tls: Fields): readonly string[] {
  const open = tls.insecureSkipVerify === true ? ['insecureSkipVerify'] : []
  if (tls.mode === 'SIMPLE' || tls.mode === 'MUTUAL') return open
  return tls.mode === 'DISABLE' ? ['no tls', 'DISABLE'] : ['no tls']
}

/** Encryption of calls to a destination; its subsets and ports go by their own word, else by the destination's. */
function destinationTls({ value }: Entity): readonly Opening[] {
  const spec = fields(value.spec)
  const own = fields(at(spec, 'trafficPolicy', 'tls'))
  const parts = list(spec.subsets).flatMap(({ name, trafficPolicy }) =>
    [fields(trafficPolicy), ...list(at(trafficPolicy, 'portLevelSettings'))].map((one) => [
      `${text(name) ?? ''} ${canonical(one.port)}`,
      one.tls,
    ]),
  )
  const ports = list(at(spec, 'trafficPolicy', 'portLevelSettings')).map((one) => [` ${canonical(one.port)}`, one.tls])
  const all: readonly (readonly unknown[])[] = [['*', own], ...parts, ...ports]
  return all.flatMap(([where, tls]) => plainWords(isFields(tls) ? tls : own).map((word) => [word, String(where)]))
}

/** Who may connect to whom, and how. */
export const networkGuards = [
  ...(['Ingress', 'Egress'] as const).flatMap((type) => {
    const at = `spec.${type.toLowerCase()}.**|spec.policyTypes.**`
    return [
      guard('policy-widened', 'exposure', 'which connections a NetworkPolicy lets through', {
        code: 'connections-opened',
        kinds: 'NetworkPolicy',
        at,
        level: byPeer,
        opens: connections(type),
      }),
      guard('policy-narrowed', 'outage', 'connections that somebody may need', {
        code: 'connections-cut',
        kinds: 'NetworkPolicy',
        at,
        level: 'low',
        closes: connections(type),
      }),
      guard('policy-narrowed', 'outage', 'pods that could be called, or call', {
        code: 'all-connections-cut',
        kinds: 'NetworkPolicy',
        at,
        level: 'high',
        closes: (entity) => (connections(type)(entity).length === 0 ? [] : [[type]]),
      }),
    ]
  }),
  guard('policy-narrowed', 'outage', 'questions to DNS', {
    code: 'connections-cut',
    kinds: 'NetworkPolicy',
    at: 'spec.egress.**|spec.policyTypes.**',
    level: 'high',
    // A policy that lets nothing out has a sentence of its own.
    closes: (entity, tree) =>
      connections('Egress')(entity).length === 0 || asksDns(entity) || othersAskDns(entity, tree)
        ? [['Egress', 'the DNS of the cluster', 'port 53']]
        : [],
  }),
  guard('policy-widened', 'exposure', 'which requests an AuthorizationPolicy answers', {
    code: 'requests-answered',
    kinds: 'AuthorizationPolicy',
    at: 'spec.rules.**|spec.action',
    level: bySource,
    opens: (entity) => (actionOf(entity) === 'ALLOW' ? requests(entity) : []),
  }),
  guard('policy-widened', 'exposure', 'which requests an AuthorizationPolicy refuses', {
    code: 'requests-refused-no-more',
    kinds: 'AuthorizationPolicy',
    at: 'spec.rules.**|spec.action',
    level: 'high',
    closes: (entity) => (actionOf(entity) === 'DENY' ? requests(entity) : []),
  }),
  guard('policy-narrowed', 'outage', 'requests that somebody may need', {
    code: 'requests-cut',
    kinds: 'AuthorizationPolicy',
    at: 'spec.rules.**',
    level: 'low',
    closes: (entity) => (actionOf(entity) === 'ALLOW' ? requests(entity) : []),
  }),
  guard('policy-narrowed', 'outage', 'requests that a policy refuses', {
    code: 'requests-refused',
    kinds: 'AuthorizationPolicy',
    at: 'spec.rules.**|spec.action',
    level: byRefusal,
    inNewNamespace: 'low',
    shown: 3,
    opens: (entity) => (actionOf(entity) === 'DENY' ? requests(entity).map((one) => [...one, chosen(entity)]) : []),
    fresh: nothing,
  }),
  guard('policy-narrowed', 'outage', 'pods that answered somebody', {
    code: 'all-requests-cut',
    kinds: 'AuthorizationPolicy',
    at: 'spec.rules.**|spec.action',
    level: 'high',
    // Only a policy of ALLOW refuses by naming nobody.
    closes: (entity) => (actionOf(entity) === 'ALLOW' && requests(entity).length === 0 ? [] : [['ALLOW']]),
  }),
  guard('policy-widened', 'exposure', 'whose tokens are checked', {
    code: 'tokens-unchecked',
    kinds: 'RequestAuthentication',
    at: 'spec.jwtRules.**',
    level: 'high',
    closes: ({ value }) => list(at(value, 'spec', 'jwtRules')).map(({ issuer }) => [text(issuer) ?? '']),
  }),
  guard('mesh-open', 'exposure', 'encryption between pods', {
    code: 'unencrypted-calls',
    kinds: 'PeerAuthentication',
    at: 'spec.mtls.**|spec.portLevelMtls.**',
    level: 'high',
    fresh: (after, before, tree) => (before === undefined ? plainCalls(after, tree, {}) : []),
    opens: plainCalls,
  }),
  guard('mesh-open', 'exposure', 'encryption of calls to a destination', {
    code: 'unencrypted-destination',
    kinds: 'DestinationRule',
    at: '**.tls.**',
    level: 'high',
    shown: 1,
    opens: destinationTls,
  }),
  guard('egress-open', 'exposure', 'addresses outside', {
    code: 'every-outside-address',
    kinds: 'Sidecar',
    at: 'spec.outboundTrafficPolicy.**',
    level: 'high',
    fresh: ({ value }, before) =>
      before === undefined && at(value, 'spec', 'outboundTrafficPolicy') === undefined ? [['ALLOW_ANY']] : [],
    opens: ({ value }) =>
      text(at(value, 'spec', 'outboundTrafficPolicy', 'mode')) === 'REGISTRY_ONLY' ? [] : [['ALLOW_ANY']],
  }),
]
