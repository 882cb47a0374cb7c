import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCapacity } from './run.ts'

const root = mkdtempSync(path.join(tmpdir(), 'slipway-capacity-test-'))
const put = (file: string, data: unknown) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), typeof data === 'string' ? data : `export default ${JSON.stringify(data)}`)
}
const cluster = {
  environment: 'dev',
  account: '222233334444',
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b'],
  kubernetes: '1.35',
  registry: 'registry.acme.example',
  domain: 'dev.acme.example',
  network: { vpc: '10.16.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: {
    scaler: 'karpenter',
    role: 'nodes',
    pools: [{ name: 'base', capacity: 'on-demand', families: ['m7i'], cpu: 16, memory: '64Gi' }],
  },
}
const web = (max: number) => ({
  kind: 'http',
  team: 'shop',
  port: 8080,
  health: { ready: '/readyz', live: '/healthz' },
  cpu: '500m',
  memory: '256Mi',
  placement: 'on-demand',
  scale: { min: 2, max, on: { cpu: 70 } },
})
const git = (...args: string[]) =>
  execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args])

beforeAll(() => {
  put('fleet/fleet.ts', {
    name: 'acme',
    repository: { url: 'https://git.acme.example/x.git', branch: 'main' },
    email: 'platform@acme.example',
    environments: ['dev'],
    teams: {
      shop: {
        owners: ['@acme/shop'],
        group: 'acme:shop',
        slack: '#shop',
        quota: { cpu: '100', memory: '200Gi', pods: 100 },
      },
    },
  })
  put('fleet/clusters/dev.ts', cluster)
  put('fleet/prices.ts', { date: '2026-01-01', source: 'a test', spot: 0.5, regions: { 'eu-west-1': { m7i: 0.1 } } })
  put('apps/web/app.ts', web(4))
  put('apps/web/releases/dev.json', JSON.stringify({ digest: `sha256:${'a'.repeat(64)}`, version: '1.0.0' }))
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'one')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function run(more: Partial<Parameters<typeof runCapacity>[0]> = {}) {
  let [out, err] = ['', '']
  const code = await runCapacity(
    { root, cluster: undefined, base: undefined, functions: false, needs: false, json: false, ...more },
    { out: (text) => void (out += text), err: (text) => void (err += text) },
  )
  return { code, out, err }
}

describe('capacity', () => {
  it('compares the two ways in each cluster, or in one', async () => {
    const { code, out } = await run({ functions: true, json: true })
    const { clusters } = JSON.parse(out) as { clusters: { cluster: string; ways: { requests: number }[] }[] }
    expect(code).toBe(0)
    expect(clusters.map(({ ways }) => ways.map(({ requests }) => requests))).toEqual(clusters.map(() => [1, 100, 1000]))
    expect((await run({ functions: true, cluster: 'nowhere' })).code).toBe(1)
  })

  it('says what apps need of AWS and what it costs, of all clusters or one', async () => {
    put('apps/web/app.ts', { ...web(4), needs: { database: { ledger: { engine: 'postgres-17', standby: false } } } })
    const { code, out } = await run({ needs: true, json: true })
    const { needs } = JSON.parse(out) as { needs: { app: string; kind: string; month: number | null }[] }
    expect([code, needs.map(({ app, kind, month }) => [app, kind, month])]).toEqual([0, [['web', 'database', null]]])
    expect((await run({ needs: true })).out).toMatch(/web +database ledger +\?/)
    expect((await run({ needs: true, cluster: 'nowhere' })).code).toBe(1)
    put('apps/web/app.ts', web(4))
  })

  it('says what a cluster needs', async () => {
    const { code, out, err } = await run()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('estimate')
    expect(out).toMatch(/web +2 \/ 3 \/ 4/)
  })

  it('says what changed since a commit, with the prices of today on both sides', async () => {
    put('apps/web/app.ts', web(10))
    const { code, out } = await run({ base: 'HEAD' })
    expect(code).toBe(0)
    expect(out).toContain('web: 2 -> 2 / 3 -> 5 / 4 -> 10 pods')
    put('apps/web/app.ts', web(4))
    expect((await run({ base: 'HEAD' })).out).toContain('Nothing changes')
  })

  it('ends with 1 and an issue where the pool is too small', async () => {
    put('apps/web/app.ts', web(60))
    const { code, err } = await run()
    expect(code).toBe(1)
    expect(err).toContain('fleet/clusters/dev.ts: nodes.pools  [does-not-fit]')
    expect(err).toContain('raise the limit of the pool')
    put('apps/web/app.ts', web(4))
  })

  it.each<[string, Partial<Parameters<typeof runCapacity>[0]>, string]>([
    ['a cluster that nobody has', { cluster: 'dve' }, 'did you mean "dev"?'],
    ['a commit that nobody has', { base: 'nowhere' }, 'a commit of this repository'],
  ])('refuses %s', async (_, more, text) => {
    const { code, out, err } = await run(more)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(text)
    const json = await run({ ...more, json: true })
    const { issues } = JSON.parse(json.out) as { issues: { want: string; hint: string }[] }
    expect(issues.flatMap(({ want, hint }) => [want, hint])).toContain(text)
  })
})
