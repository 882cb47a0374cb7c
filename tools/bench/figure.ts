import type { Run } from './timed.ts'

/** What one thing took, several times. Seconds, MiB. */
export interface Figure {
  readonly name: string
  readonly apps: number
  readonly runs: number
  readonly wall: number
  readonly from: number
  readonly to: number
  readonly cpu: number
  readonly memory: number | undefined
  /** The highest load that a run ended in: above the number of cores, `wall` is of a busy machine. */
  readonly load: number
  /** What is to be known of it. */
  readonly note?: string
}

const rounded = (value: number): number => Math.round(value * 100) / 100

/** The value in the middle; of an even number the mean of the two. @param values at least one */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}

/** @param runs at least one */
export function figure(
  name: string,
  apps: number,
  runs: readonly Pick<Run, 'wall' | 'cpu' | 'load' | 'memory'>[],
  note?: string,
): Figure {
  const walls = runs.map(({ wall }) => wall)
  const memory = runs.flatMap((run) => run.memory ?? [])
  return {
    name,
    apps,
    runs: runs.length,
    wall: rounded(median(walls)),
    from: rounded(Math.min(...walls)),
    to: rounded(Math.max(...walls)),
    cpu: rounded(median(runs.map(({ cpu }) => cpu))),
    memory: memory.length === 0 ? undefined : Math.max(...memory),
    load: Math.max(...runs.map(({ load }) => load)),
    ...(note === undefined ? {} : { note }),
  }
}

/** `gen, nothing changed   1000 apps   1.01 s  (0.98 to 1.10 s, 3 runs, CPU 1.6 s, 402 MiB, load 1.2)` */
export function formatFigures(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length))
  return figures
    .map(({ name, apps, wall, from, to, runs, cpu, memory, load, note }) => {
      const facts = [
        `${from} to ${to} s`,
        `${runs} ${runs === 1 ? 'run' : 'runs'}`,
        `CPU ${cpu.toFixed(2)} s`,
        ...(memory === undefined ? [] : [`${memory} MiB`]),
        `load ${load.toFixed(1)}`,
      ]
      return `${name.padEnd(width)}  ${String(apps).padStart(5)} apps  ${wall.toFixed(2).padStart(7)} s  (${facts.join(', ')})${note === undefined ? '' : `  ${note}`}`
    })
    .join('\n')
}
