import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ClusterInput, FleetInput } from '@slipway/fleet'

// Three fleets that nobody has, as people would write them: files by path, each the value that it exports.

export type Files = Readonly<Record<string, unknown>>

const team = (owner: string) => ({
  owners: [`@${owner}`],
  group: owner,
  slack: `#${owner}`,
  quota: { cpu: '20', memory: '40Gi', pods: 60 },
})
const release = (i: number) => ({ digest: `sha256:${String(i).repeat(64)}`, version: '1.0.0' })
const http = { kind: 'http', port: 8080, health: { ready: '/readyz', live: '/healthz' }, cpu: '100m', memory: '128Mi' }
const cluster = (account: string, region: string, domain: string): Omit<ClusterInput, 'environment' | 'nodes'> => ({
  account,
  region,
  zones: [`${region}a`, `${region}b`],
  kubernetes: '1.35',
  registry: `${account}.dkr.ecr.${region}.amazonaws.com`,
  domain,
  network: { vpc: '10.20.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
})
const admins = (account: string) => [`arn:aws:iam::${account}:role/platform`]

/**
 * Karpenter, a new VPC, all signals to AWS, and one of each that an app can need; functions that a workflow deploys.
 */
const orchid: Files = {
  'fleet/fleet.ts': {
    name: 'orchid',
    edition: 2,
    repository: { url: 'https://github.com/orchid/estate.git', branch: 'main', ids: { owner: 11, repository: 22 } },
    email: 'ops@orchid.example',
    environments: ['live'],
    approvers: { live: ['@orchid/leads'] },
    teams: { petals: team('orchid/petals') },
    stackDrift: true,
    stackDeploy: 'functions',
  } satisfies FleetInput,
  'fleet/clusters/live.ts': {
    environment: 'live',
    ...cluster('500000000005', 'eu-central-1', 'orchid.example'),
    registry: '500000000005.dkr.ecr.eu-central-1.amazonaws.com/apps',
    nodes: {
      scaler: 'karpenter',
      role: 'orchid-node',
      pools: [{ name: 'general', capacity: 'on-demand', families: ['m7i'], cpu: 64, memory: '256Gi' }],
    },
    logging: 'cloudwatch',
    metrics: { amp: {}, insights: {} },
    tracing: { to: 'xray' },
    mail: { ses: {} },
    pullThrough: ['quay.io', 'registry.k8s.io'],
    aws: { admins: admins('500000000005'), bastion: { from: ['203.0.113.0/24'], key: 'ops' }, fargate: ['batch'] },
  } satisfies ClusterInput,
  'apps/garden/app.ts': {
    ...http,
    team: 'petals',
    expose: { host: 'garden' },
    sends: ['mails'],
    secrets: { KEY: 'garden/key#value' },
    needs: {
      bucket: { seeds: { expire: '30d' } },
      table: { beds: { key: 'id', expires: 'ttl' } },
      queue: { orders: { work: '2m', from: ['placed'] } },
      topic: { placed: {} },
      database: { ledger: { engine: 'postgres-17' } },
      cache: { hot: { engine: 'valkey-8.1' } },
    },
  },
  'apps/garden/releases/live.json': release(1),
  'apps/rake/app.ts': {
    kind: 'cron',
    team: 'petals',
    cpu: '100m',
    memory: '128Mi',
    schedule: '0 4 * * *',
    uses: { ledger: { database: 'petals/ledger', may: 'write' }, hot: { cache: 'petals/hot', may: 'write' } },
  },
  'apps/rake/releases/live.json': release(5),
  'apps/bees/app.ts': {
    kind: 'function',
    team: 'petals',
    memory: '256Mi',
    timeout: '5s',
    concurrency: { reserved: 20 },
    expose: { host: 'bees' },
    throttle: { rate: 50, burst: 100 },
    calls: [{ host: 'db.orchid.example', port: 5432, private: true }],
    secrets: { KEY: 'bees/key#value' },
    slo: { errors: '1%', p95: '300ms' },
    release: { canary: [10], hold: '5m', slo: { errors: '1%', p95: '300ms' } },
  },
  'apps/bees/releases/live.json': release(2),
  'apps/pots/app.ts': {
    kind: 'function',
    team: 'petals',
    memory: '256Mi',
    timeout: '5s',
    concurrency: { reserved: 5 },
    queue: 'waste',
    needs: { queue: { waste: {} } },
  },
  'apps/pots/releases/live.json': release(3),
  'apps/rain/app.ts': { kind: 'function', team: 'petals', memory: '256Mi', timeout: '5s', schedule: '0 3 * * *' },
  'apps/rain/releases/live.json': release(4),
}

/** Managed groups in a VPC that is there; controllers make what apps need; two accounts that trust each other. */
const basalt: Files = {
  'fleet/fleet.ts': {
    name: 'basalt',
    edition: 2,
    repository: { url: 'https://github.com/basalt/estate.git', branch: 'main' },
    email: 'it@basalt.example',
    environments: ['test', 'live'],
    teams: { stones: team('basalt/stones'), sands: team('basalt/sands') },
    trusts: { '600000000007': ['600000000006'] },
    external: {
      lake: { arn: 'arn:aws:s3:::partner-lake', region: 'eu-west-1', may: ['read', 'write'], accepts: ['sands/dune'] },
      auditor: { arn: 'arn:aws:iam::999900001111:role/auditor', may: ['assume'], accepts: ['sands/dune'] },
    },
    needs: 'ack',
  } satisfies FleetInput,
  ...Object.fromEntries(
    (
      [
        ['test', '600000000006', 'eu-north-1'],
        ['live', '600000000007', 'eu-west-3'],
      ] as const
    ).map(([name, account, region]) => [
      `fleet/clusters/${name}.ts`,
      {
        environment: name,
        ...cluster(account, region, `${name}.basalt.example`),
        nodes: {
          scaler: 'cluster-autoscaler',
          groups: 'managed',
          role: 'basalt-node',
          pools: [
            { name: 'base', capacity: 'on-demand', families: ['m7i'], sizes: ['large'], nodes: { min: 2, max: 6 } },
          ],
        },
        logging: { to: 'opensearch', address: 'https://logs.basalt.example' },
        aws: {
          admins: admins(account),
          zones: false,
          vpc: {
            id: 'vpc-0000000b',
            subnets: { [`${region}a`]: { nodes: 'subnet-0000000a' }, [`${region}b`]: { nodes: 'subnet-0000000b' } },
          },
        },
      } satisfies ClusterInput,
    ]),
  ),
  'apps/quarry/app.ts': {
    ...http,
    team: 'stones',
    needs: { bucket: { maps: { readers: ['sands/dune'] } }, queue: { blocks: { accepts: ['sands/dune'] } } },
  },
  'apps/quarry/releases/live.json': release(1),
  'apps/dune/app.ts': {
    ...http,
    team: 'sands',
    uses: { lake: { bucket: 'lake', may: 'write' }, auditor: { role: 'auditor', may: 'assume' } },
    in: {
      test: {
        uses: {
          maps: { bucket: 'stones/maps', in: 'live', may: 'read' },
          blocks: { queue: 'blocks', in: 'live', may: 'send' },
        },
      },
    },
  },
  'apps/dune/releases/test.json': release(2),
}

/** OpenTofu, Auto Scaling groups of one's own, two regions of one account, EKS' own Argo CD. */
const tern: Files = {
  'fleet/fleet.ts': {
    name: 'tern',
    edition: 2,
    repository: { url: 'https://github.com/tern/estate.git', branch: 'main', ids: { owner: 33, repository: 44 } },
    email: 'ops@tern.example',
    environments: ['live'],
    teams: { wings: { ...team('tern/wings'), group: '686103e0-f051-7068-b225-e6392b959d9e' } },
    stacks: 'opentofu',
    argocd: 'eks',
    identityCenter: {
      instance: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
      region: 'eu-west-1',
      admins: '686103e0-f051-7068-b225-e6392b959d9f',
    },
  } satisfies FleetInput,
  ...Object.fromEntries(
    (['eu-west-1', 'us-east-2'] as const).map((region, i) => [
      `fleet/clusters/live-${region.slice(0, 2)}.ts`,
      {
        environment: 'live',
        ...cluster('700000000008', region, `${region.slice(0, 2)}.tern.example`),
        wave: i + 1,
        nodes: {
          scaler: 'cluster-autoscaler',
          groups: 'self-managed',
          role: 'tern-node',
          pools: [
            { name: 'base', capacity: 'on-demand', families: ['m7i'], sizes: ['large'], nodes: { min: 2, max: 6 } },
            { name: 'spot', capacity: 'spot', families: ['m7i', 'm6i'], sizes: ['large'], nodes: { min: 0, max: 9 } },
          ],
        },
        aws: { admins: admins('700000000008') },
      } satisfies ClusterInput,
    ]),
  ),
  'apps/nest/app.ts': {
    ...http,
    team: 'wings',
    needs: { bucket: { eggs: {} }, table: { broods: { key: 'id' } }, queue: { chicks: {} }, topic: { hatched: {} } },
  },
  'apps/nest/releases/live-eu.json': release(1),
  'apps/ringing/app.ts': {
    ...http,
    kind: 'stateful',
    team: 'wings',
    volumes: { '/data': '10Gi' },
    snapshots: { schedule: '0 3 * * *', keep: '7d' },
  },
  'apps/ringing/releases/live-eu.json': release(2),
}

export const inventedFleets: Readonly<Record<string, Files>> = {
  'Karpenter and a new VPC': orchid,
  'managed groups in a VPC that is there': basalt,
  'OpenTofu, and groups of its own': tern,
}

/** Writes one of them below a folder. */
export function writeFleet(root: string, files: Files): void {
  for (const [file, value] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    const text = JSON.stringify(value)
    writeFileSync(path.join(root, file), file.endsWith('.json') ? text : `export default ${text}\n`)
  }
}
