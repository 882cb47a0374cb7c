import { isFields, list, text, texts } from '@slipway/kube'
import { containersIn } from '../../effects/pod-nodes.ts'
import type { Entity } from '../../read/entity.ts'
import type { Index } from '../../read/trees.ts'
import { hasChart } from '../../sources/helm-release.ts'
import type { Opening } from '../covers.ts'
import { guard, nothing } from '../guard.ts'
import { asValues } from '../fields/word-points.ts'
import { byRegistry, registryOf, repositoryOf } from './image-source.ts'
import { podKinds } from './pod-openings.ts'

/** Kinds whose pods are judged by their own rules, and kinds that hold words which only look like those of a pod. */
const others = new Set([
  ...podKinds,
  'ConfigMap',
  'Secret',
  'CustomResourceDefinition',
  'ClusterPolicy',
  'Policy',
  'ConstraintTemplate',
])

/** Fields of pods that a controller makes of an object, wherever they stand: a key and a value. */
function words(
  entity: Entity,
  of: (key: string, value: unknown, parent: Readonly<Record<string, unknown>>) => readonly string[],
): readonly Opening[] {
  if (others.has(entity.kind)) return []
  const found: string[] = []
  const walk = (value: unknown, depth: number): void => {
    if (depth > 40) return
    if (Array.isArray(value)) for (const inner of value) walk(inner, depth + 1)
    else if (isFields(value))
      for (const [key, inner] of Object.entries(value)) {
        found.push(...of(key, inner, value))
        walk(asValues(key, inner), depth + 1)
      }
  }
  walk(entity.value['spec'] ?? entity.value, 0)
  return [...new Set(found)].map((one) => [one])
}

/** With a path and a version; a longer text is none, and takes the pattern long. */
const isImage = (said: string): boolean => said.length <= 500 && /^[a-z0-9][\w./-]*\/[\w./-]+[:@][\w.:@-]+$/.test(said)
const image = (key: string, value: unknown, parent: Readonly<Record<string, unknown>>): readonly string[] => {
  if (/(?:^i|I)mage(?:Name)?$/.test(key) && typeof value === 'string' && /[/:@]/.test(value))
    return [repositoryOf(value)]
  // A parameter of a workflow, a variable that an operator makes pods by: `{name: build-image, default: a.example/b:1}`.
  if (
    (key === 'default' || key === 'value') &&
    typeof value === 'string' &&
    /image$/i.test(text(parent['name']) ?? '') &&
    isImage(value)
  )
    return [repositoryOf(value)]
  // Kustomize's other name of an image, where that is somebody else's: `images: [{name, newName}]`.
  if (key === 'newName' && typeof value === 'string') {
    const [was, is] = [repositoryOf(text(parent['name']) ?? ''), repositoryOf(value)]
    return registryOf(was) === registryOf(is) ? [] : [is]
  }
  // As in most charts' values.
  if (
    key !== 'repository' ||
    typeof value !== 'string' ||
    !('tag' in parent || 'registry' in parent || 'pullPolicy' in parent)
  )
    return []
  const registry = text(parent['registry'])
  return [repositoryOf(registry === undefined || registry === '' ? value : `${registry}/${value}`)]
}

/** Images by whose names a program makes pods itself: `RELATED_IMAGE_X`, `--sidecar-image=a.example/b:1`. */
const handedOn = ({ value }: Entity): readonly Opening[] => {
  const said = containersIn(value['spec']).flatMap((one) => [
    ...list(one['env']).map((each) => [text(each['name']), text(each['value'])]),
    ...[...texts(one['command']), ...texts(one['args'])].map(
      (word) => /^--?([\w.-]+)=(.*)$/s.exec(word)?.slice(1) ?? [],
    ),
  ])
  return said.flatMap(([name = '', named = '']) =>
    /(?:^|[_.-])image(?:$|[_.-])|Image$/i.test(name) && isImage(named) ? [[repositoryOf(named)]] : [],
  )
}

/** The releases that a HelmRelease without a chart is laid over: where their images come from, its own may come from, too. */
const patchedBy = (entity: Entity, tree: Index): readonly Entity[] =>
  entity.kind !== 'HelmRelease' || hasChart(entity)
    ? []
    : [...new Set([entity.location.cluster, ''])].flatMap((cluster) =>
        tree
          .kind(cluster, entity.kind, entity.namespace)
          .filter((one) => one.name === entity.name && one.path !== entity.path && hasChart(one)),
      )

const at =
  '**.values|**.securityContext.**|**.podSecurityContext.**|**.privileged|**.allowPrivilegeEscalation|**.capabilities.**'

/** The same of pods that other controllers make: workflows, databases, charts. */
export const anyPodGuards = [
  guard('privilege', 'exposure', 'what processes of any controller may do', {
    code: 'more-privileges',
    kinds: '*',
    at,
    level: 'high',
    opens: (entity) =>
      words(entity, (key, value) =>
        (key === 'privileged' || key === 'allowPrivilegeEscalation') && value === true ? [key] : [],
      ),
    fresh: nothing,
  }),
  guard('privilege', 'exposure', 'processes of any controller that are not root', {
    code: 'root',
    kinds: '*',
    at,
    level: 'high',
    opens: (entity) =>
      words(entity, (key, value) =>
        key === 'runAsUser' && value === 0
          ? ['runAsUser 0']
          : key === 'runAsNonRoot' && value === false
            ? ['runAsNonRoot']
            : [],
      ),
    fresh: nothing,
  }),
  guard('privilege', 'exposure', "the node's own namespaces, for any controller", {
    code: 'node-namespace',
    kinds: '*',
    at: '**.values|**.hostNetwork|**.hostPID|**.hostIPC',
    level: 'high',
    opens: (entity) =>
      words(entity, (key, value) => (/^host(?:Network|PID|IPC)$/.test(key) && value === true ? [key] : [])),
    fresh: nothing,
  }),
  guard('privilege', 'exposure', "folders of the node's own, for any controller", {
    code: 'node-folder',
    kinds: '*',
    at: '**.values|**.hostPath.**|**.volumes.**',
    level: 'high',
    opens: (entity) =>
      words(entity, (key, value) => (key === 'hostPath' && isFields(value) ? [text(value['path']) ?? ''] : [])),
    fresh: nothing,
  }),
  guard('image-source', 'exposure', 'where images come from that a program makes pods of', {
    code: 'image-source',
    kinds: podKinds.join(' '),
    at: '**.env.**|**.args.**|**.command.**',
    level: (now, before) => (before.length === 0 ? 'medium' : byRegistry(now, before)),
    opens: handedOn,
  }),
  guard('image-source', 'exposure', 'where images of any controller come from', {
    code: 'image-source',
    kinds: '*',
    at: '**.values|**.image|**.imageName|**.image.**|**.repository|**.registry|spec.images.**|**.default|**.value',
    level: byRegistry,
    opens: (entity, tree) => [entity, ...patchedBy(entity, tree)].flatMap((one) => words(one, image)),
  }),
]
