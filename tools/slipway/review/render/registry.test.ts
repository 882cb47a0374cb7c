import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { execText } from '@slipway/cli/exec'
import { afterAll, beforeAll, expect } from 'vitest'
import { application, programs, root, template, told, clean, test } from './test/render-kit.ts'

afterAll(clean)

/** A registry of charts: an index and packages, and what was asked of it. */
const registry = path.join(root, 'registry')
const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(request.url ?? '')
  try {
    response.end(readFileSync(path.join(registry, path.basename(request.url ?? ''))))
  } catch {
    response.statusCode = 404
    response.end()
  }
})
let address = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  mkdirSync(registry, { recursive: true })
  for (const version of ['1.0.0', '1.1.0']) {
    const chart = path.join(root, `chart-${version}`)
    mkdirSync(path.join(chart, 'templates'), { recursive: true })
    writeFileSync(path.join(chart, 'Chart.yaml'), `apiVersion: v2\nname: api\nversion: ${version}\n`)
    writeFileSync(path.join(chart, 'values.yaml'), 'replicas: 3\n')
    writeFileSync(path.join(chart, 'templates/a.yaml'), template.replace('web:1', `web:${version}`))
    await execText(programs.helm, ['package', chart, '--destination', registry])
  }
  await execText(programs.helm, ['repo', 'index', registry, '--url', address])
})
afterAll(() => server.close())

const at = (version: string, values = '') => ({
  'a.yaml': application('api', `chart: api, targetRevision: ${version}${values}`).replace(
    'https://git.example/x',
    address,
  ),
})
const names = [
  '/Application/api spec.source.targetRevision',
  'prod/Deployment/api spec.template.spec.containers[web].image',
]

test('a chart is fetched where that is allowed, and kept; then nothing is fetched any more', async () => {
  const rendered = path.join(root, 'kept')
  const first = await told(at('1.0.0'), at('1.1.0'), { ...programs, network: true, rendered })
  expect([first.names, first.json.unrendered, first.code]).toEqual([names, [], 0])
  expect(asked.filter((url) => url.endsWith('.tgz')).sort()).toEqual(['/api-1.0.0.tgz', '/api-1.1.0.tgz'])
  expect(readdirSync(rendered)).toHaveLength(2)
  const before = asked.length
  const later = await told(at('1.0.0'), at('1.1.0'), { helm: '/none', rendered })
  expect([later.names, later.json.unrendered, asked.length]).toEqual([names, [], before])
})

test('without the word of whoever runs it, nothing is asked of a registry', async () => {
  const before = asked.length
  const { json } = await told(
    at('1.0.0', ', helm: {values: "replicas: 1"}'),
    at('1.1.0', ', helm: {values: "replicas: 1"}'),
  )
  expect([json.unrendered.map(({ code }) => code), asked.length]).toEqual([['no-network'], before])
})

test('a version that the registry has not is told in the words of helm', async () => {
  const { json } = await told(at('1.0.0'), at('9.9.9'), { ...programs, network: true })
  expect(json.unrendered.map(({ code, why }) => [code, why.includes('9.9.9')])).toEqual([['failed', true]])
})

const repository = (url: string): string =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: charts, namespace: flux-system}\nspec: {interval: 5m, url: ${url}}\n`
const release = (version: string, more = ''): Readonly<Record<string, string>> => ({
  'r.yaml': repository(address),
  'h.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: api, namespace: shop}\nspec: {interval: 5m, chart: {spec: {chart: api, version: ${version}, sourceRef: {kind: HelmRepository, name: charts, namespace: flux-system}}}${more}}\n`,
})
const image = 'Deployment/api spec.template.spec.containers[web].image'
const replicas = 'Deployment/api spec.replicas'

test.each<[string, string, string, readonly string[]]>([
  ['another version', '1.1.0', '', [image]],
  ['other values', '1.0.0', ', values: {replicas: 1}', [replicas]],
  ['both', '1.1.0', ', values: {replicas: 1}', [`${replicas},spec.template.spec.containers[web].image`]],
  ['another interval', '1.0.0', ', timeout: 2m', []],
  ['another name', '1.0.0', ', releaseName: other', ['Deployment/other ']],
  ['another namespace', '1.0.0', ', targetNamespace: other', ['Deployment/other-api ']],
])('a HelmRelease of Flux is rendered on both sides: %s', async (_, version, more, wanted) => {
  const { names: all, json } = await told(release('1.0.0'), release(version, more), { ...programs, network: true })
  expect(json.unrendered).toEqual([])
  expect(all.filter((name) => name.includes('Deployment')).map((name) => name.slice(name.indexOf('/') + 1))).toEqual(
    wanted,
  )
})

test('a HelmRelease that nobody may fetch says what to run for both versions', async () => {
  const { json } = await told(release('1.0.0'), release('1.1.0'))
  expect(json.unrendered).toMatchObject([
    {
      code: 'no-network',
      commands: ['1.0.0', '1.1.0'].map(
        (version) => `helm template api api --repo ${address} --version ${version} --namespace=shop --include-crds`,
      ),
    },
  ])
  const { 'r.yaml': __, ...alone } = release('1.1.0')
  const lost = await told(release('1.0.0'), alone)
  expect(lost.json.unrendered.map(({ code }) => code)).toEqual(['no-file'])
  const valued = await told(release('1.0.0'), release('1.0.0', ', values: {replicas: 1}'))
  expect(valued.json.unrendered.flatMap(({ commands }) => commands.at(-1)?.split(' # ')[1])).toEqual([
    'with spec.values of h.yaml as input',
  ])
})

test.each<[string, string, string, readonly string[]]>([
  ['another version', '1.1.0', '', ['no-file']],
  ['other values', '1.0.0', ', values: {replicas: 1}', ['no-file']],
  ['another namespace', '1.0.0', ', targetNamespace: other', ['no-file']],
  ['another timeout', '1.0.0', ', timeout: 2m', []],
])(
  'a HelmRelease whose repository is in another tree is not rendered, and that is told: %s',
  async (_, version, more, wanted) => {
    const [before, after] = [release('1.0.0'), release(version, more)].map(({ 'h.yaml': own = '' }) => ({
      'h.yaml': own,
    }))
    const { json } = await told(before ?? {}, after ?? {})
    expect(json.unrendered.map(({ code }) => code)).toEqual(wanted)
  },
)

test('a HelmRelease has the source of its own cluster, be another of that name read before it', async () => {
  const sides = ['1.0.0', '1.1.0'].map((version) => {
    const { 'h.yaml': own = '', 'r.yaml': __ } = release(version)
    return {
      'clusters/dev/flux/r.yaml': repository('https://dev.example'),
      'clusters/prod/flux/r.yaml': repository('https://prod.example'),
      'clusters/prod/shop/h.yaml': own,
    }
  })
  const [before = {}, after = {}] = sides
  const { json } = await told(before, after)
  expect(json.unrendered.flatMap(({ commands }) => commands)).toEqual(
    ['1.0.0', '1.1.0'].map(
      (version) =>
        `helm template api api --repo https://prod.example --version ${version} --namespace=shop --include-crds`,
    ),
  )
})
