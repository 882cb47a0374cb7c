import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ran } from '@slipway/cli/test'
import { sumOf, type Sheet } from '@slipway/checks/charts'
import { orThrow } from '@slipway/core'
import { addonNames, loadFleet } from '@slipway/fleet'
import { addons } from '@slipway/platform'
import { fleetFiles } from '@slipway/spec/test'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import charts from '../charts.ts'
import { runDigests } from './digests.ts'

const root = mkdtempSync(path.join(tmpdir(), 'slipway-charts-digests-'))
const file = path.join(root, 'fleet/image-digests.json')
const manifest = (name: string) =>
  JSON.stringify({
    config: { mediaType: 'application/vnd.oci.image.config.v1+json' },
    layers: [{ mediaType: `application/${name}` }],
  })
const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`

/** What the registry has, by name and tag; it gives nothing without a token. */
const has = new Map<string, string>()
const asked: string[] = []
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '', 'http://registry.test')
  if (pathname === '/token') return void response.writeHead(200).end(JSON.stringify({ token: 'good' }))
  if (request.headers.authorization !== 'Bearer good')
    return void response
      .writeHead(401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token",service="here"` })
      .end()
  asked.push(pathname)
  const found = has.get(pathname.replace('/v2/', '').replace('/manifests/', ':'))
  response.writeHead(found === undefined ? 404 : 200).end(found)
})
let host = ''

/** The fleet of spec's tests with one cluster and two add-ons. */
const fleetOf = (more: object) => ({
  ...(fleetFiles['fleet/fleet.ts'] as object),
  environments: ['dev'],
  addonImages: 'digest',
  addons: Object.fromEntries(
    addonNames.map((name) => [name, ['metrics-server', 'external-dns'].includes(name) ? {} : 'ours']),
  ),
  ...more,
})
const say = (more: object = {}) =>
  writeFileSync(path.join(root, 'fleet/fleet.ts'), `export default ${JSON.stringify(fleetOf(more))}`)

const images = { 'metrics-server': 'metrics-server/metrics-server:v1', 'external-dns': 'external-dns/external-dns:v2' }
let sheets: readonly Sheet[] = []

beforeAll(async () => {
  mkdirSync(path.join(root, 'fleet/clusters'), { recursive: true })
  writeFileSync(
    path.join(root, 'fleet/clusters/dev.ts'),
    `export default ${JSON.stringify(fleetFiles['fleet/clusters/dev.ts'])}`,
  )
  say()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const fleet = orThrow(await loadFleet(root))
  sheets = fleet.clusters.flatMap((one) =>
    addons(one, fleet).map((addon): Sheet => {
      const image = `${host}/${images[addon.name as keyof typeof images]}`
      const container = { name: 'main', image, requests: [], limits: [] }
      const pod = {
        account: 'a',
        level: 'restricted' as const,
        because: [],
        nodeSelector: {},
        affinity: [],
        tolerations: [],
      }
      const workload = {
        ...pod,
        kind: 'Deployment',
        namespace: 'a',
        name: 'a',
        spread: true,
        budgets: [],
        containers: [container],
      }
      const facts = { objects: [], workloads: [workload], accounts: [], secretReaders: [], ports: [], monitors: [] }
      return {
        chart: addon.props.chart,
        version: addon.props.version,
        values: {},
        renders: [{ of: [sumOf(addon)], facts }],
      }
    }),
  )
})
afterAll(() => {
  server.close()
  rmSync(root, { recursive: true, force: true })
})
beforeEach(() => {
  say()
  rmSync(file, { force: true })
  asked.length = 0
  has.clear()
  for (const image of Object.values(images)) has.set(image, manifest(image))
})

async function run(more: Partial<Parameters<typeof runDigests>[0]> = {}) {
  const said: string[] = []
  const speech = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) }
  const options = { check: false, insecure: false, json: false, update: false, root, sheets, ...more }
  const code = await runDigests(options, speech)
  return { code, said: said.join('') }
}
const table = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, { digest: string; charts: string[] }>

describe('charts --digests', () => {
  it('asks each image once, and writes a table that rendering takes', async () => {
    expect((await run()).code).toBe(0)
    expect(Object.entries(table()).map(([image, { digest }]) => [image, digest])).toEqual(
      Object.values(images)
        .sort()
        .map((image) => [`${host}/${image}`, digestOf(manifest(image))]),
    )
    const fleet = orThrow(await loadFleet(root))
    const tags = fleet.clusters.flatMap((one) => addons(one, fleet).map(({ props }) => props.values['image']))
    expect(tags.toSorted()).toEqual([
      { tag: `v2@${digestOf(manifest(images['external-dns']))}` },
      { tag: `v1@${digestOf(manifest(images['metrics-server']))}` },
    ])
  })

  it('asks no more for what it knows, and what moved by --update alone', async () => {
    await run()
    const before = readFileSync(file, 'utf8')
    const moved = manifest('moved')
    has.set(images['external-dns'], moved)
    asked.length = 0
    expect([(await run()).code, asked, readFileSync(file, 'utf8')]).toEqual([0, [], before])
    const checked = await run({ update: true, check: true })
    expect([
      checked.code,
      checked.said.includes(`moved: ${host}/${images['external-dns']} ${digestOf(moved)}`),
    ]).toEqual([1, true])
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect((await run({ update: true })).code).toBe(0)
    expect(table()[`${host}/${images['external-dns']}`]?.digest).toBe(digestOf(moved))
  })

  it('takes out what no add-on has any more', async () => {
    await run()
    const more = { 'a.test/old/old:v1': { digest: digestOf('old'), charts: [] } }
    writeFileSync(file, JSON.stringify({ ...table(), ...more }))
    const { code, said } = await run()
    expect([code, said.includes('taken out: a.test/old/old:v1\n'), Object.keys(table()).length]).toEqual([0, true, 2])
  })

  it.each<[string, () => void, string]>([
    ['has it not', () => has.delete(images['external-dns']), 'no-such-image'],
    ['has something else there', () => has.set(images['external-dns'], JSON.stringify({ layers: [] })), 'no-image'],
    ['answers with no manifest', () => has.set(images['external-dns'], 'x'), 'registry-answer'],
  ])('says each image whose registry %s, and writes nothing', async (_, happens, codeSaid) => {
    happens()
    const { code, said } = await run()
    expect([code, existsSync(file), readdirSync(path.join(root, 'fleet')).sort()]).toEqual([
      1,
      false,
      ['clusters', 'fleet.ts'],
    ])
    expect(said).toContain(`fleet/image-digests.json: ${host}/${images['external-dns']}  [${codeSaid}]`)
    expect(said).not.toContain(images['metrics-server'])
  })

  it('says every registry that does not answer, and leaves the table', async () => {
    await run()
    const before = readFileSync(file, 'utf8')
    const gone = sheets.map((sheet) => JSON.parse(JSON.stringify(sheet).replaceAll(host, '127.0.0.1:1')) as Sheet)
    const { code, said } = await run({ sheets: gone })
    expect([code, said.match(/\[registry-unreachable\]/g)?.length, readFileSync(file, 'utf8')]).toEqual([1, 2, before])
  })

  it('keeps what it knows, where nobody rendered an add-on with its values', async () => {
    await run()
    const before = readFileSync(file, 'utf8')
    const { code, said } = await run({ sheets: sheets.slice(1) })
    expect([code, said.includes('not known: images of dev '), readFileSync(file, 'utf8')]).toEqual([0, true, before])
  })

  it('is for fleets that want digests', async () => {
    say({ addonImages: undefined })
    const { code, said } = await run()
    expect([code, said.includes('[no-digests]'), existsSync(file), asked]).toEqual([1, true, false, []])
  })

  it.each([['--digests', 'keda'], ['--digests', '--no-network'], ['--update'], ['--registry-insecure']])(
    'refuses %s %s',
    async (...args) => {
      expect((await ran(charts, [...args, '--root', root])).code).not.toBe(0)
    },
  )
})
