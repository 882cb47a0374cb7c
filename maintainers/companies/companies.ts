import type { ClusterInput, FleetInput } from '@slipway/fleet'

/** How an app of an invented company comes to be: the words of `new-app`, and what its spec says otherwise. */
export interface CompanyApp {
  readonly name: string
  readonly newApp: readonly string[]
  /** Lines of app.yaml in place of those of the same field, and more. */
  readonly says?: Readonly<Record<string, string>>
  readonly clusters: readonly string[]
}

export interface Company {
  readonly fleet: FleetInput
  readonly clusters: Readonly<Record<string, ClusterInput>>
  readonly apps: readonly CompanyApp[]
  /** Whether the whole `npm test` runs in its clone. */
  readonly tested: boolean
  /** Apps that are played with real requests through istiod and Envoy, and the manifest that is then broken. */
  readonly played?: readonly { readonly app: string; readonly broken: string }[]
}

const team = (name: string, owner: string) => ({
  owners: [`@${name}/${owner}`],
  group: `${name}-${owner}`,
  slack: `#${owner}`,
  quota: { cpu: '60', memory: '120Gi', pods: 200 },
})

const cluster = (account: string, region: string, domain: string, nodes: ClusterInput['nodes'], vpc: number) => ({
  account,
  region,
  zones: [`${region}a`, `${region}b`],
  kubernetes: '1.35' as const,
  registry: `${account}.dkr.ecr.${region}.amazonaws.com`,
  domain,
  network: { vpc: `10.${vpc}.0.0/16`, pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes,
})

const karpenter: ClusterInput['nodes'] = {
  scaler: 'karpenter',
  role: 'nodes',
  pools: [
    { name: 'general', capacity: 'on-demand', families: ['m7g'], architectures: ['arm64'], cpu: 64, memory: '256Gi' },
  ],
}
const groups: ClusterInput['nodes'] = {
  scaler: 'cluster-autoscaler',
  groups: 'managed',
  role: 'node-group',
  pools: [
    {
      name: 'base',
      capacity: 'on-demand',
      families: ['m6i'],
      sizes: ['xlarge'],
      nodes: { min: 2, max: 10 },
      system: true,
    },
    { name: 'work', capacity: 'on-demand', families: ['m6i'], sizes: ['2xlarge'], nodes: { min: 2, max: 20 } },
    { name: 'spot', capacity: 'spot', families: ['m6i', 'm6a'], sizes: ['2xlarge'], nodes: { min: 0, max: 40 } },
  ],
}

/** One cluster on arm64, no app that people reach, all in YAML. */
const sirius: Company = {
  fleet: {
    name: 'sirius',
    repository: { url: 'https://git.sirius.example/ops.git', branch: 'trunk' },
    email: 'ops@sirius.example',
    environments: ['only'],
    teams: { mail: team('sirius', 'mail') },
  },
  clusters: { one: { environment: 'only', ...cluster('100000000001', 'eu-north-1', 'sirius.example', karpenter, 20) } },
  apps: [
    {
      name: 'postman',
      newApp: ['--kind', 'worker', '--lang', 'go', '--yaml'],
      says: { architectures: '[arm64]' },
      clusters: ['one'],
    },
    {
      name: 'sorter',
      newApp: ['--kind', 'cron', '--lang', 'python', '--yaml'],
      says: { architectures: '[arm64]' },
      clusters: ['one'],
    },
  ],
  tested: false,
}

const regions = { north: 'eu-north-1', south: 'eu-south-1' } as const
const lumen = (region: string, domain: string, vpc: number) => cluster('200000000002', region, domain, groups, vpc)

/** Five clusters in three environments, node groups with the Cluster Autoscaler, a service in Python with canaries. */
const lumens: Company = {
  fleet: {
    name: 'lumens',
    repository: { url: 'https://github.com/lumens/platform.git', branch: 'master' },
    email: 'sre@lumens.example',
    environments: ['test', 'pre', 'live'],
    owners: ['@lumens/sre'],
    approvers: { pre: ['@lumens/leads'], live: ['@lumens/leads', '@lumens/sre'] },
    teams: { lamps: team('lumens', 'lamps'), bills: team('lumens', 'bills') },
  },
  clusters: {
    test: { environment: 'test', quiet: true, ...lumen(regions.north, 'test.lumens.example', 30) },
    'pre-north': { environment: 'pre', ...lumen(regions.north, 'pre-n.lumens.example', 31) },
    'pre-south': { environment: 'pre', wave: 2, ...lumen(regions.south, 'pre-s.lumens.example', 32) },
    'live-north': { environment: 'live', ...lumen(regions.north, 'n.lumens.example', 33) },
    'live-south': { environment: 'live', wave: 2, ...lumen(regions.south, 's.lumens.example', 34) },
  },
  apps: [
    {
      name: 'dimmer',
      newApp: ['--team', 'lamps', '--lang', 'python', '--yaml'],
      says: {
        expose: '{ host: lamps, path: / }',
        calls: '[invoices]',
        release: '{ canary: [10, 50], hold: 1m, slo: { errors: 1%, p95: 200ms } }',
      },
      clusters: ['test', 'pre-north', 'pre-south', 'live-north', 'live-south'],
    },
    {
      name: 'invoices',
      newApp: ['--team', 'bills', '--lang', 'java', '--yaml'],
      says: { accepts: '[lamps/dimmer]' },
      clusters: ['test', 'pre-north', 'pre-south', 'live-north', 'live-south'],
    },
  ],
  tested: true,
  played: [{ app: 'dimmer', broken: 'fault-left-in' }],
}

/** Images that others build, and nothing else. */
const quarry: Company = {
  fleet: {
    name: 'quarry',
    repository: { url: 'https://github.com/quarry/estate.git', branch: 'main' },
    email: 'it@quarry.example',
    environments: ['stage', 'prod'],
    owners: ['@quarry/it'],
    teams: {
      stones: { ...team('quarry', 'stones'), may: { registries: ['300000000003.dkr.ecr.us-west-2.amazonaws.com'] } },
    },
  },
  clusters: {
    stage: {
      environment: 'stage',
      quiet: true,
      ...cluster('300000000003', 'us-west-2', 'stage.quarry.example', karpenter, 40),
    },
    prod: { environment: 'prod', ...cluster('300000000004', 'us-west-2', 'quarry.example', karpenter, 41) },
  },
  apps: [
    {
      name: 'whoami',
      newApp: ['--lang', 'image', '--image', '300000000003.dkr.ecr.us-west-2.amazonaws.com/mirror/whoami', '--yaml'],
      says: { architectures: '[arm64]', expose: '{ host: who, path: / }' },
      clusters: ['stage', 'prod'],
    },
  ],
  tested: false,
}

/** Three that have nothing in common with the sample, nor with each other. */
export const companies: Readonly<Record<string, Company>> = { sirius, lumens, quarry }

/** Words of the sample, which no file of such an estate may have. */
export const sampleWords = [
  ...['acme', 'storefront', 'fulfilment', 'nightly-report', 'prod-eu', 'prod-us', '111122223333', '444455556666'],
] as const
