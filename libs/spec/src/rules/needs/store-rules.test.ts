import { describe, expect, it } from 'vitest'
import { fleetFiles, release, told, web, type Files } from '../../../test/temporary-estate.ts'

const needs = { database: { ledger: { engine: 'postgres-17' } } }
const zones = ['eu-west-1a', 'eu-west-1b']
const cluster = (more: object): unknown => ({ ...(fleetFiles['fleet/clusters/prod.ts'] as object), zones, ...more })
const { network } = fleetFiles['fleet/clusters/prod.ts'] as { readonly network: object }
const aws = { admins: ['arn:aws:iam::111122223333:role/platform'] }
const vpc = (id: string) => ({
  ...aws,
  vpc: {
    id,
    subnets: Object.fromEntries(
      zones.map((zone, i) => [zone, { nodes: `subnet-0a1b2c3${i}`, pods: `subnet-0a1b2c4${i}` }]),
    ),
  },
})
const files = (app: object, clusters: Readonly<Record<string, object>> = { prod: {} }): Files => ({
  'fleet/fleet.ts': { ...(fleetFiles['fleet/fleet.ts'] as object), environments: ['dev', 'prod'] },
  'fleet/clusters/dev.ts': cluster({ environment: 'dev', domain: 'dev.acme.example' }),
  ...Object.fromEntries(
    Object.entries(clusters).map(([name, more], i) => [
      `fleet/clusters/${name}.ts`,
      cluster({ wave: i + 1, domain: `${name}.acme.example`, ...more }),
    ]),
  ),
  'apps/web/app.ts': { ...web, ...app },
})
const at = 'apps/web/app.ts: needs.database'

describe('databases and caches', () => {
  it.each<[string, Files, ...string[]]>([
    ['in one VPC by its range', files({ needs })],
    ['with no database, whatever the fleet is like', files({}, { prod: { zones: ['eu-west-1a'] } })],
    [
      'in one VPC by its id',
      files({ needs }, { prod: { aws: vpc('vpc-0a1b2c3d') }, two: { aws: vpc('vpc-0a1b2c3d') } }),
    ],
    ['in one VPC by the range of two clusters', files({ needs }, { prod: {}, two: {} })],
    [
      'in two VPCs by their ranges',
      files({ needs }, { prod: {}, two: { network: { ...network, vpc: '10.99.0.0/16' } } }),
      `${at} [store-networks] name one VPC in aws.vpc of each, or give one of them an environment of its own`,
    ],
    [
      'in two VPCs by their ids',
      files({ needs }, { prod: { aws: vpc('vpc-0a1b2c3d') }, two: { aws: vpc('vpc-0a1b2c3e') } }),
      `${at} [store-networks] name one VPC in aws.vpc of each, or give one of them an environment of its own`,
    ],
    [
      'in two new VPCs',
      files({ needs }, { prod: { aws }, two: { aws } }),
      `${at} [store-networks] name one VPC in aws.vpc of each, or give one of them an environment of its own`,
    ],
    [
      'in two regions',
      files({ needs }, { prod: {}, two: { aws, region: 'us-east-1', zones: ['us-east-1a', 'us-east-1b'] } }),
    ],
    [
      'in one zone',
      files({ needs }, { prod: { zones: ['eu-west-1a'] } }),
      `${at} [store-zones] add one to zones in fleet/clusters/prod.ts`,
    ],
    [
      'of a team on Fargate',
      files({ needs }, { prod: { aws: { ...aws, fargate: ['shop'] } } }),
      `${at} [store-fargate] take shop out of aws.fargate in fleet/clusters/prod.ts`,
    ],
    [
      'of a function',
      {
        ...files({}),
        'apps/web/app.ts': { kind: 'function', team: 'shop', memory: '256Mi', schedule: '0 3 * * *', needs },
      },
      `${at} [unknown-field] give it to an app of kind http or worker, whose pods its security group lets in, ` +
        `and call that; a function has needs.table`,
    ],
    [
      'that would hardly grow',
      files({ needs: { database: { ledger: { engine: 'postgres-17', storage: '100Gi', grows: '109Gi' } } } }),
      `${at}.ledger.grows [database-grows] raise it, or take it out`,
    ],
    [
      'that grow by a tenth',
      files({ needs: { database: { ledger: { engine: 'postgres-17', storage: '100Gi', grows: '110Gi' } } } }),
    ],
    [
      'with values that nobody has',
      files({
        needs: {
          database: { a: {}, b: { engine: 'postgres-12' }, c: { engine: 'postgres-17', class: 'db.t2.micro' } },
          cache: { d: { engine: 'redis-7' }, e: { engine: 'valkey-8.0', replicas: 6 } },
        },
      }),
      'apps/web/app.ts: needs.cache.d.engine [invalid-value] correct "needs.cache.d.engine"',
      'apps/web/app.ts: needs.cache.e.replicas [invalid-value] correct "needs.cache.e.replicas"',
      'apps/web/app.ts: needs.database.a.engine [missing-field] add "needs.database.a.engine"',
      'apps/web/app.ts: needs.database.b.engine [invalid-value] did you mean "postgres-18"?',
      'apps/web/app.ts: needs.database.c.class [invalid-value] did you mean "db.t4g.micro"?',
    ],
    [
      'with half a GiB, too little of it, or backups for too long',
      files({
        needs: {
          database: {
            a: { engine: 'postgres-17', storage: '20480.5Gi' },
            b: { engine: 'postgres-17', storage: '10Gi' },
            c: { engine: 'postgres-17', backups: '36d' },
          },
        },
      }),
      ...['a.storage', 'b.storage', 'c.backups'].map(
        (field) => `${at}.${field} [invalid-value] correct "needs.database.${field}"`,
      ),
    ],
    [
      'with a variable that the platform sets',
      files({ needs, env: { LEDGER_DATABASE_USER: 'root' } }),
      'apps/web/app.ts: env.LEDGER_DATABASE_USER [reserved-env] take it out: the platform gives it its value',
    ],
  ])('%s', async (_, given, ...lines) => expect([...(await told(given))].sort()).toEqual([...lines].sort()))
})

const shared = {
  database: { books: { engine: 'postgres-17', writers: ['shop/web'] }, payroll: { engine: 'mysql-8.4' } },
  cache: { prices: { engine: 'valkey-8.0', writers: ['shop/*'] }, logins: { engine: 'valkey-8.0' } },
}
/** The ledger of finance needs them in each environment, and web uses one. */
const using = (use: object, team = 'shop'): Files => ({
  ...files({ team, uses: { it: use } }),
  'apps/ledger/app.ts': { ...web, team: 'finance', needs: shared },
})
const here = 'apps/web/app.ts: uses.it'
const all = 'use one of: finance/books, finance/payroll'
const database = (name: string, more: object = {}) => ({ database: `finance/${name}`, may: 'write', ...more })
const cache = (name: string) => ({ cache: `finance/${name}`, may: 'write' })

describe('databases and caches of another app', () => {
  it.each<[string, Files]>([
    ['a database of the same team', using(database('payroll'), 'finance')],
    ['a cache of the same team', using(cache('logins'), 'finance')],
    ['a database by the word of another team', using(database('books'))],
    ['a cache by the word of another team', using(cache('prices'))],
    ['of an app that is not released there', { ...using(cache('prices')), 'apps/web/releases/prod.json': release }],
  ])('are used: %s', async (_, given) => expect(await told(given)).toEqual([]))

  it.each<[string, object, string]>([
    [
      'a database of another team without its word',
      database('payroll'),
      '.database [use-unaccepted] ask its owners to add it',
    ],
    ['a cache of another team without its word', cache('logins'), '.cache [use-unaccepted] ask its owners to add it'],
    ['a misspelt one', database('book'), '.database [use-unknown] did you mean "finance/books"?'],
    ['a cache as a database', database('prices'), `.database [use-unknown] ${all}`],
    ['of a team that has none', { database: 'shop/books', may: 'write' }, `.database [use-unknown] ${all}`],
    ['by more than its name', database('books/x'), '.database [use-unknown] did you mean "finance/books"?'],
    ['by its user in AWS', { database: 'prod_finance_books/', may: 'write' }, `.database [use-unknown] ${all}`],
    ['without its team', { database: 'books', may: 'write' }, '.database [use-name] write the team in front'],
    ['to read alone', database('books', { may: 'read' }), '.may [use-may] correct it'],
    ['elsewhere', database('books', { in: 'prod' }), '.in [use-elsewhere] take it out'],
    ['two at once', database('books', { cache: 'finance/prices' }), ' [use-kind] name one thing in each use'],
  ])('are refused: %s', async (_, use, line) => expect(await told(using(use))).toEqual([`${here}${line}`]))

  // prod-shop-eu-statements is the database `statements` of shop-eu; by the words of shop it would have another
  // address.
  it('are named by team and name, and not by what makes the same name in AWS', async () => {
    const { teams, ...fleet } = fleetFiles['fleet/fleet.ts'] as { teams: { shop: object } }
    const of = (name: string): Files => ({
      ...files({ team: 'shop-eu', uses: { it: { database: name, may: 'write' } } }),
      'fleet/fleet.ts': { ...fleet, environments: ['dev', 'prod'], teams: { ...teams, 'shop-eu': teams.shop } },
      'apps/ledger/app.ts': { ...web, team: 'shop-eu', needs: { database: { statements: { engine: 'postgres-17' } } } },
    })
    expect(await told(of('shop-eu/statements'))).toEqual([])
    expect(await told(of('shop/eu-statements'))).toEqual([
      `${here}.database [use-unknown] did you mean "shop-eu/statements"?`,
    ])
  })

  it('are used in the environments alone where they are needed', async () => {
    const { 'apps/ledger/app.ts': _, ...rest } = using(database('books'))
    expect(
      await told({ ...rest, 'apps/ledger/app.ts': { ...web, team: 'finance', in: { prod: { needs: shared } } } }),
    ).toEqual([`${here}.database [use-unknown] there is none yet`])
  })

  it('are told to each app that uses them when their own app goes', async () => {
    const { 'apps/ledger/app.ts': _, ...rest } = using(database('books'))
    const uses = { prices: cache('prices') }
    expect(await told({ ...rest, 'apps/night/app.ts': { ...web, uses } })).toEqual([
      'apps/night/app.ts: uses.prices.cache [use-unknown] there is none yet',
      `${here}.database [use-unknown] there is none yet`,
    ])
  })

  it('have a name that nothing else of the app has', async () => {
    const given = using(cache('prices'))
    const own = { ...web, uses: { it: cache('prices') }, needs: { cache: { it: { engine: 'valkey-8.0' } } } }
    expect(await told({ ...given, 'apps/web/app.ts': own })).toEqual([`${here} [use-alike] rename it`])
    const env = { ...web, uses: { it: cache('prices') }, env: { IT_CACHE_HOST: 'x' } }
    expect(await told({ ...given, 'apps/web/app.ts': env })).toEqual([
      'apps/web/app.ts: env.IT_CACHE_HOST [reserved-env] take it out: the platform gives it its value',
    ])
  })

  it('are none of functions, and of teams whose pods are on Fargate', async () => {
    const spec = { kind: 'function', team: 'shop', memory: '256Mi', schedule: '0 3 * * *' }
    const given = using(database('books'))
    expect(await told({ ...given, 'apps/web/app.ts': { ...spec, uses: { it: database('books') } } })).toContain(
      `${here}.database [use-function] call the app that owns it, or send to a queue`,
    )
    expect(
      await told({
        ...given,
        'fleet/clusters/dev.ts': cluster({
          aws: { ...aws, fargate: ['shop'] },
          environment: 'dev',
          domain: 'dev.acme.example',
        }),
      }),
    ).toEqual([`${here} [store-fargate] take shop out of aws.fargate in fleet/clusters/dev.ts`])
  })

  it.each<[string, object, ...string[]]>([
    [
      'no word of today for it',
      {},
      'apps/web/releases/prod/app.ts: uses.it.database [use-unaccepted] ask its owners to add it',
    ],
    ['the word of today', { writers: ['shop/web'] }],
  ])('are used by a rolled-back spec with %s', async (_, words, ...lines) => {
    const needs = { database: { books: { engine: 'postgres-17', ...words } } }
    const given = {
      ...files({}),
      'apps/ledger/app.ts': { ...web, team: 'finance', needs },
      'apps/web/releases/prod.json': release,
      'apps/web/releases/prod/app.ts': { ...web, uses: { it: database('books') } },
    }
    expect(await told(given)).toEqual(lines)
  })

  it('are kept for others while their own app is rolled back to before its word', async () => {
    const needs = { database: { books: { engine: 'postgres-17' } } }
    const given = {
      ...using(database('books')),
      'apps/ledger/releases/prod.json': release,
      'apps/ledger/releases/prod/app.ts': { ...web, team: 'finance', needs },
    }
    expect(await told(given)).toEqual([])
  })
})
