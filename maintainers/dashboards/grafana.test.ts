import { parser } from '@prometheus-io/lezer-promql'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { dashboards, releaseMarks } from '@slipway/platform'
import { grafanaJson } from './grafana.ts'
import { folder } from './write.ts'

const root = path.resolve(import.meta.dirname, '../..')

interface Drawn {
  readonly uid: string
  readonly title: string
  readonly schemaVersion: number
  readonly templating: { readonly list?: readonly { readonly name: string; readonly type: string }[] }
  readonly annotations: { readonly list?: readonly { readonly expr: string }[] }
  readonly panels: readonly {
    readonly id: number
    readonly title: string
    readonly type: string
    readonly datasource: object
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
    readonly targets: readonly { readonly refId: string; readonly expr: string }[]
  }[]
}
const drawn = (json: string) => JSON.parse(json) as Drawn

/** Grafana's variables as something that PromQL reads. */
const plain = (expr: string) => expr.replaceAll('$__rate_interval', '1m').replaceAll(/\$(team|app)/g, 'x')
function faults(expr: string): readonly string[] {
  const found: string[] = []
  parser.parse(plain(expr)).iterate({ enter: (node) => void (node.type.isError && found.push(expr)) })
  return found
}

describe.each(dashboards.map((dashboard) => [dashboard.name, dashboard] as const))('%s', (name, dashboard) => {
  const json = grafanaJson(dashboard)
  const made = drawn(json)

  it('is committed as it is drawn: npx slipway draw-dashboards', () => {
    expect(readFileSync(path.join(root, folder, `${name}.json`), 'utf8')).toBe(json)
  })

  it('has what Grafana asks of a dashboard', () => {
    expect(made.uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/)
    expect(made.schemaVersion).toBeGreaterThan(36)
    expect(made.panels.map(({ title }) => title)).toEqual(dashboard.panels.map(({ title }) => title))
    expect(new Set(made.panels.map(({ id }) => id)).size).toBe(made.panels.length)
    expect(new Set(dashboard.panels.map(({ title }) => title)).size).toBe(dashboard.panels.length)
    for (const { type, datasource, targets } of made.panels) {
      expect(type).toBe('timeseries')
      expect(datasource).toEqual({ type: 'prometheus', uid: 'prometheus' })
      expect(targets.map(({ refId }) => refId)).toEqual(targets.map((_, i) => String.fromCharCode(65 + i)))
    }
  })

  it('no panel lies over another', () => {
    const cells = made.panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      expect(x + w).toBeLessThanOrEqual(24)
      return Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`)
    })
    expect(new Set(cells).size).toBe(cells.length)
  })

  it('asks in PromQL, of variables that it has', () => {
    const marks = dashboard.releases ? releaseMarks.map(({ expr }) => expr) : []
    const all = [...dashboard.panels.flatMap(({ questions }) => questions.map(({ expr }) => expr)), ...marks]
    expect(all.flatMap(faults)).toEqual([])
    const named = new Set(all.flatMap((expr) => [...expr.matchAll(/\$([a-z]+)\b/g)].map(([, found]) => found)))
    expect([...named].sort()).toEqual(dashboard.variables.map((variable) => variable.name).sort())
    expect((made.templating.list ?? []).map((one) => one.name)).toEqual(dashboard.variables.map((one) => one.name))
    expect((made.annotations.list ?? []).map(({ expr }) => expr)).toEqual(marks)
  })

  it('stays small: Argo CD keeps what it applies in an annotation of at most 256 KiB', () => {
    expect(Buffer.byteLength(json)).toBeLessThan(64 * 1024)
  })
})

it('each file is of a dashboard that there is', () => {
  expect(readdirSync(path.join(root, folder)).sort()).toEqual(dashboards.map(({ name }) => `${name}.json`).sort())
})

it('a broken question is told', () => {
  expect(faults('sum(rate(x[$__rate_interval])')).not.toEqual([])
})
