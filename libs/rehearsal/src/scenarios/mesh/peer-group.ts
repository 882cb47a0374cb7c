import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { connect as connectSecurely } from 'node:tls'
import { createInterface } from 'node:readline'
import type { AppCommand } from '../../pods/app-command.ts'
import { mutualTls, type Identity } from '../../traffic/spiffe.ts'
import { appLabel, kinds, podRef, type Files, type Live, type TestContext } from '../shared/kit.ts'
import { placed, podLabel, type Member } from './mesh-member.ts'
import { addressOf, openSidecars } from './sidecars.ts'

/** A member's view of the election. */
export interface Opinion {
  readonly leader: string | null
  readonly members: readonly string[]
}

export interface PeerGroup {
  /** Puts a process and a proxy beside each pod that has none yet. */
  join(pods: readonly Live[]): Promise<void>
  readonly names: readonly string[]
  /** Asked past all proxies. */
  opinion(name: string): Promise<Opinion | undefined>
  /** Ends the process of one, as a crash does. */
  kill(name: string): void
  /** Whether a member answers somebody with a certificate of the mesh. */
  answers(name: string, identity: Identity): Promise<boolean>
}

const timeout = 2_000
const question = `${JSON.stringify({ ask: 'who' })}\n`
const preload = pathToFileURL(path.join(import.meta.dirname, 'in-member.ts')).href

function lineOf(socket: NodeJS.ReadWriteStream & { destroy(): unknown }): Promise<string | undefined> {
  return new Promise((resolve) => {
    const end = (line?: string) => {
      socket.destroy()
      resolve(line)
    }
    setTimeout(end, timeout).unref()
    socket.on('error', () => end())
    socket.on('close', () => end())
    createInterface({ input: socket })
      .on('error', () => end())
      .on('line', end)
    socket.write(question)
  })
}

/** The connection's first line gives its destination to the proxy, in place of iptables. */
const told = ({ name, namespace }: Member) => ({
  apiVersion: 'networking.istio.io/v1alpha3',
  kind: 'EnvoyFilter',
  metadata: { name: `${name}-told`, namespace },
  spec: {
    workloadSelector: { labels: { [podLabel]: name } },
    configPatches: [
      {
        applyTo: 'LISTENER',
        match: { context: 'SIDECAR_OUTBOUND', listener: { name: 'virtualOutbound' } },
        patch: {
          operation: 'MERGE',
          value: {
            listener_filters: [
              {
                name: 'envoy.filters.listener.proxy_protocol',
                typed_config: {
                  '@type': 'type.googleapis.com/envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol',
                },
              },
            ],
          },
        },
      },
    ],
  },
})

/** Applies the tree's mesh objects; each pod that joins gets a real Envoy, and a process of the app behind it. */
export async function openPeers(
  test: TestContext,
  files: Files,
  { team }: { readonly name: string; readonly team: string },
  command: AppCommand,
): Promise<PeerGroup> {
  const { beside, issue } = await openSidecars(test, files)
  const folder = test.runtime.place('peers')
  const table = path.join(folder, 'names.json')
  const members = new Map<
    string,
    { readonly app: string; readonly address: string; readonly port: number; kill(): void }
  >()
  const addresses: Record<string, string> = {}

  const begin = async (pod: Live, count: number) => {
    const { name } = pod.metadata
    const { spec } = pod
    const [container] = spec?.containers ?? []
    const port = container?.ports?.[0]?.containerPort ?? 0
    const member: Member = {
      name,
      namespace: team,
      serviceAccount: spec?.serviceAccountName ?? 'default',
      labels: pod.metadata.labels ?? {},
      port,
      more: [],
      containerPorts: [],
      host: undefined,
      calls: [],
      outside: [],
      bytes: [],
    }
    const address = await addressOf(test, member)
    const labels = { ...member.labels, [podLabel]: name }
    await test.kube.patch(podRef(pod), { metadata: { labels } })
    const behind = `127.0.1.${count + 1}`
    await test.kube.apply(placed(member, { address, app: behind, sends: [] }))
    await test.kube.apply(told(member))
    await beside(member, labels, address)
    addresses[name] = address
    writeFileSync(table, JSON.stringify(addresses))
    const own = Object.fromEntries(
      (container?.env ?? []).flatMap(({ name: key, value }) => (value === undefined ? [] : [[key, value]])),
    )
    const [program, ...args] = command.command
    const child = spawn(program === 'node' ? process.execPath : program, ['--import', preload, ...args], {
      cwd: command.cwd,
      env: {
        ...own,
        POD_NAME: name,
        HOST: behind,
        DATA_DIR: path.join(folder, name),
        REHEARSAL_PEERS: table,
        REHEARSAL_POD_IP: address,
      },
      stdio: 'ignore',
    })
    const kill = () => void child.kill('SIGKILL')
    test.onEnd(kill)
    members.set(name, { app: behind, address, port, kill })
  }

  return {
    join: async (pods) => {
      const known = members.size
      await Promise.all(
        pods.filter(({ metadata: { name } }) => !members.has(name)).map((pod, index) => begin(pod, known + index)),
      )
    },
    get names() {
      return [...members.keys()].sort()
    },
    opinion: async (name) => {
      const member = members.get(name)
      if (member === undefined) return undefined
      const line = await lineOf(connect({ host: member.app, port: member.port }))
      return line === undefined ? undefined : (JSON.parse(line) as Opinion)
    },
    kill: (name) => members.get(name)?.kill(),
    answers: async (name, identity) => {
      const member = members.get(name)
      if (member === undefined) return false
      const secure = mutualTls(await issue(identity))
      return (await lineOf(connectSecurely({ host: member.address, port: member.port, ...secure }))) !== undefined
    },
  }
}

export const podsOfSet = async (
  test: TestContext,
  { name, team }: { readonly name: string; readonly team: string },
) => {
  const all = await test.kube.list(kinds.pod, { namespace: team, labels: `${appLabel}=${name}` })
  return all.filter(({ status }) => status?.phase === 'Running')
}
