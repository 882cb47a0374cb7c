import {
  failed,
  fieldPath,
  type InputFiles,
  isWithin,
  issue,
  ok,
  parse,
  show,
  suggestion,
  type Issue,
  type Outcome,
} from '@slipway/core'
import { importData, type Fleet } from '@slipway/fleet'
import { memoized, isFields, type Fields } from '@slipway/kube'
import type { Kind, SpecPart } from '../shape/app.ts'
import { defaultFields, defaultsData, defaultsFile, type DefaultsData } from '../shape/defaults.ts'

/** By field of a spec (`drain`, `health.delay`, `env.TZ`): where `fleet/defaults.ts` says it. */
export type Inherited = ReadonlyMap<string, string>

/** Fields that are merged key by key. Any other field comes whole from the app, or else from the fleet. */
const merged = new Set(['health', 'env'])

function read(data: unknown, environments: readonly string[]): Outcome<DefaultsData> {
  const parsed = parse(defaultsData, data, defaultsFile)
  const named = isFields(data) && isFields(data['in']) ? Object.keys(data['in']) : []
  const unknown = named
    .filter((env) => !environments.includes(env))
    .map((env) => {
      const want = 'an environment of fleet/fleet.ts'
      return issue(
        defaultsFile,
        fieldPath(['in', env]),
        'unknown-environment',
        show(env),
        want,
        suggestion(env, environments),
      )
    })
  return parsed.ok && unknown.length === 0 ? parsed : failed(...(parsed.ok ? [] : parsed.issues), ...unknown)
}

/** Issues of the defaults alone. Empty if they cannot be read, which the fleet's reader reports. */
export function defaultsIssues(files: InputFiles): readonly Issue[] {
  if (!files.list('fleet').includes('defaults.ts')) return []
  const raw = importData(files.root, defaultsFile, files)
  const parsed = raw.ok ? parse(defaultsData, raw.value, defaultsFile) : ok(undefined)
  return parsed.ok ? [] : parsed.issues
}

/** The fleet's defaults, typed; `{}` where it has none. */
export const fleetDefaults = memoized(
  ({ defaults, environments }: Pick<Fleet, 'defaults' | 'environments'>): Outcome<DefaultsData> =>
    defaults === undefined ? ok({}) : read(defaults, environments),
)

interface Found {
  readonly value: unknown
  readonly at: readonly string[]
}

/** The defaults of a kind in an environment, the narrowest winning. */
function underlay(defaults: DefaultsData, kind: Kind, env: string): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>()
  if (kind === 'function') return found
  const layers: readonly (readonly [readonly string[], Fields | undefined])[] = [
    [[], defaults],
    [['kinds', kind], defaults.kinds?.[kind]],
    [['in', env], defaults.in?.[env]],
    [['in', env, 'kinds', kind], defaults.in?.[env]?.kinds?.[kind]],
  ]
  for (const [path, layer = {}] of layers)
    for (const field of defaultFields(kind)) {
      const value = layer[field]
      if (value === undefined) continue
      if (!merged.has(field) || !isFields(value)) found.set(field, { value, at: [...path, field] })
      else
        for (const [key, inner] of Object.entries(value))
          found.set(`${field}.${key}`, { value: inner, at: [...path, field, key] })
    }
  return found
}

/**
 * A spec with what the fleet says where the app says nothing.
 * @returns the same object where nothing is added
 */
export function withDefaults(
  part: SpecPart,
  defaults: DefaultsData,
  env: string,
): { readonly part: SpecPart; readonly inherited: Inherited } {
  const filled: Record<string, unknown> = { ...part }
  const inherited = new Map<string, string>()
  for (const [name, { value, at }] of underlay(defaults, part.kind, env)) {
    const [field = '', key] = name.split('.')
    const own = filled[field]
    if (key === undefined ? own !== undefined : isFields(own) && own[key] !== undefined) continue
    // Questions are asked in the fleet's way where the app has some; a secret of the same name is the app's own word.
    if (field === 'health' && !isFields(own)) continue
    if (field === 'env' && key !== undefined && part.secrets?.[key] !== undefined) continue
    // Nobody calls an app without a port, and it may say no timeout itself.
    if (field === 'timeout' && part.kind === 'stateful' && part.port === undefined) continue
    filled[field] = key === undefined ? value : { ...(isFields(own) ? own : {}), [key]: value }
    inherited.set(name, fieldPath(at))
  }
  return inherited.size === 0 ? { part, inherited } : { part: filled as SpecPart, inherited }
}

/** Moves an issue that an app has only by a default of the fleet to that default. */
export function causedByDefaults(
  found: readonly Issue[],
  before: readonly Issue[],
  inherited: Inherited,
): readonly Issue[] {
  return found
    .filter((one) => !before.some(({ at, code }) => at === one.at && code === one.code))
    .map((one) => {
      const from = [...inherited].find(([name]) => isWithin(one.at, name))
      const hint = `change it here, or say what is right in ${one.file}`
      const at = from === undefined ? '' : `${from[1]}${one.at.slice(from[0].length)}`
      return { ...one, file: defaultsFile, at, got: `${one.got}, for ${one.file}`, hint }
    })
}
