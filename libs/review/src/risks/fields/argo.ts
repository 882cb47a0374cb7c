import { at, list, text, texts } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import { isApplication } from '../../read/kind.ts'
import type { Entity } from '../../read/entity.ts'
import { secretText } from '../../read/secret-text.ts'
import type { Index } from '../../read/trees.ts'
import { resolved } from '../../sources/source-tree.ts'
import { rule } from '../risk.ts'
import { field, fieldRule, unsaid } from './field-rule.ts'
import { loses } from './parts.ts'

const project = 'AppProject.argoproj.io'
const application = 'Application.argoproj.io'

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
    (one) =>
      isApplication(one) &&
      one.location.cluster === location.cluster &&
      at(one.value, 'spec', 'project') === name &&
      (goneRepos.includes(text(at(one.value, 'spec', 'source', 'repoURL')) ?? '-') ||
        goneSpaces.includes(text(at(one.value, 'spec', 'destination', 'namespace')) ?? '-')),
  )
}

const argoSecret = /^(?:repository|repo-creds|repository-write|cluster)$/
/** Whether a Secret of Argo CD tells it to believe whoever answers. */
const believesAll = ({ value }: Entity): boolean =>
  argoSecret.test(text(at(value, 'metadata', 'labels', 'argocd.argoproj.io/secret-type')) ?? '') &&
  (['insecure', 'insecureIgnoreHostKey', 'insecureOCIForceHttp'].some((key) => secretText(value, key) === 'true') ||
    /"insecure"\s*:\s*true/.test(secretText(value, 'config')))

/** Whether an Application's folder is in neither tree. If it is in one, the review reports its objects one by one. */
function isElsewhere(entity: Entity | undefined, tree: Index): boolean {
  const folder = resolved('', text(at(entity?.value, 'spec', 'source', 'path')) ?? '')
  return folder === undefined || tree.inFolder(folder, true).length === 0
}

const plugins = (sources: unknown): readonly string[] =>
  list(sources).flatMap(({ plugin }) => (plugin == null ? [] : [canonical(plugin)]))
const managedLabels = 'spec.syncPolicy.managedNamespaceMetadata.labels'
/** How much the namespace that Argo CD labels refuses of pods. */
const podSecurity = (labels: unknown): number =>
  Math.max(0, ['baseline', 'restricted'].indexOf(text(at(labels, 'pod-security.kubernetes.io/enforce')) ?? '') + 1)

/** The scope and trust of Argo CD. */
export const argoFieldRisks = [
  fieldRule('argo-scope', 'outage', 'what Argo CD syncs, and when', [
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
    field('made-by-plugin', 'medium', application, 'spec.source.plugin'),
    field('made-by-plugin', 'medium', application, 'spec.sources', (was, is) => loses(plugins(is), plugins(was))),
    field('pods-allowed', 'high', application, managedLabels, (was, is) => podSecurity(is) < podSecurity(was)),
    field('syncs-once', 'low', application, 'spec.syncPolicy.retry', unsaid),
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
]
