import { issue, readJson, type Issue } from '@slipway/core'
import { fields, groupOf, isFields, knownKinds, table, text, type Fields } from '@slipway/kube'
import { isKustomization } from './kustomization-file.ts'
import { locationOf, type Locate, type PathLocation } from './path-location.ts'
import type { ReadDocuments } from './documents.ts'
import { readYaml, type YamlDocuments, type YamlMark } from '@slipway/kube/read-yaml'

/** One object of a tree, and where it stands. The version of its API is no part of what it is. */
export interface Entity {
  readonly path: string
  /** The line of the file at which its document begins, from 1. */
  readonly line: number
  readonly location: PathLocation
  readonly group: string
  readonly version: string
  /** Empty for a document that is no Kubernetes object. */
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly value: Fields
  /** Equal for the same object in two trees. */
  readonly key: string
}

const word = (value: unknown): string =>
  typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value)

/**
 * Where the kinds of `extensions/v1beta1` went: by both names they are one object (the API server keeps no group of its
 * own for them).
 */
const moved = table<string>({
  Deployment: 'apps',
  DaemonSet: 'apps',
  ReplicaSet: 'apps',
  Ingress: 'networking.k8s.io',
  NetworkPolicy: 'networking.k8s.io',
})

/**
 * Kinds of a whole cluster. A namespace that one says, as kustomize gives it to kinds that it does not know, is dropped
 * by the API server.
 */
const ofCluster = new Set([
  'cilium.io/CiliumClusterwideNetworkPolicy',
  'crd.projectcalico.org/GlobalNetworkPolicy',
  'external-secrets.io/ClusterExternalSecret',
  'gateway.networking.k8s.io/GatewayClass',
  'kyverno.io/ClusterPolicy',
  'projectcalico.org/GlobalNetworkPolicy',
  'security.openshift.io/SecurityContextConstraints',
  ...Object.entries(knownKinds).flatMap(([kind, { namespaced, versions }]) =>
    namespaced ? [] : versions.map((version) => `${groupOf(version)}/${kind}`),
  ),
])

function entity(path: string, line: number, location: PathLocation, value: unknown, nth: number): Entity {
  const object = isFields(value) ? value : { value }
  const metadata = fields(object.metadata)
  // Kustomize fills both in.
  const isPlain = isKustomization(path) && object.apiVersion === undefined && object.kind === undefined
  // `builtin` is what its own generators and transformers are of.
  const apiVersion = isPlain
    ? 'kustomize.config.k8s.io/'
    : text(object.apiVersion)?.replace(/^builtin$/, 'kustomize.config.k8s.io/builtin')
  const kind = isPlain ? 'Kustomization' : apiVersion === undefined ? '' : (text(object.kind) ?? '')
  const [, said = '', version = ''] = kind === '' ? [] : (/^(?:([^/]*)\/)?(.*)$/s.exec(apiVersion ?? '') ?? [])
  const group = said === 'extensions' ? (moved[kind] ?? said) : said
  const namespace = kind === '' || ofCluster.has(`${group}/${kind}`) ? '' : word(metadata.namespace)
  const prefix = metadata.name === undefined ? metadata.generateName : undefined
  const given = prefix === undefined ? word(metadata.name) : `${word(prefix)}*`
  // An object without a name is identified by its file and its position there.
  const name = kind === '' || given === '' ? `${path}${nth === 0 ? '' : `#${nth + 1}`}` : given
  const key = `${location.cluster}\0${group}/${kind}\0${namespace}\0${name}`
  return { path, line, location, group, version, kind, namespace, name, value: object, key }
}

/** The members of a List, as an API server and `kubectl get` hand out many objects. */
const membersOf = (value: unknown): readonly unknown[] | undefined =>
  isFields(value) &&
  text(value.kind)?.endsWith('List') &&
  Array.isArray(value.items) &&
  text(value.apiVersion) !== undefined
    ? value.items
    : undefined

const noJson = (path: string): YamlDocuments => ({
  docs: [],
  issues: [issue(path, '', 'no-json', 'a file that is no JSON', 'one object as JSON', 'correct it, or name it .yaml')],
  marks: [],
})

/** The contents of a file. */
export interface Read {
  readonly entities: readonly Entity[]
  readonly issues: readonly Issue[]
  readonly marks: readonly YamlMark[]
}

/** Every object in a file, its unreadable parts, and parts that other readers take otherwise. */
export function entitiesOf(
  path: string,
  content: string,
  locate: Locate = locationOf,
  read: ReadDocuments = readYaml,
): Read {
  // Argo CD reads `.json` by a reader of JSON alone.
  const { docs, issues, marks } =
    path.endsWith('.json') && readJson(content) === undefined ? noJson(path) : read(path, content)
  const entities: Entity[] = []
  const add = (value: unknown, line: number): void => {
    entities.push(entity(path, line, locate(path), value, entities.length))
  }
  const addAll = (value: unknown, line: number, depth: number): void => {
    const members = depth > 8 ? undefined : membersOf(value)
    if (members === undefined) return add(value, line)
    // Further fields of a List are no object, but may change.
    const { items: _, apiVersion: __, kind: ___, ...rest } = value as Fields
    if (Object.keys(rest).length > 0) add({ list: rest }, line)
    for (const member of members) addAll(member, line, depth + 1)
  }
  for (const { value, line } of docs) addAll(value, line, 0)
  return { entities, issues, marks }
}

/** For a file whose characters are not the ones that Kubernetes would read, such as one in UTF-16. */
export const undecodable = (path: string): Issue =>
  issue(path, '', 'yaml-encoding', 'bytes that are no UTF-8', 'a file in UTF-8', 'save it as UTF-8')

export const tooLarge = (path: string): Issue =>
  issue(path, '', 'yaml-size', 'a file of more than 64 MB', 'files of at most 64 MB', 'split it')
