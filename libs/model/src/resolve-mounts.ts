import { bytes, type PodSpec, type VolumeSize } from '@slipway/spec'
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

export const resolveVolumes = (spec: PodSpec): readonly Volume[] =>
  Object.entries<VolumeSize>(spec.volumes ?? {})
    .map(([mount, given]) => ({
      name: volumeName(mount),
      mount,
      size: bytes(typeof given === 'string' ? given : given.size),
      grown: typeof given === 'string' || given.grown === undefined ? null : bytes(given.grown),
      persistent: spec.kind === 'stateful',
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
