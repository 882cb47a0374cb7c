import { describe, expect, it } from 'vitest'
import { fleetFiles, told, web, type Files } from '../../test/temporary-estate.ts'

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
      `${at} [unknown-field] give it to an app of kind http or worker, whose pods its security group lets in, and call that; a function has needs.table`,
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
