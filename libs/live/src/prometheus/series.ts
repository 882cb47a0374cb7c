/** A line of a chart: a time series of Prometheus. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>
  /** Seconds since 1970, and the value; a value that is no finite number is left out. */
  readonly points: readonly Point[]
}

export type Point = readonly [at: number, value: number]

/** Labels in braces become their values, as Grafana writes a legend; a label that is not there becomes nothing. */
export const legendOf = (legend: string, labels: Series['labels']): string =>
  legend.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => labels[name] ?? '').trim()
