import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { seededRandom, type Random } from './random.ts'

type Inputs = ReadonlyMap<string, string>

const clusters = ['dev', 'staging', 'prod'] as const

const teamSize = 20

/** Kinds of a hundred apps; about 12 files an app and environment. */
const mix = [
  ['canary', 35],
  ['rolling', 35],
  ['worker', 13],
  ['cron', 10],
  ['stateful', 7],
] as const
type Kind = (typeof mix)[number][0]

interface SyntheticApp {
  readonly name: string
  readonly kind: Kind
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
const module = (lib: string, define: string, value: unknown): string =>
  `import { ${define} } from '@slipway/${lib}'\n\nexport default ${define}(${json(value).trimEnd()})\n`

const kindOf = (part: number): Kind => {
  let sum = 0
  return mix.find(([, share]) => part < (sum += share))?.[0] ?? 'canary'
}

/** Up to two, rather near, made before it: no circles. */
function callsOf(random: Random, serving: readonly string[]): readonly string[] {
  const chosen = Array.from(
    { length: Math.min(serving.length, random.below(3)) },
    () => serving[serving.length - 1 - random.below(Math.min(serving.length, 60))] ?? '',
  )
  return [...new Set(chosen)].sort()
}

function specOf(
  { name, kind }: SyntheticApp,
  team: string,
  calls: readonly string[],
  accepts: readonly string[],
  random: Random,
): Record<string, unknown> {
  const cpu = `${100 + 50 * random.below(8)}m`
  const answers = { port: 8080, health: { ready: '/readyz', live: '/healthz' } }
  const serves = kind === 'canary' || kind === 'rolling' || kind === 'stateful' ? { ...answers, accepts } : answers
  const of = (own: Record<string, unknown>) => ({
    kind: kind === 'canary' || kind === 'rolling' ? 'http' : kind,
    team,
    ...own,
    cpu,
    memory: `${128 * (1 + random.below(6))}Mi`,
    calls,
  })
  switch (kind) {
    case 'canary':
    case 'rolling': {
      const max = 10 + random.below(50)
      return {
        ...of(serves),
        scale: { min: 2, max, on: random.below(5) === 0 ? { requestsPerSecond: 50 } : { cpu: 70 } },
        ...(random.below(3) === 0 ? { expose: { host: team, path: `/${name}` }, sticky: { cookie: '1h' } } : {}),
        ...(random.below(5) === 0 ? { secrets: { API_KEY: `${team}/${name}/api#key` } } : {}),
        ...(random.below(8) === 0 ? { files: { '/etc/app/settings.json': 'config/settings.json' } } : {}),
        ...(kind === 'canary'
          ? { release: { canary: [5, 25, 50], hold: '2m', slo: { errors: '1%', p95: '300ms' } } }
          : {}),
        in: { dev: { scale: 1 }, prod: { scale: { min: 4, max: max * 2 } } },
      }
    }
    case 'worker':
      return {
        ...of(serves),
        queue: name,
        scale: { min: 1, max: 10, on: { queue: 20 } },
        drain: '30s',
        in: { prod: { scale: { min: 2, max: 30 } } },
      }
    case 'cron':
      return { ...of({ schedule: `${random.below(60)} ${random.below(24)} * * *` }), deadline: '30m' }
    case 'stateful':
      return {
        ...of(serves),
        scale: 1,
        volumes: { '/data': '10Gi' },
        in: { prod: { volumes: { '/data': '100Gi' } } },
      }
  }
}

export const releaseOf = (random: Random): string =>
  json({
    digest: `sha256:${random.hex(64)}`,
    version: `${random.below(9)}.${random.below(40)}.${random.below(20)}`,
    commit: random.hex(40),
  })

const clusterOf = (environment: string, index: number) => ({
  environment,
  wave: 1,
  account: `${index + 2}`.repeat(12),
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  kubernetes: '1.35',
  registry: '111111111111.dkr.ecr.eu-west-1.amazonaws.com',
  domain: `${environment}.acme.example`,
  network: { vpc: `10.${16 + 8 * index}.0.0/16`, pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: {
    scaler: 'karpenter',
    role: `slipway-${environment}-node`,
    pools: [
      { name: 'system', capacity: 'on-demand', families: ['m7i', 'm7a'], cpu: 64, memory: '256Gi', system: true },
      { name: 'on-demand', capacity: 'on-demand', families: ['m7i', 'm7a'], cpu: 1024, memory: '4Ti' },
      { name: 'spot', capacity: 'spot', families: ['m7i', 'm7a', 'c7i', 'r7i'], cpu: 4096, memory: '16Ti', weight: 50 },
    ],
  },
})

const things =
  'cart stock price order ledger parcel route claim badge quote basket refund voucher review search media'.split(' ')
const roles = 'api store feed sync view index guard relay cache score match audit'.split(' ')

/** In three environments, a cluster each; the same for the same seed. @param count at least 1 */
export function syntheticEstate(
  count: number,
  seed: number,
): { readonly inputs: Inputs; readonly apps: readonly SyntheticApp[] } {
  const random = seededRandom(seed)
  const inputs = new Map<string, string>()
  const teams = Array.from({ length: Math.ceil(count / teamSize) }, (_, i) => `team-${String(i + 1).padStart(3, '0')}`)
  const team = {
    owners: ['@acme/owners'],
    group: 'acme:owners',
    slack: '#apps',
    quota: { cpu: '4000', memory: '8Ti', pods: 4000 },
  }
  inputs.set(
    'fleet/fleet.ts',
    module('fleet', 'defineFleet', {
      name: 'acme',
      repository: { url: 'https://git.acme.example/slipway.git', branch: 'main' },
      email: 'platform@acme.example',
      environments: clusters,
      teams: Object.fromEntries(teams.map((name) => [name, team])),
    }),
  )
  clusters.forEach((name, i) =>
    inputs.set(`fleet/clusters/${name}.ts`, module('fleet', 'defineCluster', clusterOf(name, i))),
  )
  const serving: string[] = []
  const apps = Array.from({ length: count }, (_, i): SyntheticApp => {
    const name = `${things[random.below(things.length)] ?? ''}-${roles[random.below(roles.length)] ?? ''}-${String(i + 1).padStart(4, '0')}`
    // In turn, so that ten apps have the mix, too.
    const kind = kindOf((i * 37) % 100)
    const calls = callsOf(random, serving)
    if (kind === 'canary' || kind === 'rolling' || kind === 'stateful') serving.push(name)
    const own = Math.floor(i / teamSize)
    // Callers are at most sixty apps that serve further.
    const accepts = teams.slice(own + 1, own + 6).map((team) => `${team}/*`)
    const spec = specOf({ name, kind }, teams[own] ?? '', calls, accepts, random)
    inputs.set(`apps/${name}/app.ts`, module('spec', 'defineApp', spec))
    if ('files' in spec)
      inputs.set(
        `apps/${name}/config/settings.json`,
        json({ name, limits: Array.from({ length: 20 }, () => random.below(1000)) }),
      )
    const release = releaseOf(random)
    for (const cluster of clusters) inputs.set(`apps/${name}/releases/${cluster}.json`, release)
    return { name, kind }
  })
  return { inputs, apps }
}

export function writeInputs(root: string, inputs: Inputs): void {
  for (const folder of new Set([...inputs.keys()].map((file) => path.dirname(file))))
    mkdirSync(path.join(root, folder), { recursive: true })
  for (const [file, text] of inputs) writeFileSync(path.join(root, file), text)
}
