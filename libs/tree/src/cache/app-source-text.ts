import { appName, clusterName } from '@slipway/core'
import type { AppReading, AppSource } from '@slipway/spec'

type Plain = Pick<AppSource, 'name' | 'file' | 'rejected'> & {
  /** Each spec once: most environments have the same one. */
  readonly specs: readonly unknown[]
  readonly environments: readonly (readonly [string, number])[]
  readonly releases: readonly (readonly [string, unknown])[]
  readonly files: readonly (readonly [string, string])[]
}

/**
 * An app's source as a line of JSON; `null` for a folder that is no app. Not for apps with code of their own or with
 * kept releases.
 */
export function textOfSource(source: AppSource | undefined): string {
  if (source === undefined) return 'null'
  const { name, file, rejected, specs, releases, files } = source
  const each = [...new Set(specs.values())]
  const environments = [...specs].map(([environment, spec]) => [environment, each.indexOf(spec)] as const)
  const plain: Plain = {
    name,
    file,
    ...(rejected === undefined ? {} : { rejected }),
    specs: each,
    environments,
    releases: [...releases],
    files: [...files],
  }
  return JSON.stringify(plain)
}

/**
 * The reading that a text was made of. Its draft does not know where a value was written, so whoever finds an issue
 * with it reads the app again.
 */
export function readingOfText(text: string): AppReading {
  const plain = JSON.parse(text) as Plain | null
  if (plain === null) return { issues: [] }
  const { name, file, rejected } = plain
  const specs = new Map(
    plain.environments.map(([environment, index]) => [environment, plain.specs[index]]),
  ) as AppSource['specs']
  const releases = new Map(
    plain.releases.map(([cluster, release]) => [clusterName(cluster), release]),
  ) as AppSource['releases']
  const source = {
    name: appName(name),
    file,
    specs,
    releases,
    files: new Map(plain.files),
    ...(rejected === undefined ? {} : { rejected }),
  }
  return {
    source,
    draft: { name, file, parts: specs, present: new Set(releases.keys()), place: (_, at) => at },
    issues: [],
  }
}
