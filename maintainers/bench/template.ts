import { isDeepStrictEqual } from 'node:util'
import type { KubeObject } from '@slipway/core'
import type { Fields } from '@slipway/kube'

export type AppObjects = ReadonlyMap<string, readonly KubeObject[]>

/** The name of a difference between environments. */
interface TemplatedObject {
  readonly id: string
  /** `@@v3@@` in place of the value `v3`. */
  readonly object: unknown
  readonly only?: string
}

interface Template {
  readonly objects: readonly TemplatedObject[]
  readonly values: ReadonlyMap<string, Fields>
}

export const idOf = ({ kind, metadata }: KubeObject): string => `${kind.toLowerCase()}-${metadata.name}`

class DifferentShape extends Error {}

/** With placeholders for what differs. @throws DifferentShape beyond scalars */
function unify(all: readonly unknown[], placeholder: (scalars: readonly unknown[]) => string): unknown {
  const [first] = all
  if (all.every((one) => isDeepStrictEqual(one, first))) return first
  const shapeOf = (value: unknown): string =>
    typeof value === 'object' && value !== null
      ? `${Array.isArray(value)} ${Object.keys(value).sort().join('\0')}`
      : typeof value
  if (!all.every((one) => shapeOf(one) === shapeOf(first))) throw new DifferentShape()
  if (typeof first !== 'object' || first === null) return placeholder(all)
  const members = Object.keys(first).map(
    (key) =>
      [
        key,
        unify(
          all.map((one) => (one as Fields)[key]),
          placeholder,
        ),
      ] as const,
  )
  return Array.isArray(first) ? members.map(([, value]) => value) : Object.fromEntries(members)
}

/**
 * As a person would write it: a template an object; objects of other shape, or of some environments only, for each
 * environment.
 */
export function toTemplate(app: AppObjects): Template {
  const environments = [...app.keys()]
  const values = new Map(
    environments.map((environment): [string, Record<string, unknown>] => [environment, { environment }]),
  )
  let count = 0
  const placeholder = (scalars: readonly unknown[]): string => {
    const key = `v${count++}`
    environments.forEach((environment, i) => ((values.get(environment) ?? {})[key] = scalars[i]))
    return `@@${key}@@`
  }
  const ids = [...new Set([...app.values()].flatMap((objects) => objects.map(idOf)))]
  const objects = ids.flatMap((id): readonly TemplatedObject[] => {
    const found = [...app].flatMap(([only, all]) =>
      all.filter((one) => idOf(one) === id).map((object) => ({ id, object, only })),
    )
    try {
      if (found.length < environments.length) throw new DifferentShape()
      return [
        {
          id,
          object: unify(
            found.map(({ object }) => object),
            placeholder,
          ),
        },
      ]
    } catch (error) {
      if (error instanceof DifferentShape) return found
      throw error
    }
  })
  return { objects, values }
}
