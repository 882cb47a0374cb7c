import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { credentialsOf } from './credentials.ts'
import { findImage, readManifest, type Credentials } from './registry.ts'

const of = (...layers: readonly string[]) => ({
  config: { mediaType: 'application/vnd.oci.image.config.v1+json' },
  layers: layers.map((mediaType) => ({ mediaType })),
})
const manifest = JSON.stringify(of('application/vnd.oci.image.layer.v1.tar+gzip'))
const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`
const digest = digestOf(manifest)
const servers: Server[] = []
afterEach(() => servers.splice(0).forEach((one) => one.close()))

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise((resolve) => server.once('listening', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}
const ask = (host: string, own?: Credentials) =>
  findImage(`${host}/shop/web`, digest, { insecure: false, credentials: () => own, patience: 2000 })
const codeOf = (answer: Awaited<ReturnType<typeof ask>>) => (answer.ok ? 'there' : answer.issues[0]?.code)
const ada = { username: 'ada', password: 'secret' }
const basic = `Basic ${Buffer.from('ada:secret').toString('base64')}`

describe('findImage', () => {
  it('asks for the manifest by its digest, an index too', async () => {
    const asked: unknown[] = []
    const host = await serve((request, response) => {
      asked.push([
        request.method,
        request.url,
        request.headers.accept?.includes('application/vnd.oci.image.index.v1+json'),
      ])
      response.writeHead(200).end(manifest)
    })
    expect(await ask(host)).toEqual({ ok: true, value: undefined })
    expect(asked).toEqual([['GET', `/v2/shop/web/manifests/${digest}`, true]])
  })

  it.each<[number, Record<string, string>, string]>([
    [404, {}, 'no-such-image'],
    [403, {}, 'registry-denied'],
    [401, { 'www-authenticate': 'Basic realm="x"' }, 'registry-denied'],
    [500, {}, 'registry-answer'],
    [200, {}, 'registry-answer'],
  ])('a %s with %j is %s', async (status, headers, code) => {
    const host = await serve((_, response) => void response.writeHead(status, headers).end())
    expect(codeOf(await ask(host))).toBe(code)
  })

  it('logs in as the registry asks: with a password', async () => {
    const host = await serve((request, response) => {
      const known = request.headers.authorization === basic
      response.writeHead(known ? 200 : 401, known ? {} : { 'www-authenticate': 'Basic realm="here"' }).end(manifest)
    })
    expect(codeOf(await ask(host, ada))).toBe('there')
  })

  it('logs in as the registry asks: with a token', async () => {
    const host = await serve((request, response) => {
      const url = new URL(request.url ?? '', 'http://x')
      if (url.pathname === '/token') {
        const right =
          request.headers.authorization === basic && url.searchParams.get('scope') === 'repository:shop/web:pull'
        response.writeHead(200).end(JSON.stringify({ token: right ? 'good' : 'bad' }))
      } else if (request.headers.authorization === 'Bearer good') response.writeHead(200).end(manifest)
      else
        response
          .writeHead(401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token",service="here"` })
          .end()
    })
    expect(codeOf(await ask(host, ada))).toBe('there')
    expect(codeOf(await ask(host))).toBe('registry-denied')
  })

  it('sends no password over http that nobody asked for', async () => {
    let heard = ''
    const thief = await serve(
      (request, response) =>
        void ((heard += request.headers.authorization ?? ''), response.writeHead(200).end('{"token":"x"}')),
    )
    const realm = `http://thief.invalid:${thief.split(':')[1]}/token`
    const host = await serve(
      (_, response) => void response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` }).end(),
    )
    // To a registry on this machine http is spoken; to another host it is only when asked for.
    expect(codeOf(await ask(host, ada))).not.toBe('there')
    expect(heard).toBe('')
  })

  const empty = { mediaType: 'application/vnd.oci.empty.v1+json' }
  it.each<[string, object, string]>([
    ['an index', { manifests: [] }, 'there'],
    [
      'an image of Docker',
      { ...of(), config: { mediaType: 'application/vnd.docker.container.image.v1+json' } },
      'there',
    ],
    [
      'an attestation by its layers',
      { config: empty, layers: [{ mediaType: 'application/vnd.in-toto+json' }] },
      'no-image',
    ],
    ['an attestation with the config of an image', of('application/vnd.in-toto+json'), 'no-image'],
    [
      'an attestation by its note',
      { ...of(), annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } },
      'no-image',
    ],
    ['a chart', { config: { mediaType: 'application/vnd.cncf.helm.config.v1+json' }, layers: [] }, 'no-image'],
    ['no manifest', { errors: [] }, 'registry-answer'],
  ])('%s under its own digest', async (_, data, code) => {
    const text = JSON.stringify(data)
    const host = await serve((__, response) => void response.writeHead(200).end(text))
    const options = { insecure: false, credentials: () => undefined, patience: 2000 }
    expect(codeOf(await findImage(`${host}/shop/web`, digestOf(text), options))).toBe(code)
  })

  it('other bytes than the digest says are refused', async () => {
    const host = await serve((_, response) => void response.writeHead(200).end(`${manifest} `))
    expect(codeOf(await ask(host))).toBe('registry-answer')
  })

  it('a tag has the digest of what comes', async () => {
    const host = await serve((_, response) => void response.writeHead(200).end(manifest))
    const options = { insecure: false, credentials: () => undefined, patience: 2000 }
    expect(await readManifest(`${host}/a/b`, '1.0', options)).toEqual({ ok: true, value: { digest, kind: 'image' } })
  })

  it('says when nothing answers', async () => {
    const host = await serve(() => {})
    servers.splice(0).forEach((one) => one.close())
    const answer = await ask(host)
    expect(answer).toMatchObject({
      ok: false,
      issues: [{ code: 'registry-unreachable', got: `${host} does not answer (ECONNREFUSED)` }],
    })
  })
})

describe('credentialsOf', () => {
  const xy = { username: 'x', password: 'y' }
  const said = { DOCKER_CONFIG: '/nowhere', REGISTRY_USERNAME: 'x', REGISTRY_PASSWORD: 'y' }
  it.each<[string, string | undefined, string, typeof xy | undefined]>([
    ["the fleet's own registry", undefined, 'r.example', xy],
    ['one that a team named', undefined, 'evil.example', undefined],
    ['a host that only begins alike', undefined, 'r.example.evil.example', undefined],
    ['another port', undefined, 'r.example:5000', undefined],
    ['the host that is named', 's.example:5000', 's.example:5000', xy],
    ["the fleet's, where another is named", 's.example', 'r.example', undefined],
    ['Docker Hub, as people call it', 'docker.io', 'registry-1.docker.io', xy],
  ])('gives the password of the environment to its own host: %s', (_, named, host, got) => {
    const env = named === undefined ? said : { ...said, REGISTRY_HOST: named }
    expect(credentialsOf(['r.example/apps'], env)(host)).toEqual(got)
  })

  it('takes the config of docker, by host', () => {
    const folder = fs.mkdtempSync(path.join(tmpdir(), 'slipway-docker-'))
    const auth = Buffer.from('ada:se:cret').toString('base64')
    fs.writeFileSync(
      path.join(folder, 'config.json'),
      JSON.stringify({ auths: { 'r.example': { auth }, 'https://s.example': { auth } } }),
    )
    const env = { DOCKER_CONFIG: folder }
    expect(credentialsOf([], env)('r.example')).toEqual({ username: 'ada', password: 'se:cret' })
    expect(credentialsOf([], env)('s.example')).toEqual({ username: 'ada', password: 'se:cret' })
    expect(credentialsOf([], env)('t.example')).toBeUndefined()
    fs.writeFileSync(path.join(folder, 'config.json'), 'not json')
    expect(credentialsOf([], env)('r.example')).toBeUndefined()
    fs.rmSync(folder, { recursive: true })
  })
})
