import { type AppSource, bytes, millicores } from '@slipway/spec'
import type { Advice } from './recommendation.ts'

export interface Change {
  readonly app: string
  readonly file: string
  readonly field: 'cpu' | 'memory'
  readonly before: string
  readonly after: string
  readonly places: readonly (readonly string[])[]
  readonly byHand: string
  readonly note: string | undefined
}

const mebi = 2 ** 20
const noise = 0.1
/** The container is killed beyond its memory request if no limit is given: a quarter more. */
const spare = 1.25

const roundUp = (n: number, step: number, least: number): number => Math.max(least, Math.ceil(n / step - 1e-9) * step)
const cpuText = (wanted: number): string => `${roundUp(wanted, 10, 10)}m`
const memoryText = (wanted: number): string => `${roundUp(wanted / mebi, 16, 32)}Mi`
const near = (before: number, after: number): boolean => Math.abs(after - before) < before * noise

/** The largest advice of all clusters of an environment, which share one spec. */
function largest(advice: readonly Advice[]): ReadonlyMap<string, Advice> {
  const by = new Map<string, Advice>()
  for (const one of advice) {
    const key = `${one.team}/${one.app}`
    const other = by.get(key) ?? one
    by.set(key, { ...one, cpu: Math.max(one.cpu, other.cpu), memory: Math.max(one.memory, other.memory) })
  }
  return by
}

/**
 * The last environment changes the app itself, others only their own block, since a test's load says nothing of
 * production.
 * @returns changes by app, without noise; and advice for no app
 */
export function changesOf(apps: readonly AppSource[], advice: readonly Advice[], environment: string, last: boolean) {
  const unknown: string[] = []
  const changes: Change[] = []
  for (const [key, { app, team, cpu, memory }] of [...largest(advice)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const source = apps.find((a) => a.name === app)
    const spec = source?.specs.get(environment)
    if (source === undefined || spec === undefined || spec.kind === 'function' || spec.team !== team) {
      unknown.push(key)
      continue
    }
    const wanted = { cpu: cpuText(cpu), memory: memoryText(memory * (spec.limits?.memory === undefined ? spare : 1)) }
    const measure = { cpu: millicores, memory: bytes }
    const on = 'scale' in spec && typeof spec.scale === 'object' ? (spec.scale.on ?? {}) : {}
    for (const field of ['cpu', 'memory'] as const) {
      const [before, after] = [spec[field], wanted[field]]
      if (near(measure[field](before), measure[field](after))) continue
      changes.push({
        app,
        file: source.file,
        field,
        before,
        after,
        places: [['in', environment, field], ...(last ? [[field]] : [])],
        byHand: last ? `${field}: '${after}'` : `in: { ${environment}: { ${field}: '${after}' } }`,
        note:
          on[field] === undefined ? undefined : `it scales at ${on[field]} % of ${field}, which is another amount now`,
      })
    }
  }
  return { changes, unknown }
}
