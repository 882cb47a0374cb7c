import { mkdirSync, readFileSync } from 'node:fs'
import { createServer as createByteServer, type Socket } from 'node:net'
import path from 'node:path'
import { connect, createServer as createTlsServer } from 'node:tls'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { orThrow } from '@slipway/core'
import { importData } from '@slipway/fleet'
import { certify } from '../../cluster/certificates.ts'
import { firstOf } from '../../cluster/first-of.ts'
import {
  appsIn,
  cause,
  ifThere,
  kinds,
  pending,
  quote,
  refTo,
  replacing,
  say,
  seen,
  seenIf,
  type Cluster,
  type Estate,
  type Sabotage,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { writeSpec, type Spec } from './app-spec.ts'
import type { Exposed } from './exposed-app.ts'

/** The hosts whose certificate the gateway has, and those whose certificate the app has. */
const modes = [
  { tls: 'terminate', on: 'rehearsal-t', port: 29_443, protocol: 'tcp' },
  { tls: 'passthrough', on: 'rehearsal-p', port: 29_444, protocol: 'tls' },
] as const
type Mode = (typeof modes)[number]
const ownPort = 7000
const nameOf = ({ tls }: Mode, which: string) => `rehearsal-${tls}-${which}`
const all = modes.flatMap((mode) => ['one', 'two'].map((which) => ({ mode, name: nameOf(mode, which) })))

/** Two apps that speak bytes, and two that speak TLS, each pair on one port of the gateway. The caller renders. */
export function addStreams(estate: Estate, cluster: Cluster, { team, name: like }: StagedApp): void {
  const file = `fleet/clusters/${cluster.name}.ts`
  const own = orThrow(importData(estate.source, file)) as Spec
  const offered = Object.fromEntries(modes.map(({ on, port, tls }) => [on, { port, tls }]))
  const gatewayPorts = { ...(own['gatewayPorts'] as Spec | undefined), ...offered }
  estate.write(file, `export default ${JSON.stringify({ ...own, gatewayPorts })}\n`)
  for (const { mode, name } of all) {
    mkdirSync(path.join(estate.root, `apps/${name}/releases`), { recursive: true })
    estate.write(
      `apps/${name}/releases/${cluster.name}.json`,
      estate.read(`apps/${like}/releases/${cluster.name}.json`),
    )
    writeSpec(estate, name, {
      kind: 'stateful',
      team,
      port: ownPort,
      protocol: mode.protocol,
      health: { ready: { tcp: 'main' }, live: { tcp: 'main' } },
      metrics: false,
      cpu: '10m',
      memory: '16Mi',
      scale: 1,
      expose: { host: name, on: mode.on },
    })
  }
}

export const streamsIn = (test: TestContext): readonly StagedApp[] =>
  appsIn(
    test.estate.files().keys(),
    test.cluster.name,
    all.map(({ name }) => name),
  )

/** A server's first data to a client that names a host by TLS. */
const askByTls = (port: number, servername: string, ca: string): Promise<string> =>
  firstOf(connect({ host: '127.0.0.1', port, servername, ca, timeout: 3000 }), {
    data: String,
    error: ({ message }: Error) => message,
    timeout: () => 'nothing',
    close: () => 'nothing',
  })

/** In the place of the app's container: it says its name, in TLS of its own where the gateway passes that through. */
async function fake(test: TestContext, { name, team }: StagedApp, mode: Mode, host: string): Promise<string> {
  const address = await test.until(`the pod of ${name} to run`, async () => {
    const pod = await test.kube.get(refTo(kinds.pod, { team, name: `${name}-0` }))
    return pod?.status?.podIP === undefined ? pending() : seen(pod.status.podIP)
  })
  const greet = (socket: Socket) => void socket.on('error', () => {}).end(name)
  const { server, ca } =
    mode.tls === 'terminate'
      ? { server: createByteServer(greet), ca: readFileSync(test.traffic.door.ca, 'utf8') }
      : await inTemporaryFolder('stream', async (folder) => {
          const made = await certify(folder, host, [host])
          const [cert, key, ca] = [made.certificate, made.key, made.ca].map((file) => readFileSync(file, 'utf8'))
          return { server: createTlsServer({ cert, key }, greet), ca: ca ?? '' }
        })
  await new Promise<void>((resolve) => server.listen(ownPort, address, resolve))
  test.onEnd(() => server.close())
  return ca
}

/** Two hosts on one port of the gateway are told apart by the name in TLS. */
export async function assertStreams(test: TestContext, { host: own }: Exposed): Promise<void> {
  const domain = own.slice(own.indexOf('.') + 1)
  for (const app of streamsIn(test)) {
    const mode = all.find(({ name }) => name === app.name)?.mode ?? modes[0]
    const host = `${app.name}.${domain}`
    const ca = await fake(test, app, mode, host)
    await test.assertSoon(
      `${host}:${mode.port} leads to ${app.name} (${mode.tls})`,
      async () => {
        const got = await askByTls(mode.port, host, ca)
        return seenIf(got === app.name, say`${cause('about', { what: mode.tls })}${quote(got)}`)
      },
      20,
      'led-by-name',
    )
  }
}

const gateways = /\/gateway-stream-rehearsal-.*\.yaml$/

/** Each Gateway takes every name, so the first has them all. */
export const everyName: Sabotage = {
  name: 'every-name',
  change: ifThere(gateways, replacing(gateways, /^( +hosts:\n +- ).*$/m, '$1"*"')),
  noticedBy: 'led-by-name',
  causes: [{ code: 'about', what: 'terminate' }],
}
