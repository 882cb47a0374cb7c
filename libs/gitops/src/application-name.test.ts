import { appName, formatIssues, teamName } from '@slipway/core'
import type { ResolvedApp } from '@slipway/model'
import { describe, expect, it } from 'vitest'
import { applicationName, applicationNameIssues } from './application-name.ts'
import { modelOf, prod } from '../test/fixture.ts'

const model = modelOf(prod)
const [someTeam] = model.teams
if (someTeam === undefined) throw new Error('the fixture has teams')

/** `team/app`; only what names need. */
const withApps = (...names: readonly string[]) => {
  const pairs = names.map((n) => n.split('/'))
  return {
    ...model,
    teams: [...new Set(pairs.map(([team = '']) => team))].map((name) => ({ ...someTeam, name: teamName(name) })),
    apps: pairs.map(
      ([team = '', app = '']) =>
        ({ name: appName(app), team: teamName(team), source: `apps/${app}/app.ts` }) as ResolvedApp,
    ),
  }
}

describe('names of Applications', () => {
  it('say whose and what', () => {
    expect(applicationName('shop', 'web')).toBe('shop-web')
  })

  it.each([
    [['shop/web', 'shop/cart', 'finance/ledger'], []],
    [['a/b-c', 'a-b/c'], ['apps/c/app.ts']],
    [['a/b', 'b/a'], []],
    [['a-b/c', 'a/b-namespace'], ['fleet/fleet.ts']],
    [['platform-x/web'], ['apps/web/app.ts', 'fleet/fleet.ts']],
  ])('%j: to be changed in %j', (apps, files) => {
    expect(applicationNameIssues(withApps(...apps)).map((i) => i.file)).toEqual(files)
  })

  it('are told with both owners', () => {
    expect(formatIssues(applicationNameIssues(withApps('a/b-c', 'a-b/c')))).toBe(`apps/c/app.ts  [application-name]
  given   the Application "a-b-c" in prod-eu, for c of the team a-b
  wanted  a name that b-c of the team a does not have
  do      rename the app or the team

1 problem`)
  })
})
