import { at, fields, isFields, key, type Workload } from '@slipway/kube'
import { controls } from '../rules/pod/pod-security-controls.ts'

/** Every value at the end of a path whose `*` stands for each member. */
function each(value: unknown, path: readonly string[], where: string): readonly (readonly [string, unknown])[] {
  const [step, ...rest] = path
  if (step === undefined) return [[where, value]]
  if (step !== '*') return each(fields(value)[step], rest, `${where}.${step}`)
  if (Array.isArray(value)) return value.flatMap((v: unknown, i) => each(v, rest, `${where}[${i}]`))
  return isFields(value) ? Object.entries(value).flatMap(([k, v]) => each(v, rest, key(where, k))) : []
}

/** Whether all of them are allowed, as they mostly are: their places need no names then. */
function isEach(value: unknown, path: readonly string[], allows: (value: unknown) => boolean, from = 0): boolean {
  const step = path[from]
  if (step === undefined) return allows(value)
  if (step !== '*') return isEach(fields(value)[step], path, allows, from + 1)
  const members = Array.isArray(value) ? value : Object.values(fields(value))
  return members.every((member: unknown) => isEach(member, path, allows, from + 1))
}

interface Breach {
  /** The stricter level that its pods miss by it. */
  readonly level: 'baseline' | 'restricted'
  readonly name: string
  readonly at: string
  readonly want: string
}

/** Breaches of the Pod Security Standards in a workload's pods. */
export function podBreaches({ at: where, pod, podAt, template, containers }: Workload): readonly Breach[] {
  const parts = {
    pod: [[podAt, pod]],
    template: [[where === '' ? 'metadata' : `${where}.metadata`, fields(template.metadata)]],
    container: containers.map((c) => [c.at, c.spec]),
  } as const
  return controls.flatMap(({ level, name, of, path, allows, want }) => {
    const ofPod = at(pod, ...path)
    const isAllowed = (value: unknown) => allows(value, ofPod)
    return (parts[of] as readonly (readonly [string, unknown])[]).flatMap(([root, part]) =>
      isEach(part, path, isAllowed)
        ? []
        : each(part, path, root)
            .filter(([, value]) => !isAllowed(value))
            .map(([here]) => ({ level, name, at: here, want })),
    )
  })
}

/** The strictest level that a workload's pods keep, and the controls that keep them from the next. */
export function podLevel(workload: Workload): {
  readonly level: 'restricted' | 'baseline' | 'privileged'
  readonly because: readonly string[]
} {
  const breaches = podBreaches(workload)
  const names = (level: 'baseline' | 'restricted') => [
    ...new Set(breaches.filter((one) => one.level === level).map(({ name }) => name)),
  ]
  const [low, high] = [names('baseline'), names('restricted')]
  if (low.length > 0) return { level: 'privileged', because: low }
  return high.length > 0 ? { level: 'baseline', because: high } : { level: 'restricted', because: [] }
}
