import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadFleet } from '../src/load.ts'

export const team = {
  owners: ['@acme/shop'],
  group: 'acme:shop',
  slack: '#shop',
  quota: { cpu: '100', memory: '200Gi', pods: 100 },
}
export const fleet = {
  name: 'acme',
  repository: { url: 'https://git.acme.example/slipway.git', branch: 'main' },
  email: 'platform@acme.example',
  environments: ['dev', 'prod'],
  teams: { shop: team },
}
export const pool = { name: 'base', capacity: 'on-demand', families: ['m7i'], cpu: 64, memory: '256Gi' }
export const network = { vpc: '10.16.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' }
export const dev = {
  environment: 'dev',
  account: '222233334444',
  region: 'eu-west-1',
  zones: ['eu-west-1a'],
  kubernetes: '1.36',
  registry: 'registry.acme.example',
  domain: 'dev.acme.example',
  network,
  nodes: { scaler: 'karpenter', role: 'nodes', pools: [pool] },
}
export const prod = { ...dev, environment: 'prod', domain: 'acme.example' }

export type Files = Readonly<Record<string, unknown>>

/** Loads a fleet with some of its files replaced; a file of `undefined` is left out. */
export async function load(files: Files) {
  const root = mkdtempSync(path.join(tmpdir(), 'slipway-fleet-'))
  try {
    mkdirSync(path.join(root, 'fleet/clusters'), { recursive: true })
    for (const [file, data] of Object.entries({
      'fleet.ts': fleet,
      'clusters/dev.ts': dev,
      'clusters/prod.ts': prod,
      ...files,
    })) {
      const text = typeof data === 'string' ? data : `export default ${JSON.stringify(data)}`
      if (data !== undefined) writeFileSync(path.join(root, 'fleet', file), text)
    }
    return await loadFleet(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

export const told = async (files: Files) => {
  const loaded = await load(files)
  return loaded.ok ? [] : loaded.issues.map((i) => `${i.file.slice('fleet/'.length)}: ${i.at} [${i.code}] ${i.hint}`)
}
export const pools = (...list: readonly object[]) => ({
  'clusters/dev.ts': { ...dev, nodes: { ...dev.nodes, pools: list } },
})
