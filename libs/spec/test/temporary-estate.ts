import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadEstate } from '../src/read/load-estate.ts'

/** For tests: files by path below an estate's root, as text or bytes; data is written as a TypeScript module. */
export type Files = Readonly<Record<string, unknown>>

const cluster = (environment: string, octet: number) => ({
  environment,
  account: '222233334444',
  region: 'eu-west-1',
  zones: ['eu-west-1a'],
  kubernetes: '1.35',
  registry: '111122223333.dkr.ecr.eu-west-1.amazonaws.com',
  domain: `${environment}.acme.example`,
  network: { vpc: `10.${octet}.0.0/16`, pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: {
    scaler: 'karpenter',
    role: 'nodes',
    pools: [{ name: 'base', capacity: 'on-demand', families: ['m7i'], cpu: 64, memory: '256Gi' }],
  },
})

/** Two environments with a cluster each, two teams. */
export const fleetFiles: Files = {
  'fleet/fleet.ts': {
    name: 'acme',
    repository: { url: 'https://git.acme.example/slipway.git', branch: 'main' },
    email: 'platform@acme.example',
    environments: ['dev', 'prod'],
    teams: Object.fromEntries(
      ['shop', 'finance'].map((team) => [
        team,
        {
          owners: [`@acme/${team}`],
          group: `acme:${team}`,
          slack: `#${team}`,
          quota: { cpu: '100', memory: '200Gi', pods: 100, devices: { 'nvidia.com/gpu': 8 } },
        },
      ]),
    ),
  },
  'fleet/clusters/dev.ts': cluster('dev', 16),
  'fleet/clusters/prod.ts': cluster('prod', 32),
}

/** A sound spec of each kind, to be spoilt. */
export const web = {
  kind: 'http',
  team: 'shop',
  port: 8080,
  health: { ready: '/readyz', live: '/healthz' },
  cpu: '100m',
  memory: '128Mi',
} as const
export const mailer = {
  kind: 'worker',
  team: 'shop',
  port: 8080,
  health: web.health,
  cpu: '100m',
  memory: '128Mi',
} as const
export const report = { kind: 'cron', team: 'finance', schedule: '0 3 * * *', cpu: '100m', memory: '128Mi' } as const
export const release = { digest: `sha256:${'a'.repeat(64)}`, version: '1.0.0' } as const

function text(file: string, value: unknown): string | Buffer {
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value
  return file.endsWith('.json') ? JSON.stringify(value) : `export default ${JSON.stringify(value)}\n`
}

/** Writes an estate into a new folder. */
export function writeEstate(files: Files): string {
  const root = mkdtempSync(path.join(tmpdir(), 'slipway-estate-'))
  for (const [file, value] of Object.entries({ ...fleetFiles, ...files })) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text(file, value))
  }
  return root
}

/** Writes an estate, hands its root over, and takes it away again. */
export async function inEstate<T>(files: Files, use: (root: string) => Promise<T> | T): Promise<T> {
  const root = writeEstate(files)
  try {
    return await use(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** What loading an estate tells: one line an issue, `file: field [code] hint`. */
export async function told(files: Files): Promise<readonly string[]> {
  const estate = await inEstate(files, loadEstate)
  return estate.ok ? [] : estate.issues.map((i) => `${i.file}: ${i.at} [${i.code}] ${i.hint}`)
}

/** The same for one app called `web` with a spec as data. */
export const toldOf = async (spec: unknown): Promise<readonly string[]> =>
  (await told({ 'apps/web/app.ts': spec })).map((line) => line.replace('apps/web/app.ts: ', ''))
