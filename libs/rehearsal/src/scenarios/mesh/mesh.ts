import { request as plainly } from 'node:http'
import { request as securely } from 'node:https'
import { connect as connectPlainly } from 'node:net'
import { connect } from 'node:tls'
import { firstOf } from '../../cluster/first-of.ts'
import { mutualTls, type Identity, type Proof } from '../../traffic/spiffe.ts'
import { arrived, fakeApp, firstWord } from './fake-app.ts'
import { labelsOf, placed, podOf, sendsOf, type Member, type MorePort } from './mesh-member.ts'
import { addressOf, openSidecars } from './sidecars.ts'
import { kinds, quote, seen, type Said, type TestContext } from '../shared/kit.ts'

/** The app's own 200, a refusal, or no connection. */
export interface Reached {
  readonly well: boolean
  readonly words: Said
}

export interface Mesh {
  /** Through the caller's proxy. */
  call(caller: Member, callee: Member): Promise<Reached>
  /** To another port of it; well if it arrives there. */
  callAt(caller: Member, callee: Member, port: MorePort): Promise<Reached>
  /** Around the proxy, with the certificate of an identity, or in plain text. */
  straight(identity: Identity | undefined, callee: Member, path?: string): Promise<Reached>
  /** The destination to which the caller's proxy leads a TLS connection. */
  outside(caller: Member, host: string): Promise<Reached>
  /** The same for bytes: well if it is led to that host and no other. */
  bytesTo(caller: Member, host: string, port: number): Promise<Reached>
}

interface MeshRequest {
  readonly host: string
  readonly port: number
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly proof?: Proof | undefined
  /** The port at which it has to arrive. */
  readonly at?: number | undefined
}

const timeoutMs = 5_000

function ask({ host, port, path: where = '/', headers = {}, proof, at }: MeshRequest): Promise<Reached> {
  return new Promise((resolve) => {
    const options = { host, port, path: where, headers, agent: false, timeout: timeoutMs }
    const asked = proof === undefined ? plainly(options) : securely({ ...options, ...mutualTls(proof) })
    asked.on('response', (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      const port = answer.headers[arrived]
      const astray = at !== undefined && port !== String(at)
      answer.on('end', () =>
        resolve({
          well: answer.statusCode === 200 && !astray,
          words:
            answer.statusCode === 200
              ? astray
                ? `200 of port ${String(port)}`
                : '200'
              : quote(`${answer.statusCode ?? 0} ${text.slice(0, 60)}`.trim()),
        }),
      )
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('error', (error: NodeJS.ErrnoException) => resolve({ well: false, words: error.code ?? error.message }))
    asked.end()
  })
}

const [yes, no] = [() => true, () => false]

const accepts = (host: string, port: number): Promise<boolean> =>
  firstOf(connectPlainly({ host, port, timeout: timeoutMs }), { connect: yes, error: no, timeout: no })

/** @returns whether somebody listens; nobody answers as the host would */
const speakTls = (address: string, servername: string): Promise<boolean> =>
  firstOf(connect({ host: address, port: 443, servername, rejectUnauthorized: false, timeout: timeoutMs }), {
    error: ({ code }: NodeJS.ErrnoException) => code !== 'ECONNREFUSED',
    secureConnect: yes,
    timeout: yes,
    close: yes,
  })

/** Applies the tree's mesh objects, and puts a real Envoy beside a pod of each member. */
export async function openMesh(test: TestContext, members: readonly Member[]): Promise<Mesh> {
  const { issue, beside } = await openSidecars(test, test.sabotaged(test.estate.files()))
  const at = new Map<Member, { readonly address: string; readonly admin: number }>()
  await Promise.all(
    members.map(async (member, index) => {
      const { name, port } = member
      const pod = podOf(member)
      await test.until(`a pod of ${name}`, async () => seen(await test.kube.apply(pod)), 30)
      const address = await addressOf(test, member)
      const app = `127.0.1.${index + 1}`
      await test.kube.apply(placed(member, { address, app, sends: sendsOf(member, members) }))
      if (port !== undefined) test.onEnd(await fakeApp(app, port))
      for (const each of member.more) test.onEnd(await fakeApp(app, each.port, each.protocol))
      const { admin } = await beside(member, labelsOf(pod), address)
      at.set(member, { address, admin })
    }),
  )
  const placeOf = (member: Member) => at.get(member) ?? { address: '', admin: 0 }
  const routed = async (admin: number, host: string, port = 443) => {
    const answer = await fetch(
      `http://127.0.0.1:${admin}/stats?filter=${encodeURIComponent(`^cluster\\.(outbound\\|${port}\\|\\|${host}|PassthroughCluster)`)}`,
    )
    return [...(await answer.text()).matchAll(/\.(?:upstream_cx_total|upstream_cx_none_healthy): (\d+)/g)].reduce(
      (sum, [, number]) => sum + Number(number),
      0,
    )
  }
  /** The result of a connection to an address without a listener. */
  const elsewhere = async (admin: number): Promise<Reached> => {
    const answer = await fetch(
      `http://127.0.0.1:${admin}/config_dump?resource=dynamic_listeners&name_regex=virtualOutbound`,
    )
    const well = (await answer.text()).includes('PassthroughCluster')
    return { well, words: well ? 'let out' : 'led nowhere' }
  }
  /** As the caller's DNS proxy would answer; apps of one namespace may each have an entry for a host. */
  const addressesOf = async (caller: Member, host: string): Promise<readonly string[]> => {
    const entries = await test.kube.list(kinds.serviceEntry, { namespace: caller.namespace })
    return entries
      .filter(({ spec }) => spec?.hosts?.includes(host))
      .flatMap(({ status }) => (status?.addresses ?? []).flatMap(({ value }) => value ?? []))
      .filter((address) => address.includes('.'))
  }
  /**
   * All proxies are in one network here, so those with the same host listen on one address, and the kernel gives each
   * connection to one of them: it is tried until the caller's own has had one.
   */
  const ledTo = async (
    caller: Member,
    host: string,
    port: number,
    attempt: (own: string) => Promise<boolean>,
  ): Promise<Reached> => {
    const { admin } = placeOf(caller)
    const before = await routed(admin, host, port)
    for (let tries = 0; tries < 30; tries++) {
      for (const own of await addressesOf(caller, host)) await attempt(own)
      // Counts lag behind connections.
      await test.pause(0.1)
      if ((await routed(admin, host, port)) > before) return { well: true, words: 'led to it' }
    }
    return { well: false, words: 'led elsewhere' }
  }
  return {
    call: (caller, callee) => ask({ host: placeOf(caller).address, port: 80, headers: { host: callee.host ?? '' } }),
    callAt: async (caller, callee, { port, protocol }) => {
      const { address } = placeOf(caller)
      if (protocol !== 'tcp' && protocol !== 'tls')
        return ask({ host: address, port, headers: { host: callee.host ?? '' }, at: port })
      const word = await firstWord(address, port, timeoutMs)
      return { well: word === String(port), words: word === undefined ? 'no first word' : quote(word) }
    },
    straight: async (identity, callee, where) =>
      ask({
        host: placeOf(callee).address,
        port: callee.port ?? 0,
        path: where ?? '/',
        headers: { host: callee.host ?? '' },
        proof: identity === undefined ? undefined : await issue(identity),
      }),
    outside: async (caller, host) => {
      if (!caller.outside.includes(host)) return elsewhere(placeOf(caller).admin)
      return ledTo(caller, host, 443, (own) => speakTls(own, host))
    },
    bytesTo: (caller, host, port) => ledTo(caller, host, port, (own) => accepts(own, port)),
  }
}
