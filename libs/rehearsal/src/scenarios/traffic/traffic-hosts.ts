import { readFileSync } from 'node:fs'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { orThrow } from '@slipway/core'
import { importData } from '@slipway/fleet'
import { certify } from '../../cluster/certificates.ts'
import { askGateway, type Asked, type GatewayAnswer } from '../../traffic/ask-gateway.ts'
import {
  appsIn,
  cause,
  deployed,
  ifThere,
  NoneFits,
  quote,
  replacing,
  say,
  seenIf,
  type Cluster,
  type Estate,
  type Sabotage,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { respec, type Spec } from './app-spec.ts'
import { addStreams, assertStreams, everyName, streamsIn } from './stream-hosts.ts'
import {
  applyGateway,
  exposed,
  exposures,
  noneExposed,
  trafficScenario,
  waitUntilServed,
  type Exposed,
} from './exposed-app.ts'

/** A domain that is not the cluster's; RFC 2606 keeps it from everybody. */
const domain = 'rehearsal.example'
const host = `www.${domain}`
const page = `https://app.${domain}`
const stranger = 'https://stranger.example'
const gateway = { namespace: 'istio-ingress', secret: 'domain-rehearsal-example-tls' } as const
const retryAfter = 600

const below = (at: string, more: string) => `${at === '/' ? '' : at}/${more}`

/** Changes the app's `expose` where the cluster is. */
async function reExpose(estate: Estate, cluster: Cluster, front: Exposed, more: Spec): Promise<void> {
  const { app, host: own, path: at } = front
  const expose = {
    host: [own.split('.')[0] ?? own, host],
    path: at,
    redirects: { [below(at, 'rehearsal-old')]: below(at, 'rehearsal-new'), [domain]: host },
    cors: { origins: [page], methods: ['GET', 'PUT'], credentials: true },
    headers: { response: { 'x-rehearsal': '100% ours' } },
    ...more,
  }
  await respec(estate, app.name, (spec) => {
    const places = (spec['in'] ?? {}) as Readonly<Record<string, Spec>>
    return { ...spec, in: { ...places, [cluster.environment]: { ...places[cluster.environment], expose } } }
  })
  await estate.render()
}

async function addDomain(estate: Estate, cluster: Cluster): Promise<void> {
  const files = estate.files()
  const [front] = exposures(files, cluster.name, appsIn(files.keys(), cluster.name))
  if (front === undefined) throw new NoneFits(noneExposed)
  const fleet = orThrow(importData(estate.source, 'fleet/fleet.ts')) as Spec
  const domains = { [domain]: { teams: [front.app.team], clusters: [cluster.name] } }
  estate.write('fleet/fleet.ts', `export default ${JSON.stringify({ ...fleet, domains })}\n`)
  addStreams(estate, cluster, front.app)
  await reExpose(estate, cluster, front, {})
}

/** Makes cert-manager's objects. @returns the authority's text */
function furnish(test: TestContext): Promise<string> {
  return inTemporaryFolder('domain', async (folder) => {
    const { ca, certificate, key } = await certify(folder, domain, [domain, `*.${domain}`])
    const text = (file: string) => readFileSync(file, 'utf8')
    await test.kube.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: { name: gateway.secret, namespace: gateway.namespace },
      stringData: { 'tls.crt': text(certificate), 'tls.key': text(key) },
    })
    return text(ca)
  })
}

const fromPod = ({ headers }: GatewayAnswer): boolean => headers['x-pod'] !== undefined
const shown = ({ status, headers, text }: GatewayAnswer): string =>
  [`${status}`, headers.location, headers['access-control-allow-origin'], text.slice(0, 60)].filter(Boolean).join(' ')

async function run(test: TestContext): Promise<void> {
  const front = exposed(test)
  const { app, host: own, path: at } = front
  await applyGateway(test)
  const ca = await furnish(test)
  await deployed(test, [app, ...streamsIn(test)])
  await waitUntilServed(test, front)
  const door = { address: '127.0.0.1', port: test.traffic.door.port }
  const ownCa = readFileSync(test.traffic.door.ca, 'utf8')
  const ask = (asked: Asked) => askGateway({ ...door, ca: asked.host === own ? ownCa : ca }, asked)

  /** Asks until the proxies know. */
  const soon = (what: string, says: string, asked: Asked, is: (answer: GatewayAnswer) => boolean) =>
    test.assertSoon(
      says,
      async () => {
        const answer = await ask(asked)
        return seenIf(is(answer), say`${cause('about', { what })}${quote(shown(answer))}`)
      },
      20,
      'hosts-as-said',
    )

  const home = { host, path: at }
  await soon('host', `${host} is answered by ${app.name}`, home, (a) => a.status === 200 && fromPod(a))
  await soon(
    'headers',
    'its answers have the headers that the spec sets, as they are written there',
    home,
    ({ headers }) => headers['x-rehearsal'] === '100% ours',
  )
  await soon(
    'redirect',
    `${domain} leads to ${host}, with path and query`,
    { host: domain, path: '/a/b?c=d' },
    ({ status, headers }) => status === 301 && headers.location === `https://${host}/a/b?c=d`,
  )
  for (const each of [own, host])
    await soon(
      'redirect',
      'an old path leads to the new one, on each host',
      { host: each, path: below(at, 'rehearsal-old') },
      ({ status, headers }) => status === 301 && headers.location === `https://${each}${below(at, 'rehearsal-new')}`,
    )

  const preflight = (origin: string): Asked => ({
    ...home,
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'PUT' },
  })
  await soon(
    'CORS',
    "a page of the spec's origin may ask, and the gateway says so",
    preflight(page),
    (a) =>
      a.status === 200 &&
      !fromPod(a) &&
      a.headers['access-control-allow-origin'] === page &&
      a.headers['access-control-allow-credentials'] === 'true' &&
      (a.headers['access-control-allow-methods'] ?? '').includes('PUT'),
  )
  await soon(
    'CORS',
    'a page of another origin may not, and its question does not reach the app',
    preflight(stranger),
    (a) => a.headers['access-control-allow-origin'] === undefined && !fromPod(a),
  )

  await assertStreams(test, front)

  const text = 'Back at <ten>.'
  await reExpose(test.estate, test.cluster, front, { maintenance: { text, retryAfter: `${retryAfter}s` } })
  await applyGateway(test)
  test.note('maintenance begins', app)
  for (const each of [own, host])
    await soon(
      'maintenance',
      `maintenance: each host answers 503, with the text and when to come back`,
      { host: each, path: below(at, 'anything') },
      (a) =>
        a.status === 503 &&
        !fromPod(a) &&
        a.headers['retry-after'] === String(retryAfter) &&
        a.text.includes('Back at &lt;ten&gt;.'),
    )
  await reExpose(test.estate, test.cluster, front, {})
  await applyGateway(test)
  await soon('maintenance', 'and after it the app answers again', home, (a) => a.status === 200 && fromPod(a))

  const short = '/rehearsal-api'
  await reExpose(test.estate, test.cluster, front, { path: short, rewrite: at, redirects: {} })
  await applyGateway(test)
  await soon(
    'rewrite',
    'the app gets its own path in place of the one that people see',
    { host, path: short },
    (a) => a.status === 200 && fromPod(a),
  )
  for (const closed of ['/metrics', '/METRICS/'])
    await soon(
      'rewrite',
      'its metrics stay closed at the new path',
      { host, path: `${short}${closed}` },
      (a) => a.status === 404 && !fromPod(a),
    )
}

const routes = /\/platform\/hosts\/virtualservice-/
/** A star, as in many answers to "CORS error". */
const everyOrigin: Sabotage = {
  name: 'every-origin',
  change: ifThere(routes, replacing(routes, `exact: ${page}`, "regex: '.*'")),
  noticedBy: 'hosts-as-said',
  causes: [{ code: 'about', what: 'CORS' }],
}

/** The domain's Gateway forgets the domain itself. */
const noApex: Sabotage = {
  name: 'no-apex',
  change: ifThere(/\/gateway-domain-/, replacing(/\/gateway-domain-/, new RegExp(`^ +- ${domain}\\n`, 'gm'), '')),
  noticedBy: 'hosts-as-said',
  causes: [{ code: 'about', what: 'redirect' }],
}

export const trafficHosts: Scenario = {
  name: 'traffic-hosts',
  ...trafficScenario,
  description:
    "Requests by other names: a host of another domain, redirects, CORS, headers, rewritten paths, maintenance, and hosts by TLS on one port are what the spec says, at a real istiod's Envoy.",
  prepare: addDomain,
  run,
  sabotages: [everyOrigin, noApex, everyName],
}
