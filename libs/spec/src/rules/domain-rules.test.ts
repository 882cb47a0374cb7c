import { describe, expect, it } from 'vitest'
import { fleetFiles, release, told, web, type Files } from '../../test/temporary-estate.ts'

const fleet = fleetFiles['fleet/fleet.ts'] as { teams: Readonly<Record<string, object>> }
const globex = { teams: ['shop'], clusters: ['prod'] }
const withFleet = (more: object): Files => ({
  'fleet/fleet.ts': { ...fleet, domains: { 'globex.com': globex }, ...more },
})
const app = (name: string, expose: object, more: object = {}, ...clusters: string[]): Files => ({
  [`apps/${name}/app.ts`]: { ...web, ...more, expose },
  ...Object.fromEntries(clusters.map((c) => [`apps/${name}/releases/${c}.json`, release])),
})

const host = 'www.globex.com'
const finance = { team: 'finance' }
const accepted = 'take another host, or have each word added by the owners of its file'

describe('hosts of the fleet', () => {
  it.each<[string, Files, ...string[]]>([
    ['one of a domain, where the domain is', app('web', { host }, {}, 'prod')],
    ['the domain itself', app('web', { host: ['shop', 'globex.com'] }, {}, 'prod')],
    [
      'one of no domain',
      app('web', { host: 'www.globx.com' }),
      'apps/web/app.ts: expose.host [host-unknown] did you mean "globex.com"?',
    ],
    [
      'two labels below a domain, which its certificate does not cover',
      app('web', { host: ['shop', 'a.b.globex.com'] }),
      'apps/web/app.ts: expose.host[1] [host-unknown] did you mean "globex.com"?',
    ],
    [
      "a cluster's own, in full",
      app('web', { host: 'shop.prod.acme.example' }),
      'apps/web/app.ts: expose.host [host-unknown] write "shop": each cluster adds its own domain',
    ],
    [
      "another team's domain",
      app('web', { host }, finance),
      'apps/web/app.ts: expose.host [host-not-given] have the platform add "finance" to domains."globex.com".teams in fleet/fleet.ts',
    ],
    [
      'a cluster where the domain is not',
      app('web', { host }, {}, 'dev', 'prod'),
      'apps/web/app.ts: expose.host [host-elsewhere] write another host in in.dev, such as in: { dev: { expose: { host: "web" } } }',
    ],
    [
      'a cluster where the domain is not, with a host of its own',
      app('web', { host }, { in: { dev: { expose: { host: 'web' } } } }, 'dev'),
    ],
    [
      "a host that is sent elsewhere is the team's, too",
      app('web', { host: 'shop', redirects: { [host]: 'shop' } }, finance, 'prod'),
      'apps/web/app.ts: expose.redirects."www.globex.com" [host-not-given] have the platform add "finance" to domains."globex.com".teams in fleet/fleet.ts',
    ],
    [
      'a host that another app sends elsewhere',
      { ...app('web', { host }), ...app('www', { host: 'www', redirects: { [host]: 'www' } }) },
      'apps/www/app.ts: expose.redirects."www.globex.com" [path-taken] take another path or another host',
    ],
    [
      'two apps on one of two hosts',
      { ...app('web', { host: ['shop', 'store'] }), ...app('www', { host: ['www', 'store'] }) },
      'apps/www/app.ts: expose.path [path-taken] take another path or another host',
    ],
    [
      'an internal gateway, where there is none',
      app('web', { host: 'shop', gateway: 'internal' }, {}, 'dev'),
      'apps/web/app.ts: expose.gateway [no-internal-gateway] add internalDomain to fleet/clusters/dev.ts, or write "public" in in.dev',
    ],
    [
      'the same label inside and outside',
      {
        ...app('web', { host: 'shop' }),
        ...app('admin', { host: 'shop', gateway: 'internal' }),
      },
    ],
  ])('%s', async (_, files, ...lines) => {
    expect(await told({ ...withFleet({}), ...files })).toEqual(lines)
  })

  it("a whole host may be one team's of a domain that two have", async () => {
    const teams = { ...fleet.teams, shop: { ...fleet.teams['shop'], may: { hosts: [host] } } }
    const both = { 'globex.com': { ...globex, teams: ['shop', 'finance'] } }
    const files = { ...withFleet({ teams, domains: both }), ...app('web', { host }, finance) }
    expect(await told(files)).toEqual(['apps/web/app.ts: expose.host [host-unaccepted] take another host'])
    const two = { ...files, ...app('shop', { host }), ...app('web', { host, path: '/pay' }, finance) }
    expect(await told(two)).toEqual([`apps/web/app.ts: expose.host [host-unaccepted] ${accepted}`])
  })
})
