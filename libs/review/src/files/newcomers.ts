import { baseName } from '@slipway/core'
import { at, fields, list, text } from '@slipway/kube'
import type { ReadDocuments } from '../read/documents.ts'
import type { Texts } from './file-risk.ts'
import { hostsIn } from './hosts-in.ts'

/** Addresses of each package, by its name. */
type Addresses = ReadonlyMap<string, string>

const chartAddresses = (value: unknown): Addresses =>
  new Map(list(at(value, 'dependencies')).map(({ name, repository }) => [text(name) ?? '', text(repository) ?? '']))
const composerAddresses = (value: unknown): Addresses =>
  new Map(
    [...list(at(value, 'packages')), ...list(at(value, 'packages-dev'))].map(({ name, dist, source }) => [
      text(name) ?? '',
      [dist, source].map((one) => text(fields(one)['url']) ?? '').join(' '),
    ]),
  )
/** Lockfiles of tools without one registry: each package says where it is from. */
const readers: Readonly<Record<string, (value: unknown) => Addresses>> = {
  'Chart.lock': chartAddresses,
  'composer.lock': composerAddresses,
}

/** Hosts that only packages which are new name: where a known one is from is another matter. */
export function newcomers({ path, before, after, around }: Texts): ReadonlySet<string> {
  const of = readers[baseName(path)]
  if (of === undefined || before === undefined || after === undefined) return new Set()
  const read = (source: string, documents: ReadDocuments) => of(documents(path, source).docs[0]?.value)
  const [was, is] = [before, after].map((source) => read(source, around.documents)) as [Addresses, Addresses]
  const split = [true, false].map(
    (isNew) => new Set([...is].filter(([name]) => !was.has(name) === isNew).flatMap(([, url]) => hostsIn(url))),
  ) as [Set<string>, Set<string>]
  return new Set([...split[0]].filter((host) => !split[1].has(host)))
}
