import { createServer, request as plainly, type Server } from 'node:http'
import { request as securely } from 'node:https'
import { connect } from 'node:tls'
import { kinds } from '../../cluster/live.ts'
import { startEnvoy } from '../../components/envoy.ts'
import { startIstiod } from '../../components/istiod.ts'
import { quote } from '../../messages/quote.ts'
import { pending, poll, seen } from '../../pace/poll.ts'
import type { Said } from '../../recording/words.ts'
import { NoneFits } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { startSecretSource, type SecretSource } from '../../traffic/sds.ts'
import { meshAuthority, type Identity, type Proof } from '../../traffic/spiffe.ts'
import { labelsOf, meshObjects, placed, podOf, type Member } from './mesh-member.ts'
import path from 'node:path'

/** What became of a request: the app's own 200, a refusal, or no connection at all. */
export interface Reached {
  readonly well: boolean
  readonly words: Said
}

export interface Mesh {
  /** As an app calls another: through its own proxy. */
  call(caller: Member, callee: Member): Promise<Reached>
  /** As somebody would who walks around the proxy, with the certificate of an identity; without one in plain text. */
  straight(identity: Identity | undefined, callee: Member, path?: string): Promise<Reached>
  /** Where a connection by TLS to a host outside is led by the caller's own proxy. */
  outside(caller: Member, host: string): Promise<Reached>
  stop(): void
}

interface MeshRequest {
  readonly host: string
  readonly port: number
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly proof?: Proof | undefined
}

const timeoutMs = 5_000

function ask({ host, port, path: where = '/', headers = {}, proof }: MeshRequest): Promise<Reached> {
  return new Promise((resolve) => {
    const options = { host, port, path: where, headers, agent: false, timeout: timeoutMs }
    const own =
      proof === undefined
        ? undefined
        : {
            cert: proof.certificate,
            key: proof.key,
            ca: proof.ca,
            checkServerIdentity: () => undefined,
            ALPNProtocols: ['istio'],
          }
    const asked = own === undefined ? plainly(options) : securely({ ...options, ...own })
    asked.on('response', (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      answer.on('end', () =>
        resolve({
          well: answer.statusCode === 200,
          words: answer.statusCode === 200 ? '200' : quote(`${answer.statusCode ?? 0} ${text.slice(0, 60)}`.trim()),
        }),
      )
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('error', (error: NodeJS.ErrnoException) => resolve({ well: false, words: error.code ?? error.message }))
    asked.end()
  })
}

/** Answers everything, as an app behind its sidecar would. */
const fakeApp = (address: string, port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((_, answer) => answer.end('{}'))
    server.listen(port, address, () => resolve(server))
  })

/** A token by which istiod knows whose proxy it is. */
export async function tokenOf(test: TestContext, { namespace, serviceAccount }: Identity): Promise<string> {
  const asked = (await test.kube.raw({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`,
    body: JSON.stringify({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { audiences: ['istio-ca'], expirationSeconds: 86_400 },
    }),
  })) as { status: { token: string } }
  return asked.status.token
}

/** A pod's address, once KWOK says that it runs. */
const addressOf = (test: TestContext, { namespace, name }: Member): Promise<string> =>
  poll(
    async () => {
      const pod = await test.kube.get({ ...kinds.pod, namespace, name })
      const { podIP, phase } = (pod?.status ?? {}) as { podIP?: string; phase?: string }
      return phase === 'Running' && podIP !== undefined ? seen(podIP) : pending(`${name} is ${phase ?? 'not there'}`)
    },
    { what: `the pod of ${name} to run`, within: 60, signal: test.signal },
  )

/** Puts the tree's own mesh into the cluster, and a real Envoy, programmed by a real istiod, beside a pod of each member. */
export async function openMesh(test: TestContext, members: readonly Member[]): Promise<Mesh> {
  const { runtime, api, istiod, envoy, isolated } = test.mesh
  if (!isolated)
    throw new NoneFits('proxies beside pods need a network namespace of their own: run as root, or allow `unshare -rn`')
  const [{ ads }, issue] = await Promise.all([
    startIstiod(runtime, istiod, api, { mtls: true }),
    meshAuthority(path.join(runtime.folder, 'mesh')),
  ])
  const objects = meshObjects(test.sabotaged(test.estate.files()), test.cluster.name)
  for (const object of objects) await test.kube.apply(object)
  const servers: Server[] = []
  const sources: SecretSource[] = []
  const at = new Map<Member, { readonly address: string; readonly admin: number }>()
  await Promise.all(
    members.map(async (member, index) => {
      const { name, namespace, serviceAccount, port } = member
      const pod = podOf(member)
      await poll(async () => seen(await test.kube.apply(pod)), {
        what: `a pod of ${name}`,
        within: 30,
        signal: test.signal,
      })
      const [address, token, proof] = [await addressOf(test, member), await tokenOf(test, member), await issue(member)]
      const app = `127.0.1.${index + 1}`
      await test.kube.apply(placed(member, { address, app }))
      if (port !== undefined) servers.push(await fakeApp(app, port))
      const source = await startSecretSource(proof)
      sources.push(source)
      // istiod may not have seen the pod's place yet; what it tells a proxy then could not be listened on.
      await test.pause(1)
      const admin = await startEnvoy(runtime, {
        command: envoy,
        as: 'sidecar',
        name,
        namespace,
        labels: labelsOf(pod),
        serviceAccount,
        token,
        ads,
        address,
        secrets: source.port,
      })
      at.set(member, { address, admin })
    }),
  )
  const placeOf = (member: Member) => at.get(member) ?? { address: '', admin: 0 }
  const proofs = new Map<string, Promise<Proof>>()
  const proofOf = (identity: Identity) => {
    const key = `${identity.namespace}/${identity.serviceAccount}`
    const found = proofs.get(key) ?? issue(identity)
    proofs.set(key, found)
    return found
  }
  /** How often a proxy sent something to a host outside. */
  const routed = async (admin: number, host: string): Promise<number> => {
    const answer = await fetch(
      `http://127.0.0.1:${admin}/stats?filter=${encodeURIComponent(`^cluster\\.(outbound\\|443\\|\\|${host}|PassthroughCluster)`)}`,
    )
    return [...(await answer.text()).matchAll(/\.(?:upstream_cx_total|upstream_cx_none_healthy): (\d+)/g)].reduce(
      (sum, [, number]) => sum + Number(number),
      0,
    )
  }
  return {
    call: (caller, callee) => ask({ host: placeOf(caller).address, port: 80, headers: { host: callee.host ?? '' } }),
    straight: async (identity, callee, where) =>
      ask({
        host: placeOf(callee).address,
        port: callee.port ?? 0,
        path: where ?? '/',
        headers: { host: callee.host ?? '' },
        proof: identity === undefined ? undefined : await proofOf(identity),
      }),
    outside: async (caller, host) => {
      const { address, admin } = placeOf(caller)
      const before = await routed(admin, host)
      await new Promise<void>((resolve) => {
        const socket = connect({
          host: address,
          port: 443,
          servername: host,
          rejectUnauthorized: false,
          timeout: timeoutMs,
        })
        for (const event of ['error', 'secureConnect', 'timeout', 'close'] as const)
          socket.on(event, () => {
            socket.destroy()
            resolve()
          })
      })
      // The counts are a moment behind the connection.
      await test.pause(0.1)
      const well = (await routed(admin, host)) > before
      return { well, words: well ? 'led to it' : 'led nowhere' }
    },
    stop: () => {
      for (const server of servers) server.close().closeAllConnections()
      for (const source of sources) source.close()
    },
  }
}
