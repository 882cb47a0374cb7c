import { issue, type Issue } from '@slipway/core'
import { fields, isFields, text, type Fields } from '@slipway/kube'
import { locationOf, type PathLocation } from './path-location.ts'
import { readYaml } from '@slipway/kube/read-yaml'

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
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value)

function entity(path: string, line: number, place: PathLocation, value: unknown, nth: number): Entity {
  const object = isFields(value) ? value : { value }
  const apiVersion = text(object.apiVersion)
  const metadata = fields(object.metadata)
  const kind = apiVersion === undefined ? '' : (text(object.kind) ?? '')
  const slash = apiVersion?.indexOf('/') ?? -1
  const group = kind === '' || slash < 0 ? '' : (apiVersion ?? '').slice(0, slash)
  const version = kind === '' ? '' : (apiVersion ?? '').slice(slash + 1)
  const namespace = kind === '' ? '' : word(metadata.namespace)
  const given =
    metadata.name === undefined && metadata.generateName !== undefined
      ? `${word(metadata.generateName)}*`
      : word(metadata.name)
  // What has no name is known by its file and its position there.
  const name = kind === '' || given === '' ? `${path}${nth === 0 ? '' : `#${nth + 1}`}` : given
  return {
    path,
    line,
    location: place,
    group,
    version,
    kind,
    namespace,
    name,
    value: object,
    key: `${place.cluster}\0${group}/${kind}\0${namespace}\0${name}`,
  }
}

/** The members of a List, `v1` or of one kind, which is how an API server and `kubectl get` hand out many objects. */
const membersOf = (value: unknown): readonly unknown[] | undefined =>
  isFields(value) &&
  text(value.kind)?.endsWith('List') === true &&
  Array.isArray(value.items) &&
  typeof value.apiVersion === 'string'
    ? value.items
    : undefined

/** Every object in a file, with what could not be read of it. */
export function entitiesOf(
  path: string,
  content: string,
): { readonly entities: readonly Entity[]; readonly issues: readonly Issue[] } {
  const { docs, issues } = readYaml(path, content)
  const place = locationOf(path)
  const entities: Entity[] = []
  const add = (value: unknown, line: number, depth: number): void => {
    const members = depth > 8 ? undefined : membersOf(value)
    if (members === undefined) {
      entities.push(entity(path, line, place, value, entities.length))
      return
    }
    // What the List itself says beside its members is no object, yet it may change.
    const { items: _, apiVersion: __, kind: ___, ...rest } = value as Fields
    if (Object.keys(rest).length > 0) entities.push(entity(path, line, place, { list: rest }, entities.length))
    members.forEach((member) => add(member, line, depth + 1))
  }
  for (const { value, line } of docs) add(value, line, 0)
  return { entities, issues }
}

/** A file that git says is UTF-16 or worse: its characters are not the ones that Kubernetes would read. */
export const undecodable = (path: string): Issue =>
  issue(path, '', 'yaml-encoding', 'bytes that are no UTF-8', 'a file in UTF-8', 'save it as UTF-8')
