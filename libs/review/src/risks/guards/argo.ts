import { at, fields, list, text, texts, type Fields } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import type { Entity } from '../../read/entity.ts'
import type { Opening } from '../covers.ts'
import { guard, nothing } from '../guard.ts'
import type { RiskLevel } from '../level.ts'

const finalizer = /^resources-finalizer\.argocd\.argoproj\.io/
const glob = (word: unknown): string => text(word) ?? '*'

/** A word that begins with `!` takes away (https://argo-cd.readthedocs.io/en/stable/user-guide/projects/). */
const isDenial = (word: string): boolean => word.startsWith('!')
const placesOf = (spec: Fields): readonly Opening[] =>
  list(spec.destinations).map(({ server, name, namespace }) => ['destinations', glob(server ?? name), glob(namespace)])

/** The rights of a project's Applications: field, object, place. */
function permits({ value }: Entity): readonly Opening[] {
  const spec = fields(value.spec)
  const kinds = (field: string) =>
    list(spec[field]).map(({ group, kind, name }) => [field, `${glob(group)}/${glob(kind)}`, text(name) ?? ''])
  return [
    ...texts(spec.sourceRepos)
      .filter((repo) => !isDenial(repo))
      .map((repo) => ['sourceRepos', repo, '']),
    ...texts(spec.sourceNamespaces).map((namespace) => ['sourceNamespaces', namespace, '']),
    ...placesOf(spec).filter((place) => !place.some(isDenial)),
    ...kinds('clusterResourceWhitelist').map(([field = '', kind = '', name = '']) => [
      field,
      kind === '*/*' ? '*' : kind,
      name,
    ]),
    ...(spec.namespaceResourceWhitelist === undefined
      ? [['namespaceResourceWhitelist', '*', '']]
      : kinds('namespaceResourceWhitelist').map(([field = '', kind = '', name = '']) => [
          field,
          kind === '*/*' ? '*' : kind,
          name,
        ])),
    ...list(spec.roles).flatMap(({ name, policies }) =>
      texts(policies).map((policy) => ['roles', policy, text(name) ?? '']),
    ),
  ]
}
/** The objects that a project keeps out. */
function forbids({ value }: Entity): readonly Opening[] {
  const spec = fields(value.spec)
  return [
    ...['clusterResourceBlacklist', 'namespaceResourceBlacklist'].flatMap((field) =>
      list(spec[field]).map(({ group, kind }) => [field, `${glob(group)}/${glob(kind)}`]),
    ),
    ...['signatureKeys', 'sourceIntegrity', 'destinationServiceAccounts'].flatMap((field) =>
      spec[field] == null ? [] : [[field, '']],
    ),
    ...texts(spec.sourceRepos)
      .filter(isDenial)
      .map((repo) => ['sourceRepos', repo]),
    ...placesOf(spec)
      .filter((place) => place.some(isDenial))
      .map((place) => ['destinations', place.slice(1).join(' ')]),
    ...list(spec.syncWindows)
      .filter(({ kind }) => kind === 'deny')
      .map((window) => ['syncWindows deny', canonical(window)]),
  ]
}
const byStar = (now: readonly Opening[]): RiskLevel =>
  now.some(([field, ...parts]) => (field === 'roles' ? /, \*,/.test(parts[0] ?? '') : parts.includes('*')))
    ? 'high'
    : 'medium'

/** The Application that an object is, or makes. */
const specOf = ({ kind, value }: Entity): Fields =>
  fields(kind === 'ApplicationSet' ? at(value, 'spec', 'template', 'spec') : value.spec)
const policyOf = (entity: Entity): Fields => fields(specOf(entity).syncPolicy)
const isAutomated = (policy: Fields): boolean =>
  policy.automated != null && at(policy, 'automated', 'enabled') !== false

/** Orders to Argo CD that delete or replace. */
function orders(entity: Entity): readonly Opening[] {
  const policy = policyOf(entity)
  const automated = isAutomated(policy) ? fields(policy.automated) : {}
  return [
    ...['prune', 'allowEmpty'].filter((word) => automated[word] === true).map((word) => [word]),
    ...texts(policy.syncOptions)
      .filter((option) => /^(?:Replace|Force)=true$/.test(option))
      .map((option) => [option]),
  ]
}
const byOrder = (now: readonly Opening[]): RiskLevel => (now.some(([word]) => word !== 'prune') ? 'high' : 'medium')

/** Settings that keep Applications and their objects; losing one is high. */
function keeps(entity: Entity): readonly Opening[] {
  const policy = fields(at(entity.value, 'spec', 'syncPolicy'))
  const word = text(policy.applicationsSync) ?? 'sync'
  const stays = word === 'create-only' || word === 'create-update'
  return [
    ...(policy.preserveResourcesOnDeletion === true ? [['preserveResourcesOnDeletion']] : []),
    ...(stays ? [['applicationsSync']] : []),
    ...(stays && ending(entity).length > 0 ? [['finalizers']] : []),
  ]
}
/** The actions that Argo CD takes by itself. */
const syncs = (entity: Entity): readonly Opening[] => {
  const policy = policyOf(entity)
  return [
    ...(isAutomated(policy) ? [['automated']] : []),
    ...(isAutomated(policy) && at(policy, 'automated', 'selfHeal') === true ? [['selfHeal']] : []),
    ...(texts(policy.syncOptions).includes('FailOnSharedResource=true') ? [['FailOnSharedResource=true']] : []),
  ]
}
const ignored = (entity: Entity): readonly Opening[] =>
  list(specOf(entity).ignoreDifferences).flatMap(({ group, kind, ...where }) =>
    Object.values(where).flatMap((words) => texts(words).map((path) => [`${glob(group)}/${glob(kind)}`, path])),
  )

/** All that a kind says, or every kind: drift that matters is not seen either. */
const isWide = ([kind = '', path = '']: Opening): boolean =>
  kind.endsWith('/*') || /^[./]?(?:spec|data|rules)?$/.test(path)
const byWidth = (now: readonly Opening[]): RiskLevel => (now.some(isWide) ? 'medium' : 'low')

const ending = ({ value }: Entity): readonly Opening[] =>
  texts(at(value, 'metadata', 'finalizers'))
    .filter((one) => finalizer.test(one))
    .map((one) => [one])
const argoKinds = 'Application.argoproj.io ApplicationSet'
const policyAt = 'spec.syncPolicy.**|spec.template.spec.syncPolicy.**'

/** The powers of Argo CD, and the objects that it leaves alone. */
export const argoGuards = [
  guard('project-widened', 'exposure', 'what an AppProject lets in', {
    code: 'project-permits',
    kinds: 'AppProject',
    at: 'spec.**',
    level: byStar,
    shown: 3,
    opens: permits,
    fresh: nothing,
  }),
  guard('project-widened', 'exposure', 'what an AppProject keeps out', {
    code: 'project-forbids-no-more',
    kinds: 'AppProject',
    at: 'spec.**',
    level: 'high',
    shown: 2,
    closes: forbids,
  }),
  guard('argo-orders', 'data', 'orders to Argo CD that delete or replace', {
    code: 'argo-orders',
    kinds: argoKinds,
    at: policyAt,
    level: byOrder,
    opens: orders,
  }),
  guard('argo-keeps', 'data', 'what keeps Applications and their objects', {
    code: 'argo-keeps-no-more',
    kinds: 'ApplicationSet',
    at: 'spec.syncPolicy.**|metadata.finalizers.**',
    level: 'high',
    closes: keeps,
  }),
  guard('argo-syncs', 'outage', 'what Argo CD does by itself', {
    code: 'argo-syncs-no-more',
    kinds: argoKinds,
    at: policyAt,
    level: 'medium',
    closes: syncs,
  }),
  guard('argo-syncs', 'outage', 'differences that Argo CD sees', {
    code: 'argo-overlooks',
    kinds: argoKinds,
    at: '**.ignoreDifferences.**',
    level: byWidth,
    opens: ignored,
  }),
  guard('argo-keeps', 'data', 'Applications whose end takes their objects along', {
    code: 'end-takes-objects',
    kinds: 'Application.argoproj.io',
    at: 'metadata.finalizers.**',
    level: 'medium',
    opens: ending,
  }),
  guard('argo-keeps', 'outage', 'Applications whose end leaves their objects', {
    code: 'end-leaves-objects',
    kinds: 'Application.argoproj.io',
    at: 'metadata.finalizers.**',
    level: 'medium',
    closes: ending,
  }),
]
