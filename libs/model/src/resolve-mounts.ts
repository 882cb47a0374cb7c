import { bytes, isKept, type PodSpec, type VolumeSize } from '@slipway/spec'
import { compareBy } from '@slipway/core'
import type { ConfigFile, Volume } from './resolved-app.ts'

/** `/var/lib/data` -> `var-lib-data`, at most 50 characters. */
export const volumeName = (mount: string): string =>
  mount
    .slice(1)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '')

function sizeOf(given: VolumeSize): string {
  if (typeof given === 'string') return given
  return 'size' in given ? given.size : 'scratch' in given ? given.scratch : given.memory
}

function mediumOf({ kind }: PodSpec, given: VolumeSize): Volume['medium'] {
  if (typeof given === 'object' && 'memory' in given) return 'memory'
  return kind === 'stateful' && isKept(given) ? 'claim' : 'disk'
}

export const resolveVolumes = (spec: PodSpec): readonly Volume[] =>
  Object.entries<VolumeSize>(spec.volumes ?? {})
    .map(([mount, given]) => ({
      name: volumeName(mount),
      mount,
      size: bytes(sizeOf(given)),
      grown: typeof given === 'object' && 'grown' in given && given.grown !== undefined ? bytes(given.grown) : null,
      medium: mediumOf(spec, given),
    }))
    .sort(compareBy((v) => v.mount))

/** `/etc/web/rules.json` -> `etc_web_rules.json`. */
export const keyOfMount = (mount: string): string => mount.slice(1).replaceAll('/', '_')

export const resolveFiles = (spec: PodSpec, contents: ReadonlyMap<string, string>): readonly ConfigFile[] =>
  Object.entries(spec.files ?? {})
    .flatMap(([mount, own]) =>
      typeof own === 'string' ? [{ key: keyOfMount(mount), mount, content: contents.get(own) ?? '' }] : [],
    )
    .sort(compareBy((f) => f.mount))
