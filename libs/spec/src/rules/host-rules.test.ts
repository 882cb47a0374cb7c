import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { reservedLabels } from './host-rules.ts'
import { loadEstate } from '../read/load-estate.ts'
import { fleetFiles, inEstate, told, web, type Files } from '../../test/temporary-estate.ts'

const apps = (specs: Readonly<Record<string, unknown>>): Files =>
  Object.fromEntries(Object.entries(specs).map(([name, spec]) => [`apps/${name}/app.ts`, spec]))
const on = (path?: string | readonly string[], over: object = {}, accepts?: readonly string[]) => ({
  ...web,
  expose: { host: 'shop', ...(path === undefined ? {} : { path }), ...(accepts === undefined ? {} : { accepts }) },
  ...over,
})
const foreign = (path?: string | readonly string[], accepts?: readonly string[]) =>
  on(path, { team: 'finance' }, accepts)

/** A fleet that gives the host "shop" to the team of that name. */
const fleet = fleetFiles['fleet/fleet.ts'] as { teams: Readonly<Record<string, object>> }
const given = {
  'fleet/fleet.ts': { ...fleet, teams: { ...fleet.teams, shop: { ...fleet.teams['shop'], may: { hosts: ['shop'] } } } },
}
const ask = 'take another host, or have each word added by the owners of its file'

const cases: [string, Files, ...string[]][] = [
  [
    "a path on another team's host is told once, where the longer path is",
    apps({ web: on(), ledger: foreign('/login') }),
    `apps/ledger/app.ts: expose.host [host-unaccepted] ${ask}`,
  ],
  [
    'in whatever order the apps come',
    apps({ a: on(), web: on('/a'), zoo: foreign('/login') }),
    `apps/zoo/app.ts: expose.host [host-unaccepted] ${ask}`,
  ],
  [
    'without the word of one side',
    apps({ web: on(undefined, {}, ['finance/ledger']), ledger: foreign('/login') }),
    `apps/ledger/app.ts: expose.host [host-unaccepted] ${ask}`,
  ],
  [
    'by words for calls, which are none for its host',
    apps({
      web: on(undefined, { accepts: ['finance/ledger'] }),
      ledger: on('/login', { team: 'finance', accepts: ['shop/web'] }),
    }),
    `apps/ledger/app.ts: expose.host [host-unaccepted] ${ask}`,
  ],
  [
    'also the whole of it, which is no other matter besides',
    apps({ web: on(), ledger: foreign() }),
    `apps/web/app.ts: expose.host [host-unaccepted] ${ask}`,
  ],
  [
    'in one environment alone',
    apps({ web: on(), ledger: { ...web, team: 'finance', in: { prod: { expose: { host: 'shop', path: '/x' } } } } }),
    `apps/ledger/app.ts: in.prod.expose.host [host-unaccepted] ${ask}`,
  ],
  [
    "a host of the platform's by its name, which nobody's first claim takes",
    apps({ web: { ...web, expose: { host: 'argocd' } } }),
    'apps/web/app.ts: expose.host [host-reserved] take another host: docs/hosts.md has the names',
  ],
  [
    'a host in letters of other scripts, which may look like any other',
    apps({ web: { ...web, expose: { host: 'xn--bnk-0na' } } }),
    'apps/web/app.ts: expose.host [host-reserved] take another host',
  ],
  [
    'in one environment alone, one of several hosts',
    apps({ web: { ...web, in: { prod: { expose: { host: ['shop', 'login'] } } } } }),
    'apps/web/app.ts: in.prod.expose.host[1] [host-reserved] take another host: docs/hosts.md has the names',
  ],
  [
    'a host that the fleet has given to another team',
    { ...apps({ ledger: foreign() }), ...given },
    'apps/ledger/app.ts: expose.host [host-unaccepted] take another host',
  ],
  [
    'and that one is on',
    { ...apps({ ledger: foreign(), web: on('/long/path', {}, ['finance/other']) }), ...given },
    `apps/ledger/app.ts: expose.host [host-unaccepted] ${ask}`,
  ],
  [
    'host and path claimed twice',
    apps({ a: on(), b: on('/') }),
    'apps/b/app.ts: expose.path [path-taken] take another path or another host',
  ],
  [
    'by two teams with the words of both',
    apps({ web: on('/a', {}, ['finance/ledger']), ledger: foreign(['/b', '/a'], ['shop/web']) }),
    'apps/web/app.ts: expose.path [path-taken] take another path or another host',
  ],
  [
    'by a list of paths',
    apps({ a: on('/b'), b: on(['/a', '/b']) }),
    'apps/b/app.ts: expose.path[1] [path-taken] take another path or another host',
  ],
  [
    'a path without its slash, beside an app on the whole host',
    apps({ a: on('checkout'), b: on() }),
    'apps/a/app.ts: expose.path [invalid-value] did you mean "/checkout"?',
  ],
  [
    'a bad path in one environment alone',
    apps({ a: on('/a', { in: { prod: { expose: { path: 'a' } } } }), b: on() }),
    'apps/a/app.ts: in.prod.expose.path [invalid-value] did you mean "/a"?',
  ],
]

it("docs/hosts.md has the names of the platform's hosts", () => {
  const page = readFileSync(new URL('../../../../docs/hosts.md', import.meta.url), 'utf8')
  for (const label of reservedLabels) expect(page).toContain(`\`${label}\``)
})

describe('what is wrong with a host is told once', () => {
  it.each(cases)('%s', async (_, files, ...lines) => {
    expect(await told(files)).toEqual(lines)
  })

  it.each<[string, Files]>([
    ['one path each', apps({ a: on(), b: on('/b') })],
    [
      'one host in different environments',
      apps({
        a: { ...web, in: { dev: { expose: { host: 'shop' } } } },
        b: { ...web, team: 'finance', in: { prod: { expose: { host: 'shop' } } } },
      }),
    ],
    [
      'the words of both teams',
      apps({ web: on(undefined, {}, ['finance/ledger']), ledger: foreign('/login', ['shop/*']) }),
    ],
    [
      'the word of the team that the fleet gives it to',
      { ...apps({ web: on(undefined, {}, ['finance/ledger']), ledger: foreign('/login') }), ...given },
    ],
  ])('nothing: %s', async (_, files) => {
    expect(await told(files)).toEqual([])
  })
})

it('names the other app, and each word that lacks with its file', async () => {
  const estate = await inEstate(apps({ web: on(), ledger: foreign('/login') }), loadEstate)
  expect(estate.ok ? [] : estate.issues).toMatchObject([
    {
      got: 'host "shop", on which web of the team shop is',
      want: 'expose.accepts: ["finance/ledger"] in apps/web/app.ts; expose.accepts: ["shop/web"] in apps/ledger/app.ts',
    },
  ])
})
