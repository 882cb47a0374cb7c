/** Addresses of Prometheus' HTTP API. */

/** Seconds since 1970, and between two points. */
export interface Range {
  readonly from: number
  readonly to: number
  readonly step: number
}

const at = (base: string, path: string, query: Readonly<Record<string, string>>): string =>
  `${base.replace(/\/+$/, '')}/api/v1/${path}?${new URLSearchParams(query).toString()}`

export const instantUrl = (base: string, query: string): string => at(base, 'query', { query })

export const rangeUrl = (base: string, query: string, { from, to, step }: Range): string =>
  at(base, 'query_range', { query, start: String(from), end: String(to), step: String(step) })

/** The values of a dashboard's variables. */
interface Variables {
  readonly team: string
  readonly app: string
  /** Seconds of `$__rate_interval`. */
  readonly rate: number
}

/** An expression of a dashboard, with values in place of Grafana's variables. */
export const withVariables = (expr: string, { team, app, rate }: Variables): string => {
  const values: Readonly<Record<string, string>> = { $team: team, $app: app, $__rate_interval: `${rate}s` }
  return expr.replaceAll(/\$(?:team|app|__rate_interval)\b/g, (variable) => values[variable] ?? variable)
}
