/** A dashboard as data. maintainers/dashboards makes Grafana's JSON of it, a rehearsal asks its questions. */

/**
 * Grafana's own names (https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#unit).
 */
export type Unit = 'reqps' | 'percentunit' | 'ms' | 'short' | 'bytes' | 'cores' | 's'

interface Question {
  readonly expr: string
  /** Labels in braces, as Grafana writes them: `{{response_code}}`. */
  readonly legend: string
}

export interface Panel {
  readonly title: string
  readonly unit: Unit
  readonly says: string
  readonly questions: readonly Question[]
}

export interface Variable {
  readonly name: string
  /** The query for its values. */
  readonly values: string
}

export interface Dashboard {
  readonly name: string
  readonly title: string
  readonly variables: readonly Variable[]
  readonly panels: readonly Panel[]
  /** Whether releases of `$team/$app` are drawn across it. */
  readonly releases: boolean
}

export const panel = (
  title: string,
  unit: Unit,
  says: string,
  ...questions: readonly (readonly [expr: string, legend: string])[]
): Panel => ({
  title,
  unit,
  says,
  questions: questions.map(([expr, legend]) => ({ expr, legend })),
})
