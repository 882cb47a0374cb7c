import fs from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { credentialsFor } from './credentials.ts'
import { findImage, type Credentials } from './registry.ts'

const digest = `sha256:${'a'.repeat(64)}`
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
      response.writeHead(200, { 'docker-content-digest': digest }).end()
    })
    expect(await ask(host)).toEqual({ ok: true, value: undefined })
    expect(asked).toEqual([['HEAD', `/v2/shop/web/manifests/${digest}`, true]])
  })

  it.each<[number, Record<string, string>, string]>([
    [404, {}, 'no-such-image'],
    [403, {}, 'registry-denied'],
    [401, { 'www-authenticate': 'Basic realm="x"' }, 'registry-denied'],
    [500, {}, 'registry-answer'],
    [200, { 'docker-content-digest': `sha256:${'b'.repeat(64)}` }, 'registry-answer'],
  ])('a %s with %j is %s', async (status, headers, code) => {
    const host = await serve((_, response) => void response.writeHead(status, headers).end())
    expect(codeOf(await ask(host))).toBe(code)
  })

  it('logs in as the registry asks: with a password', async () => {
    const host = await serve((request, response) => {
      const known = request.headers.authorization === basic
      response.writeHead(known ? 200 : 401, known ? {} : { 'www-authenticate': 'Basic realm="here"' }).end()
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
      } else if (request.headers.authorization === 'Bearer good') response.writeHead(200).end()
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

describe('credentialsFor', () => {
  it('takes the environment, else the config of docker, else its helper', () => {
    const folder = fs.mkdtempSync(path.join(tmpdir(), 'slipway-docker-'))
    const auth = Buffer.from('ada:se:cret').toString('base64')
    fs.writeFileSync(
      path.join(folder, 'config.json'),
      JSON.stringify({ auths: { 'r.example': { auth }, 'https://s.example': { auth } } }),
    )
    const env = { DOCKER_CONFIG: folder }
    expect(credentialsFor('r.example', { ...env, REGISTRY_USERNAME: 'x', REGISTRY_PASSWORD: 'y' })).toEqual({
      username: 'x',
      password: 'y',
    })
    expect(credentialsFor('r.example', env)).toEqual({ username: 'ada', password: 'se:cret' })
    expect(credentialsFor('s.example', env)).toEqual({ username: 'ada', password: 'se:cret' })
    expect(credentialsFor('t.example', env)).toBeUndefined()
    fs.writeFileSync(path.join(folder, 'config.json'), 'not json')
    expect(credentialsFor('r.example', env)).toBeUndefined()
    fs.rmSync(folder, { recursive: true })
  })
})
