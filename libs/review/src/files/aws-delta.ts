import { at, text } from '@slipway/kube'
import type { Delta } from '../compare/diff.ts'

/** Both sides of a template, by id. */
export interface Sides {
  readonly path: string
  readonly old: ReadonlyMap<string, unknown>
  readonly now: ReadonlyMap<string, unknown>
  /** Alarms that go with the resource that they watch, and that resource; both by id. */
  readonly withTheirs: ReadonlyMap<string, string>
}

/** The input of a rule: a delta of a resource, and the resource on both sides. */
export interface AwsDelta {
  readonly id: string
  readonly type: string
  readonly delta: Delta
  readonly before: unknown
  readonly after: unknown
  /** Accounts of the fleet. */
  readonly accounts: ReadonlySet<string>
  /** All resources of the template. */
  readonly sides: Sides
}

/**
 * The resource that a value refers to by itself: `Ref`, or an attribute, as a list or as `A.Arn`, which templates of
 * YAML may say.
 */
export function referred(value: unknown): string | undefined {
  const attribute = at(value, 'Fn::GetAtt')
  const [name] = Array.isArray(attribute) ? (attribute as readonly unknown[]) : (text(attribute)?.split('.') ?? [])
  return text(at(value, 'Ref')) ?? text(name)
}

export const typeOf = (resource: unknown): string => text(at(resource, 'Type')) ?? 'resource'
