import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listenLocally } from '../cluster/runtime.ts'
import { startEcrRules, type EcrRules } from './ecr-rules.ts'

const there = new Map<string, string>()
let registry: Server
let rules: EcrRules
beforeAll(async () => {
  registry = createServer((asked, answer) => {
    const name = asked.url ?? ''
    if (asked.method === 'PUT') {
      let text = ''
      asked.on('data', (part: Buffer) => (text += part.toString()))
      asked.on('end', () => {
        there.set(name, text)
        answer.writeHead(201).end()
      })
    } else answer.writeHead(there.has(name) ? 200 : 404).end(there.get(name))
  })
  rules = await startEcrRules(await listenLocally(registry))
})
afterAll(() => {
  rules.close()
  registry.close()
})

const put = (reference: string, body: string) =>
  fetch(`http://127.0.0.1:${rules.port}/v2/team/web/manifests/${reference}`, { method: 'PUT', body })

describe("ECR's rules before the registry", () => {
  it('take a tag once, and keep what it means', async () => {
    expect((await put('one', 'first')).status).toBe(201)
    const again = await put('one', 'second')
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining("tag 'one' already exists")])
    expect(there.get('/v2/team/web/manifests/one')).toBe('first')
  })

  it('take the manifest of a digest again', async () => {
    const digest = `sha256:${'a'.repeat(64)}`
    expect([(await put(digest, 'x')).status, (await put(digest, 'x')).status]).toEqual([201, 201])
  })

  it('answer nobody while the registry is away', async () => {
    rules.away(true)
    expect((await put('two', 'x')).status).toBe(503)
    rules.away(false)
    expect((await put('two', 'x')).status).toBe(201)
  })
})
