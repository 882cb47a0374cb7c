import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { runAdvice } from './run.ts'

const root = mkdtempSync(path.join(tmpdir(), 'slipway-advice-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const put = (file: string, data: unknown) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), typeof data === 'string' ? data : `export default ${JSON.stringify(data)}`)
}
const cluster = (environment: string) => ({
  environment,
  account: '222233334444',
  region: 'eu-west-1',
  zones: ['eu-west-1a'],
  kubernetes: '1.35',
  registry: 'registry.acme.example',
  domain: `${environment}.acme.example`,
  network: { vpc: '10.16.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: {
    scaler: 'karpenter',
    role: 'nodes',
    pools: [{ name: 'base', capacity: 'on-demand', families: ['m7i'], cpu: 16, memory: '64Gi' }],
  },
})
const spec = (more = '') => `// by hand
export default {
  kind: 'http', team: 'shop', port: 8080, health: { ready: '/readyz', live: '/healthz' },
  cpu: '500m', memory: '256Mi', advice: true,${more}
}
`
const vpa = (cpu: string, memory: string) => ({
  kind: 'VerticalPodAutoscaler',
  metadata: { name: 'web', namespace: 'shop' },
  status: { recommendation: { containerRecommendations: [{ containerName: 'app', target: { cpu, memory } }] } },
})
const advice = (...items: readonly object[]) => put('advice.json', JSON.stringify({ items }))
const app = () => readFileSync(path.join(root, 'apps/web/app.ts'), 'utf8')

beforeEach(() => {
  put('fleet/fleet.ts', {
    name: 'acme',
    repository: { url: 'https://git.acme.example/x.git', branch: 'main' },
    email: 'platform@acme.example',
    environments: ['dev', 'prod'],
    teams: {
      shop: {
        owners: ['@acme/shop'],
        group: 'acme:shop',
        slack: '#shop',
        quota: { cpu: '100', memory: '200Gi', pods: 100 },
      },
    },
  })
  put('fleet/clusters/dev.ts', cluster('dev'))
  put('fleet/clusters/prod.ts', {
    ...cluster('prod'),
    network: { vpc: '10.17.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  })
  put('apps/web/app.ts', spec())
  advice(vpa('120m', '400Mi'))
})

async function run(more: Partial<Parameters<typeof runAdvice>[0]> = {}) {
  let [out, err] = ['', '']
  const rendered: string[] = []
  const code = await runAdvice(
    { root, files: [path.join(root, 'advice.json')], environment: undefined, dryRun: false, json: false, ...more },
    { out: (text) => void (out += text), err: (text) => void (err += text) },
    (of) => Promise.resolve((rendered.push(of), 0)),
  )
  return { code, out, err, rendered: rendered.length }
}

describe('advice', () => {
  it('edits the spec, leaves every other character, and renders', async () => {
    expect(await run()).toMatchObject({ code: 0, err: '', rendered: 1 })
    expect(app()).toBe(spec().replace('500m', '120m').replace('256Mi', '512Mi'))
    expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining('about what it uses'), rendered: 0 })
    expect(readdirSync(path.join(root, 'apps/web'))).toEqual(['app.ts'])
  })

  it('only says it, with --dry-run', async () => {
    expect(await run({ dryRun: true })).toMatchObject({
      code: 0,
      out: expect.stringContaining('To change:\n  apps/web/app.ts: cpu 500m -> 120m'),
      rendered: 0,
    })
    expect(app()).toBe(spec())
  })

  it('says what to write where the environment has no field of its own', async () => {
    expect(await run({ environment: 'dev' })).toMatchObject({
      code: 1,
      out: expect.stringContaining("write in: { dev: { cpu: '120m' } }"),
      rendered: 0,
    })
    expect(app()).toBe(spec())
  })

  it('puts everything back where the spec would not be sound', async () => {
    const limited = spec(" limits: { cpu: '600m' },")
    put('apps/web/app.ts', limited)
    advice(vpa('900m', '200Mi'))
    const { code, err, rendered } = await run()
    expect({ code, rendered }).toEqual({ code: 1, rendered: 0 })
    expect(err).toContain('[limit-under-request]')
    expect(err).toContain('nothing was changed')
    expect(app()).toBe(limited)
  })

  it.each<[string, Partial<Parameters<typeof runAdvice>[0]>, string]>([
    ['a file that is not there', { files: ['/nowhere/advice.json'] }, 'ENOENT'],
    ['an environment that is not there', { environment: 'prd' }, 'did you mean "prod"?'],
  ])('refuses %s', async (_, more, text) => {
    const { code, err } = await run(more)
    expect(code).toBe(1)
    expect(err).toContain(text)
    expect(JSON.parse((await run({ ...more, json: true })).out)).toMatchObject({ issues: [{}] })
  })
})
