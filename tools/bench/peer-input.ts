import type { KubeObject } from '@slipway/core'

/** One app's objects in each environment, in one order. */
export type AppObjects = ReadonlyMap<string, readonly KubeObject[]>

/** An object as a template: where environments differ in a value only, that value has a name, and each environment its own. */
export interface TemplatedObject {
  /** With texts `@@v3@@` where the value `v3` belongs. */
  readonly object: unknown
  /** Where it is; all environments when there is none. */
  readonly only?: string
}

export interface Templated {
  readonly objects: readonly TemplatedObject[]
  /** By environment: the values, by name. */
  readonly values: ReadonlyMap<string, Readonly<Record<string, unknown>>>
}

class Apart extends Error {}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lays an object of several environments over each other. @throws Apart where they differ in more than values */
function laid(all: readonly unknown[], name: (values: readonly unknown[]) => string): unknown {
  const [first] = all
  if (all.every((one) => JSON.stringify(one) === JSON.stringify(first))) return first
  if (all.every(isFields)) {
    const keys = Object.keys(first as object)
    if (!all.every((one) => Object.keys(one).join('\0') === keys.join('\0'))) throw new Apart()
    return Object.fromEntries(
      keys.map((key) => [
        key,
        laid(
          all.map((one) => one[key]),
          name,
        ),
      ]),
    )
  }
  if (all.every((one): one is readonly unknown[] => Array.isArray(one))) {
    if (!all.every((one) => one.length === (first as readonly unknown[]).length)) throw new Apart()
    return (first as readonly unknown[]).map((_, i) =>
      laid(
        all.map((one) => one[i]),
        name,
      ),
    )
  }
  if (!all.every((one) => typeof one === typeof first && typeof one !== 'object')) throw new Apart()
  return name(all)
}

const idOf = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.name}`

/**
 * What a person would write for another renderer: one template for each object of an app, with values for what differs between environments,
 * and objects that only some environments have, or that differ in form, for each environment on its own.
 */
export function templated(app: AppObjects): Templated {
  const environments = [...app.keys()]
  const values = new Map(environments.map((environment) => [environment, { environment } as Record<string, unknown>]))
  let count = 0
  const name = (all: readonly unknown[]): string => {
    const key = `v${count++}`
    environments.forEach((environment, i) => ((values.get(environment) ?? {})[key] = all[i]))
    return `@@${key}@@`
  }
  const ids = [...new Set([...app.values()].flatMap((objects) => objects.map(idOf)))]
  const objects = ids.flatMap((id): TemplatedObject[] => {
    const found = environments.map((environment) => ({
      environment,
      object: app.get(environment)?.find((one) => idOf(one) === id),
    }))
    const there = found.flatMap(({ environment, object }) => (object === undefined ? [] : [{ environment, object }]))
    try {
      if (there.length < environments.length) throw new Apart()
      return [
        {
          object: laid(
            there.map(({ object }) => object),
            name,
          ),
        },
      ]
    } catch (error) {
      if (!(error instanceof Apart)) throw error
      return there.map(({ environment, object }) => ({ object, only: environment }))
    }
  })
  return { objects, values }
}
