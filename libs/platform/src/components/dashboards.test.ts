import { expect, it } from 'vitest'
import type { Cluster } from '@slipway/fleet'
import { dashboards as all } from '../dashboards/dashboards.ts'
import { dev, fleet, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { dashboards } from './dashboards.ts'

it.each([dev, prod])('one object a dashboard, which the sidecar of Grafana finds, in any cluster', (cluster) => {
  const objects = objectsOf(dashboards, modelOf(cluster)) as unknown as readonly {
    readonly metadata: { readonly name: string; readonly labels: object }
    readonly data: Readonly<Record<string, string>>
  }[]
  expect(objects.map(({ metadata }) => metadata.name)).toEqual(all.map(({ name }) => `dashboard-${name}`))
  for (const { metadata, data } of objects) {
    expect(metadata.labels).toMatchObject({ grafana_dashboard: '1' })
    for (const [file, text] of Object.entries(data))
      expect(`${(JSON.parse(text) as { uid: string }).uid}.json`).toBe(file)
  }
})

it('is off by one word of the fleet', () => {
  expect(objectsOf(dashboards, modelOf(prod), { ...fleet, dashboards: false })).toEqual([])
})

it('where the fleet says where logs are read, dashboards of a team lead there, and nothing else of them changes', () => {
  interface Drawn {
    readonly links?: readonly { readonly url: string }[]
    readonly templating: { readonly list?: readonly { readonly name: string }[] }
  }
  const drawn = (cluster: Cluster) =>
    (
      objectsOf(dashboards, modelOf(cluster)) as unknown as readonly {
        readonly data: Readonly<Record<string, string>>
      }[]
    )
      .flatMap(({ data }) => Object.values(data))
      .map((json) => JSON.parse(json) as Drawn)
  const [plain, led] = [drawn(prod), drawn({ ...prod, logging: 'cloudwatch' })]
  expect(led.map(({ links: _, ...rest }) => rest)).toEqual(plain)
  for (const { links = [], templating } of led)
    expect(links.length > 0).toBe((templating.list ?? []).some(({ name }) => name === 'team'))
  expect(plain.every(({ links }) => links === undefined)).toBe(true)
})
