import { describe, expect, it } from 'vitest'
import { specReference } from './reference.ts'

const row = (field: string): string =>
  specReference()
    .split('\n')
    .find((line) => line.startsWith(`| \`${field}\` |`)) ?? ''

describe('specReference', () => {
  it.each([
    ['team', '| **●** | **●** | **●** | **●** | **●** | **●** | a team of fleet/fleet.ts |'],
    ['schedule', '|  |  | **●** |  |  | ○ | a cron expression of five fields, such as "0 3 * * *" |'],
    [
      'health.ready',
      '| **●** | **●** |  | **●** | **●** |  | whether the pod can take requests: a path such as "/readyz", or { path, port: "admin" }, { tcp: "smtp" }, { grpc: "grpc" }, { command: ["pg_isready"] } |',
    ],
    [
      'sidecars[].image',
      '| ○ | ○ | ○ | ○ | ○ |  | an image pinned by digest: "registry/name@sha256:" and 64 hex digits |',
    ],
    ['health.live.grpc', '| ○ | ○ |  | ○ | ○ |  | the name of a port that answers grpc.health.v1, or "main" |'],
    ['release.slo.errors', '| ○ |  |  |  |  | ○ | the share of requests that may fail, such as "1%" |'],
  ])('tells who has %s, who must, and what it is', (field, rest) => {
    expect(row(field)).toBe(`| \`${field}\` ${rest}`)
  })

  it('describes every field, in cells that end where they should', () => {
    const rows = specReference()
      .split('\n')
      .filter((line) => line.startsWith('| `'))
    expect(rows.length).toBeGreaterThan(60)
    for (const line of rows)
      expect(
        line
          .replaceAll('\\|', '')
          .split('|')
          .map((cell) => cell.trim())
          .at(-2),
      ).not.toBe('')
    for (const line of rows) expect(line.replaceAll('\\|', '').split('|')).toHaveLength(10)
  })
})
