import { describe, expect, it } from 'vitest'
import { fleetReference } from './fleet-reference.ts'

const rows = fleetReference()
  .split('\n')
  .filter((line) => line.startsWith('| `'))
const row = (field: string): string => rows.find((line) => line.startsWith(`| \`${field}\` |`)) ?? ''

describe('fleetReference', () => {
  it.each([
    ['name', "**●** | the organisation's short name, small letters, at most 40 |"],
    ['edition', '○ | the edition of the defaults that nodes have, and apps that name none: 1 or 2 (1 by default) |'],
    ['teams.<name>.slack', '**●** | the Slack channel for alerts and deployments, such as "#shop" |'],
    ['teams.<name>.may.secrets', '○ | the beginning of names in the secret store'],
    ['charts[].version', '**●** | one version of the chart, such as "2.20.2" |'],
    ['addons.<name>.version', '○ | one version of the chart, such as "2.20.2" |'],
    ['signOn.grafana.token', "**●** | the provider's token endpoint |"],
    ['nodes.pools[].name', '**●** |'],
    ['drain', '○ | how long a pod may take to finish its requests, such as "15s" |'],
    ['regions', '**●** |'],
  ])('tells of %s', (field, rest) => expect(row(field)).toContain(`| \`${field}\` | ${rest}`))

  it('says each field once in its table, in cells that end where they should', () => {
    expect(rows.length).toBeGreaterThan(80)
    for (const line of rows) expect(line.replaceAll('\\|', '').split('|'), line).toHaveLength(5)
  })

  it("goes into no values: they are the charts' own", () => {
    expect(rows.filter((line) => /values[.[]/.test(line))).toEqual([])
  })
})
