import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pending, poll, seen } from '../pace/poll.ts'
import { certify } from './certificates.ts'
import { KubeError, kube, type Kube, type KubeEvent } from './kube.ts'
import path from 'node:path'

let folder: string
let server: Server
let client: Kube
let asked: string[]
let answers: Record<string, (answer: ServerResponse, body: string) => void>

const json = (status: number, body: unknown) => (answer: ServerResponse) =>
  void answer.writeHead(status).end(JSON.stringify(body))
const refused = (status: number, reason: string, message: string) => json(status, { kind: 'Status', reason, message })
const core = json(200, {
  resources: [
    { name: 'pods', kind: 'Pod', namespaced: true },
    { name: 'pods/eviction', kind: 'Eviction', namespaced: true },
    { name: 'nodes', kind: 'Node', namespaced: false },
  ],
})

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'slipway-kube-'))
  const { key, certificate } = await certify(folder, 'api', ['127.0.0.1'])
  server = createServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    (question: IncomingMessage, answer) => {
      let body = ''
      question
        .setEncoding('utf8')
        .on('data', (part: string) => (body += part))
        .on('end', () => {
          const line = `${question.method ?? ''} ${question.url ?? ''}`
          asked.push(question.headers.authorization === 'Bearer secret' ? line : `nobody: ${line}`)
          const found = answers[line] ?? refused(404, 'NotFound', 'not found')
          found(answer, body)
        })
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  asked = []
  answers = { 'GET /api/v1': core }
  client = kube(`https://127.0.0.1:${(server.address() as AddressInfo).port}`, 'secret')
})
afterEach(() => client.close())

const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'a' } as const

describe('kube', () => {
  it('asks for paths as the server names them, in a namespace only what has one', async () => {
    answers['GET /api/v1/namespaces/shop/pods/a'] = json(200, { metadata: { name: 'a' } })
    answers['GET /api/v1/nodes/a'] = json(200, { metadata: { name: 'a' } })
    answers['GET /api/v1/pods?labelSelector=app%3Dx'] = json(200, { items: [{ metadata: { name: 'b' } }] })
    expect(await client.get(pod)).toMatchObject({ metadata: { name: 'a' } })
    await client.get({ ...pod, kind: 'Node' })
    expect(await client.list(pod, { labels: 'app=x' })).toEqual([
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'b' } },
    ])
    expect(asked).toEqual([
      'GET /api/v1',
      'GET /api/v1/namespaces/shop/pods/a',
      'GET /api/v1/nodes/a',
      'GET /api/v1/pods?labelSelector=app%3Dx',
    ])
  })

  it('what is not there is nothing, and deleting it does nothing', async () => {
    expect([await client.get(pod), await client.delete(pod)]).toEqual([undefined, false])
  })

  it.each([
    [201, undefined, true],
    [429, 'TooManyRequests', false],
    [404, 'NotFound', true],
  ])('an eviction answered with %i %s went: %s', async (status, reason, went) => {
    answers['POST /api/v1/namespaces/shop/pods/a/eviction'] = (answer, body) => {
      expect(JSON.parse(body)).toMatchObject({ kind: 'Eviction', metadata: { name: 'a', namespace: 'shop' } })
      json(status, { reason, message: 'words' })(answer)
    }
    expect(await client.evict('shop', 'a')).toBe(went)
  })

  it('an eviction that fails is an error', async () => {
    answers['POST /api/v1/namespaces/shop/pods/a/eviction'] = refused(
      500,
      'InternalError',
      'more than one PodDisruptionBudget',
    )
    await expect(client.evict('shop', 'a')).rejects.toThrow('more than one PodDisruptionBudget')
  })

  it('passes on what the server said when it refused', async () => {
    answers['PATCH /api/v1/namespaces/shop/pods/a?fieldManager=rehearsal&force=true&fieldValidation=Strict'] = refused(
      422,
      'Invalid',
      'spec.x: wrong',
    )
    const failure = await client
      .apply({ apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'shop', name: 'a' } })
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(KubeError)
    expect(failure).toMatchObject({ status: 422, reason: 'Invalid', message: 'spec.x: wrong' })
  })

  it('an answer that is no JSON is shown as it is', async () => {
    answers['GET /api/v1/namespaces/shop/pods/a'] = (answer) => void answer.writeHead(503).end('etcd is not there')
    await expect(client.get(pod)).rejects.toMatchObject({ status: 503, message: 'etcd is not there' })
  })

  it('a kind that the cluster does not know is named; one that has come meanwhile is found', async () => {
    await expect(client.list({ apiVersion: 'v1', kind: 'Gizmo' })).rejects.toThrow(
      'the cluster knows no Gizmo of v1: its CRD is not there',
    )
    answers['GET /api/v1'] = json(200, { resources: [{ name: 'gizmos', kind: 'Gizmo', namespaced: false }] })
    answers['GET /api/v1/gizmos'] = json(200, { items: [] })
    expect(await client.list({ apiVersion: 'v1', kind: 'Gizmo' })).toEqual([])
  })

  it('a server that is not there is an error, not a wait', async () => {
    const nobody = kube('https://127.0.0.1:1', 'secret')
    await expect(nobody.get(pod)).rejects.toThrow('ECONNREFUSED')
    nobody.close()
  })
})

describe('watch', () => {
  const at = (name: string, version: string) => ({ metadata: { name, namespace: 'shop', resourceVersion: version } })

  it('tells what is there, every change also when a line comes in two parts, and what went while it was not listening', async () => {
    const told: string[] = []
    const lists = [[at('a', '1'), at('b', '1')], [at('b', '2')]]
    answers['GET /api/v1/pods'] = (answer) =>
      json(200, { metadata: { resourceVersion: '1' }, items: lists.length > 1 ? lists.shift() : lists[0] })(answer)
    let watches = 0
    answers['GET /api/v1/pods?watch=1&resourceVersion=1'] = (answer) => {
      watches += 1
      answer.writeHead(200)
      if (watches > 1) return void answer.flushHeaders()
      const line = `${JSON.stringify({ type: 'ADDED', object: { apiVersion: 'v1', kind: 'Pod', ...at('c', '1') } })}\n`
      answer.write(line.slice(0, 20), () =>
        setImmediate(() => answer.end(`${line.slice(20)}${JSON.stringify({ type: 'ERROR', object: {} })}\n`)),
      )
    }
    const stop = client.watch(pod, ({ type, object }: KubeEvent) => told.push(`${type} ${object.metadata.name}`), {})
    await poll(() => (told.length >= 6 ? seen(undefined) : pending()), { what: 'six events', within: 20, every: 5 })
    stop()
    expect(told).toEqual(['ADDED a', 'ADDED b', 'ADDED c', 'DELETED a', 'DELETED c', 'MODIFIED b'])
  })
})
