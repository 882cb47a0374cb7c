import { at, fields, isFields, list, text, texts } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import { isKind } from '../../effects/known-kind.ts'
import type { Entity } from '../../read/entity.ts'
import type { Index } from '../../read/trees.ts'
import { rule, type Danger } from '../risk.ts'
import { end, endRule, field, fieldRule } from './field-rule.ts'
import { loses } from './parts.ts'

const project = 'AppProject.argoproj.io'
const application = 'Application.argoproj.io'
const olm = 'Subscription.operators.coreos.com'
const constraints = 'SecurityContextConstraints.security.openshift.io'
const nodes = 'EC2NodeClass.karpenter.k8s.aws'

const windows = (all: unknown, kind: string): readonly string[] =>
  list(all)
    .filter((one) => one['kind'] === kind)
    .map((one) =>
      canonical([one['schedule'], one['duration'], one['applications'], one['namespaces'], one['clusters']]),
    )
/** At every time, for everything. */
const holdsAll = (all: unknown): boolean =>
  list(all).some(
    ({ kind, schedule, applications }) =>
      kind === 'deny' && schedule === '* * * * *' && texts(applications).includes('*'),
  )
/** More times of `deny`, or a first or narrower time of `allow`: outside of those nothing syncs. */
const holdsMore = (was: unknown, is: unknown): boolean =>
  loses(windows(is, 'deny'), windows(was, 'deny')) ||
  (windows(is, 'allow').length > 0 &&
    (windows(was, 'allow').length === 0 || loses(windows(was, 'allow'), windows(is, 'allow'))))
/** Whether an Application of the tree uses what its project permitted, and permits no more. */
function strands(was: unknown, is: unknown, { name, location }: Entity, tree: Index): boolean {
  const repos = (spec: unknown) => texts(at(spec, 'sourceRepos'))
  const spaces = (spec: unknown) => list(at(spec, 'destinations')).map((one) => text(one['namespace']) ?? '')
  const left = (before: readonly string[], after: readonly string[]) =>
    after.some((one) => one.includes('*')) ? [] : before.filter((one) => !after.includes(one))
  const [goneRepos, goneSpaces] = [left(repos(was), repos(is)), left(spaces(was), spaces(is))]
  if (goneRepos.length + goneSpaces.length === 0) return false
  return tree.all.some(
    ({ kind, value, location: own }) =>
      kind === 'Application' &&
      own.cluster === location.cluster &&
      at(value, 'spec', 'project') === name &&
      (goneRepos.includes(text(at(value, 'spec', 'source', 'repoURL')) ?? '-') ||
        goneSpaces.includes(text(at(value, 'spec', 'destination', 'namespace')) ?? '-')),
  )
}

/** A text of a Secret, plain or in base64. */
const said = (value: unknown, key: string): string =>
  text(at(value, 'stringData', key)) ?? Buffer.from(text(at(value, 'data', key)) ?? '', 'base64').toString('utf8')
const argoSecret = /^(?:repository|repo-creds|repository-write|cluster)$/
/** Whether a Secret of Argo CD tells it to believe whoever answers. */
const believesAll = ({ value }: Entity): boolean =>
  argoSecret.test(text(at(value, 'metadata', 'labels', 'argocd.argoproj.io/secret-type')) ?? '') &&
  (['insecure', 'insecureIgnoreHostKey', 'insecureOCIForceHttp'].some((key) => said(value, key) === 'true') ||
    /"insecure"\s*:\s*true/.test(said(value, 'config')))

/** Kinds that have nothing at their top but these (the schemas of libs/checks/schemas); `operation` is Argo CD's own. */
const whole = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status', 'operation'])
const withSpec =
  '*.argoproj.io *.istio.io *.keda.sh *.cert-manager.io *.external-secrets.io *.monitoring.coreos.com *.toolkit.fluxcd.io *.karpenter.sh *.gateway.networking.k8s.io Deployment.apps StatefulSet.apps DaemonSet.apps Job.batch CronJob.batch HorizontalPodAutoscaler.autoscaling PodDisruptionBudget.policy Ingress.networking.k8s.io NetworkPolicy.networking.k8s.io'
const misplaced = ({ value }: Entity): readonly string[] =>
  Object.keys(value).filter((key) => !whole.has(key) && value[key] !== null)

const changing = (rules: unknown): readonly unknown[] =>
  list(rules).flatMap(({ mutate, generate }) => [mutate, generate].filter((one) => one !== undefined))
const strong =
  /"(?:image|containers|initContainers|hostNetwork|hostPID|hostPath|privileged|serviceAccountName|securityContext)"/
const fresh = (was: unknown, is: unknown): readonly string[] => {
  const old = new Set(changing(was).map((one) => canonical(one)))
  return changing(is)
    .map((one) => canonical(one))
    .filter((one) => !old.has(one))
}

/** What a SecurityContextConstraints of OpenShift lets pods do, and whose. */
const powers = (value: unknown): readonly string[] => [
  ...Object.entries(fields(value)).flatMap(([key, one]) => (key.startsWith('allow') && one === true ? [key] : [])),
  ...['users', 'groups', 'volumes', 'allowedCapabilities'].flatMap((key) =>
    texts(at(value, key)).map((one) => `${key} ${one}`),
  ),
  ...['runAsUser', 'seLinuxContext', 'fsGroup'].flatMap((key) => (at(value, key, 'type') === 'RunAsAny' ? [key] : [])),
]
const mayMore = ({ change: { before, after } }: Danger): boolean =>
  after !== undefined && loses(powers(after.value), before === undefined ? [] : powers(before.value))

/** Whether the folder of an Application is in no tree here: else its objects are told one by one. */
const isElsewhere = (entity: Entity | undefined, tree: Index): boolean =>
  tree.inFolder((text(at(entity?.value, 'spec', 'source', 'path')) ?? '').replace(/^\.\/|\/+$/g, ''), true).length === 0

/** What Argo CD, operators and policies do by themselves. */
export const clusterCareRisks = [
  fieldRule('argo-care', 'outage', 'what Argo CD syncs, and when', [
    field('syncs-held', 'high', project, 'spec.syncWindows', (was, is) => holdsAll(is) && !holdsAll(was), true),
    field('syncs-held', 'medium', project, 'spec.syncWindows', holdsMore),
    field(
      'project-narrowed',
      'high',
      project,
      'spec',
      (was, is, { change: { after }, trees }) => after !== undefined && strands(was, is, after, trees.after),
    ),
    field(
      'other-files',
      'high',
      application,
      'spec.source.directory',
      (_, __, { change: { after }, trees }) =>
        at(after?.value, 'spec', 'syncPolicy', 'automated', 'prune') === true && isElsewhere(after, trees.after),
    ),
    field('other-files', 'medium', application, 'spec.source.directory', (_, __, { change: { after }, trees }) =>
      isElsewhere(after, trees.after),
    ),
    field(
      'syncs-once',
      'low',
      application,
      'spec.syncPolicy.retry',
      (was, is) => was !== undefined && is === undefined,
    ),
  ]),
  rule('argo-trust', 'exposure', 'whom Argo CD believes', ({ entity, delta, change: { before, after } }) => {
    if (
      entity.kind !== 'Secret' ||
      after === undefined ||
      (delta !== undefined && !/^(?:data|stringData|metadata)$/.test(delta.steps[0] ?? ''))
    )
      return undefined
    return believesAll(after) && (before === undefined || !believesAll(before)) && ['high', 'argo-unchecked']
  }),
  rule(
    'misplaced',
    'outage',
    'fields that stand where nobody reads them',
    ({ entity, delta, change: { before, after } }) => {
      if (after === undefined || !isKind(entity, withSpec) || !isFields(after.value['spec'])) return undefined
      const odd = misplaced(after)
      const had = new Set(before === undefined ? [] : misplaced(before))
      const isHere = delta === undefined ? before === undefined : odd.includes(delta.steps[0] ?? '')
      return isHere && odd.some((key) => !had.has(key)) && ['medium', 'misplaced-field']
    },
  ),
  fieldRule('node-care', 'exposure', 'what nodes may do, and who reaches them', [
    ...['role', 'instanceProfile'].map((name) =>
      field('node-rights', 'high', nodes, `spec.${name}`, (was) => was !== undefined),
    ),
    field('nodes-public', 'high', nodes, 'spec.associatePublicIPAddress', (_, is) => is === true, true),
  ]),
  fieldRule('policy-writes', 'exposure', 'what policies write into objects of others', [
    field(
      'pods-changed',
      'high',
      'ClusterPolicy.kyverno.io Policy.kyverno.io',
      'spec.rules',
      (was, is) => fresh(was, is).some((one) => strong.test(one)),
      true,
    ),
    field(
      'pods-changed',
      'medium',
      'ClusterPolicy.kyverno.io Policy.kyverno.io',
      'spec.rules',
      (was, is) => fresh(was, is).length > 0,
      true,
    ),
  ]),
  fieldRule('operator-care', 'outage', 'operators that OLM installs and updates', [
    field('operator-installed', 'medium', olm, 'spec', (was) => was === undefined, true),
    ...['channel', 'name', 'source', 'sourceNamespace', 'startingCSV'].map((name) =>
      field('operator-other', 'medium', olm, `spec.${name}`, (was) => was !== undefined),
    ),
    field(
      'version-floats',
      'medium',
      olm,
      'spec.installPlanApproval',
      (was, is) => was === 'Manual' && is !== 'Manual',
    ),
  ]),
  endRule('operator-care', 'outage', 'operators that OLM updated', [end('operator-left', 'medium', olm)]),
  rule('openshift-rights', 'exposure', 'what OpenShift lets pods and people do', (danger) => {
    const {
      entity,
      delta,
      change: { before, after },
    } = danger
    if (after === undefined || (delta === undefined && before !== undefined)) return undefined
    if (isKind(entity, constraints)) return mayMore(danger) && ['high', 'pods-allowed']
    if (!isKind(entity, 'Group.user.openshift.io')) return undefined
    return loses(texts(after.value['users']), texts(before?.value['users'])) && ['medium', 'group-joined']
  }),
]
