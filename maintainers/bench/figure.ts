/** Seconds and MiB; `undefined` is not measured. */
export interface Run {
  readonly wall: number
  /** User and system, of all processes: other work hardly changes it. */
  readonly cpu?: number
  readonly memory?: number
  /** Load of the last minute: above the number of cores, `wall` measures a busy machine. */
  readonly load?: number
}

/** Medians and spread; the highest memory and load. */
export interface Figure extends Run {
  readonly name: string
  readonly apps?: number
  readonly runs: number
  readonly from: number
  readonly to: number
  readonly note?: string
}

const rounded = (value: number): number => Math.round(value * 100) / 100

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}

export function figure(
  name: string,
  runs: readonly Run[],
  about: { readonly apps?: number; readonly note?: string } = {},
): Figure {
  const values = (key: keyof Run) => runs.flatMap((run) => run[key] ?? [])
  const [walls, cpus, memories, loads] = [values('wall'), values('cpu'), values('memory'), values('load')]
  return {
    name,
    ...about,
    runs: runs.length,
    wall: rounded(median(walls)),
    from: rounded(Math.min(...walls)),
    to: rounded(Math.max(...walls)),
    ...(cpus.length === 0 ? {} : { cpu: rounded(median(cpus)) }),
    ...(memories.length === 0 ? {} : { memory: Math.max(...memories) }),
    ...(loads.length === 0 ? {} : { load: Math.max(...loads) }),
  }
}

export function formatFigures(figures: readonly Figure[]): string {
  const optional = (value: number | undefined, digits: number, unit: string): string =>
    value === undefined ? '' : value.toFixed(digits) + unit
  const rows = figures.map(({ name, apps, wall, from, to, runs, cpu, memory, load, note = '' }) => [
    name,
    optional(apps, 0, ''),
    `${wall.toFixed(2)} s`,
    `${from.toFixed(2)} to ${to.toFixed(2)}, ${runs} ${runs === 1 ? 'run' : 'runs'}`,
    optional(cpu, 2, ' s'),
    optional(memory, 0, ' MiB'),
    optional(load, 1, ''),
    note,
  ])
  const all = [['', 'apps', 'wall', 'from', 'CPU', 'memory', 'load', 'note'], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0))) ?? []
  const [header, ...lines] = all.map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`)
  return [header, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...lines].join('\n')
}
