/** Test support: an estate of three apps in two clusters, as files by path. */

const cluster = (environment: string, domain: string) => ({
  environment,
  wave: 1,
  account: '222233334444',
  region: 'eu-west-1',
  zones: ['eu-west-1a'],
  kubernetes: '1.35',
  registry: '111122223333.dkr.ecr.eu-west-1.amazonaws.com',
  domain,
  network: { vpc: '10.0.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: {
    scaler: 'karpenter',
    role: 'nodes',
    pools: [{ name: 'base', capacity: 'on-demand', families: ['m7i'], cpu: 64, memory: '256Gi' }],
  },
})
export const team = {
  owners: ['@acme/x'],
  group: 'acme:x',
  slack: '#x',
  quota: { cpu: '10', memory: '20Gi', pods: 50 },
}
export const data = (value: unknown) => `export default ${JSON.stringify(value)}\n`
export const spec = (calls: readonly string[], memory: string) => ({
  kind: 'http',
  team: 'shop',
  port: 8080,
  health: { ready: '/r', live: '/l' },
  cpu: '100m',
  memory,
  calls,
})
export const own = (calls: readonly string[]) => ({
  ...spec(calls, '128Mi'),
  files: { '/etc/own/a.ini': 'config/a.ini' },
})
export const release = (digit: string) =>
  JSON.stringify({ digest: `sha256:${digit.repeat(64)}`, version: '1.0.0', commit: digit.repeat(40) })

type Texts = Readonly<Record<string, string>>

/** The organisation's file. */
export const fleetWith = (more: Readonly<Record<string, unknown>>): Texts => ({
  'fleet/fleet.ts': data({
    name: 'acme',
    repository: { url: 'https://git.acme.example/slipway.git', branch: 'main' },
    email: 'a@acme.example',
    environments: ['dev', 'prod'],
    teams: { shop: team },
    ...more,
  }),
})

export function fleetFiles(domain: string, promoter: boolean): Texts {
  return {
    ...fleetWith({ promoter }),
    'fleet/clusters/dev.ts': data(cluster('dev', domain)),
    'fleet/clusters/prod.ts': data(cluster('prod', 'prod.acme.example')),
  }
}

export function appFiles(): Texts {
  const apps = ['web', 'api', 'own'].map((app) => ({
    [`apps/${app}/app.ts`]: data(app === 'own' ? own([]) : spec([], '128Mi')),
    [`apps/${app}/releases/dev.json`]: release('a'),
    [`apps/${app}/releases/prod.json`]: release('a'),
  }))
  return Object.assign({ 'apps/own/config/a.ini': 'a=1\n' }, ...apps) as Texts
}

/** One app more, in one cluster. @param exposed whether people reach it */
export const newApp = (exposed: boolean): Texts => ({
  'apps/new/app.ts': data({ ...spec([], '128Mi'), ...(exposed ? { expose: { host: 'new' } } : {}) }),
  'apps/new/releases/dev.json': release('a'),
})
