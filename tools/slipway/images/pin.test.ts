import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ran } from '@slipway/cli/test'
import images from '../images.ts'
import { imageName, pinnedText } from './pin.ts'

const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-pin-'))
const body = JSON.stringify({ manifests: [] })
const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`
let server: Server
let host = ''
beforeAll(async () => {
  server = createServer((request, response) =>
    request.url === '/v2/team/base/manifests/1.0' ? response.end(body) : response.writeHead(404).end(),
  ).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(root, { recursive: true, force: true })
})
const file = (app: string) => path.join(root, 'apps', app, 'Dockerfile')
const put = (app: string, text: string) => {
  mkdirSync(path.dirname(file(app)), { recursive: true })
  writeFileSync(file(app), text)
}
const pin = (...argv: readonly string[]) => ran(images, ['pin', ...argv, '--root', root], root)

describe('a name', () => {
  it.each([
    ['python:3.13-slim', 'registry-1.docker.io/library/python', '3.13-slim'],
    ['golang', 'registry-1.docker.io/library/golang', 'latest'],
    ['grafana/grafana:13', 'registry-1.docker.io/grafana/grafana', '13'],
    ['gcr.io/distroless/static-debian13:nonroot', 'gcr.io/distroless/static-debian13', 'nonroot'],
    ['localhost/a:1', 'localhost/a', '1'],
    ['r.example:5000/a/b', 'r.example:5000/a/b', 'latest'],
    [`r.example:5000/a/b:2@${digest}`, 'r.example:5000/a/b', '2'],
  ])('%s is asked for as %s, %s', (image, repository, tag) => {
    expect(imageName(image)).toMatchObject({ repository, tag })
  })
})

it('is pinned where it stands whole, in FROM or in an argument', () => {
  const text = 'ARG A=a:1\nFROM --platform=$X a:1 AS b\nFROM a:10\nFROM x/a:1\n'
  expect(pinnedText(text, 'a:1', digest)).toBe(
    `ARG A=a:1@${digest}\nFROM --platform=$X a:1@${digest} AS b\nFROM a:10\nFROM x/a:1\n`,
  )
})

describe('images pin', () => {
  it('writes the digest that the registry has, once', async () => {
    put('mail', `FROM ${host}/team/base:1.0 AS one\nFROM one\n`)
    expect(await pin()).toMatchObject({ code: 0, out: `apps/mail/Dockerfile: ${host}/team/base:1.0@${digest}\n` })
    expect(readFileSync(file('mail'), 'utf8')).toBe(`FROM ${host}/team/base:1.0@${digest} AS one\nFROM one\n`)
    expect(await pin()).toMatchObject({ code: 0, out: 'All images are pinned.\n' })
  })

  it('moves one that is pinned only when asked', async () => {
    put('mail', `FROM ${host}/team/base:1.0@sha256:${'b'.repeat(64)}\n`)
    expect(await pin('mail')).toMatchObject({ out: 'All images are pinned.\n' })
    expect((await pin('mail', '--update')).out).toContain(digest)
    expect(readFileSync(file('mail'), 'utf8')).toBe(`FROM ${host}/team/base:1.0@${digest}\n`)
  })

  it('leaves a file alone of which one image is not known', async () => {
    const text = `FROM ${host}/team/base:1.0 AS one\nFROM ${host}/team/gone:1.0\n`
    put('mail', text)
    const { code, err } = await pin('mail')
    expect({ code, text: readFileSync(file('mail'), 'utf8') }).toEqual({ code: 1, text })
    expect(err).toContain(`apps/mail/Dockerfile: ${host}/team/gone:1.0  [no-such-image]`)
  })

  it('writes through no link', async () => {
    const text = `FROM ${host}/team/base:1.0\n`
    put('mail', text)
    renameSync(file('mail'), `${file('mail')}.real`)
    symlinkSync('Dockerfile.real', file('mail'))
    const { code, err } = await pin('mail')
    expect({ code, text: readFileSync(file('mail'), 'utf8') }).toEqual({ code: 1, text })
    expect(err).toContain('[no-plain-file]')
  })

  it('knows no other app', async () => {
    expect(await pin('mial')).toMatchObject({
      code: 1,
      err: expect.stringContaining('did you mean "mail"?') as unknown,
    })
  })
})
