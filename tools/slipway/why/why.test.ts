import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runs } from '@slipway/core/runs'
import { ran } from '@slipway/cli/test'
import { allAnswers } from '../init/answers.ts'
import why from '../why.ts'
import { leaves, other, withLeaf } from './leaves.ts'
import type { Explained } from './run.ts'

const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-why-'))
const put = (file: string, data: unknown) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(
    path.join(root, file),
    file.endsWith('.json') ? JSON.stringify(data) : `export default ${JSON.stringify(data)}`,
  )
}
const health = { ready: '/readyz', live: '/healthz' }
const sized = { port: 8080, health, cpu: '100m', memory: '128Mi' }
beforeAll(() => {
  const { fleet, clusters } = allAnswers({
    name: 'globex',
    repository: 'https://git.globex.example/x.git',
    branch: 'main',
    email: 'p@globex.example',
    environments: ['live'],
    teams: ['mail'],
    account: '222233334444',
    region: 'eu-west-1',
    domain: 'globex.example',
    scaler: 'karpenter',
  })
  put('fleet/fleet.ts', { ...fleet, domains: { 'globex.com': { teams: ['mail'], clusters: ['live'] } } })
  for (const [name, data] of Object.entries(clusters)) put(`fleet/clusters/${name}.ts`, data)
  put('apps/web/app.ts', {
    kind: 'http',
    team: 'mail',
    ...sized,
    scale: { min: 2, max: 7, on: { cpu: 70 } },
    calls: ['store'],
    release: 'rolling',
  })
  put('fleet/defaults.ts', { disk: '1Gi', in: { live: { kinds: { http: { drain: '40s' } } } } })
  put('apps/store/app.ts', { kind: 'http', team: 'mail', ...sized, port: 9090, scale: 2, release: 'rolling' })
  for (const [app, digit] of [
    ['web', 'a'],
    ['store', 'b'],
  ] as const)
    put(`apps/${app}/releases/live.json`, { digest: `sha256:${digit.repeat(64)}`, version: '1.0.0' })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))
const run = (...argv: readonly string[]) => ran(why, [...argv, '--root', root], root)
const folder = 'clusters/live/mail/web'

async function causes(file: string, field: string): Promise<readonly string[]> {
  const { out } = await run(file, field, '--json')
  const { fields } = JSON.parse(out) as { fields: readonly Explained[] }
  return fields.flatMap(({ because }) => because.map((one) => `${one.file}: ${one.field}`))
}

describe('why', () => {
  it.each<[string, string, string, string[]]>([
    ['a field of the spec', 'horizontalpodautoscaler-web.yaml', 'spec.maxReplicas', ['apps/web/app.ts: scale.max']],
    [
      'a release and the fleet',
      'deployment-web.yaml',
      'spec.template.spec.containers[0].image',
      ['apps/web/releases/live.json: digest', 'fleet/clusters/live.ts: registry'],
    ],
    ['the name of the file itself', 'serviceaccount-web.yaml', 'metadata.namespace', ['apps/web/app.ts: team']],
    [
      "the fleet's defaults",
      'deployment-web.yaml',
      'spec.template.spec.terminationGracePeriodSeconds',
      ['fleet/defaults.ts: in.live.kinds.http.drain'],
    ],
    ['what is fixed', 'deployment-web.yaml', 'kind', []],
  ])('%s', async (_, file, field, want) => {
    expect((await causes(`${folder}/${file}`, field)).toSorted()).toEqual(want.toSorted())
  })

  it('a neighbour, whose port a caller is told of', async () => {
    const { out } = await run(`${folder}/deployment-web.yaml`)
    expect(out).toMatch(/STORE_URL|store/)
    const all = await causes(`${folder}/deployment-web.yaml`, 'spec')
    expect(all).toContain('apps/web/app.ts: memory')
  })

  it('the fleet, in a file of the platform', async () => {
    const at = 'spec.template.spec.requirements[1].values[0]'
    expect(await causes('clusters/live/platform/nodes/nodepool-spot.yaml', at)).toEqual([
      'fleet/clusters/live.ts: nodes.pools[2].families[0]',
    ])
  })

  it('a domain of the fleet, by its name', async () => {
    // All fields at once: each call renders the estate for every value that its people gave.
    const { out } = await run('clusters/live/platform/gateway/gateway-domain-globex-com.yaml', '--json')
    const { fields } = JSON.parse(out) as { fields: readonly Explained[] }
    const at = (wanted: string) =>
      fields
        .filter(({ field }) => field.startsWith(wanted))
        .map(({ because }) => because.map((one) => `${one.file}: ${one.field}`))
    const domain = ['fleet/fleet.ts: domains."globex.com"']
    expect(at('metadata.name')).toContainEqual(domain)
    expect(at('spec.servers[0].hosts')).toEqual([domain, domain])
    expect(at('spec.servers[0].port.number')).toEqual([[]])
  })

  it.each([
    [['clusters/live/mail/web/nothing.yaml'], 'clusters/live/mail/web/nothing.yaml  [not-rendered]'],
    [['aws/222233334444/role-images.yaml'], '[not-rendered]'],
    [[`${folder}/deployment-web.yaml`, 'spec.tempalte'], '[no-field]'],
    [
      [`${folder}/deployment-web.yaml`, 'terminationGracePeriodSeconds'],
      'did you mean "spec.template.spec.terminationGracePeriodSeconds"?',
    ],
    [['apps/wbe/app.ts'], 'did you mean "apps/web/app.ts"?'],
  ])('%j: nothing to say', async (argv, told) => {
    expect(await run(...argv)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(told) as unknown })
  })
})

it('takes the name from the root in a folder of the estate, too', async () => {
  const within = path.join(root, 'apps/web')
  for (const name of [`${folder}/deployment-web.yaml`, `../../${folder}/deployment-web.yaml`]) {
    const { out } = await ran(
      why,
      [name, 'spec.template.spec.terminationGracePeriodSeconds', '--json', '--root', root],
      within,
    )
    expect(JSON.parse(out)).toMatchObject({ file: `${folder}/deployment-web.yaml` })
  }
})

it('a leaf is found by its path and changed alone', () => {
  const json = fc.jsonValue({ maxDepth: 3 })
  fc.assert(
    fc.property(json, fc.nat(), (value, pick) => {
      const all = leaves(value)
      const leaf = all[pick % all.length]
      if (leaf === undefined) return
      const next = leaves(withLeaf(value, leaf.path, () => 'another'))
      expect(next.find((one) => one.path === leaf.path)?.value).toBe('another')
      expect(next.filter((one) => one.path !== leaf.path)).toEqual(all.filter((one) => one.path !== leaf.path))
    }),
    { numRuns: runs(20, 60) },
  )
})

it.each([
  [1, 2],
  ['250m', '251m'],
  ['spot', 'spotx'],
  [true, false],
])('%j becomes %j', (value, want) => expect(other(value)).toBe(want))
