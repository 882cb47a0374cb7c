import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLog, StartError } from '@slipway/service'
import { afterEach, expect, it, vi } from 'vitest'
import { ask, conductor, type Running } from './member.ts'

vi.setConfig({ testTimeout: 30_000 })

const silent = createLog({}, () => {})
const pace = { beat: 30, patience: 200 }
const ends: (() => unknown)[] = []
afterEach(async () => void (await Promise.all(ends.splice(0).map((end) => end()))))

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'slipway-conductor-'))
  ends.push(() => rmSync(made, { recursive: true }))
  return made
}

async function start(more: Record<string, string> = {}): Promise<Running> {
  const env = { POD_NAME: 'conductor-0', INITIAL_MEMBERS: '1', HOST: '127.0.0.1', DATA_DIR: folder(), ...more }
  const running = await conductor({ ...env, PORT: more['PORT'] ?? '0' }, silent, pace)
  ends.push(() => running.drain())
  return running
}

const who = (port: number) => ask({ host: '127.0.0.1', port }, { ask: 'who' })

it('one alone leads, and says so by TCP', async () => {
  const { port } = await start()
  await expect.poll(() => who(port), { timeout: 5_000 }).toMatchObject({
    leader: 'conductor-0',
    members: ['conductor-0'],
  })
})

it('forgets no term that it has had', async () => {
  const DATA_DIR = folder()
  const first = await start({ DATA_DIR })
  await expect.poll(async () => (await who(first.port)).leader, { timeout: 5_000 }).toBe('conductor-0')
  const { term } = await who(first.port)
  await first.drain()
  const second = await start({ DATA_DIR })
  await expect.poll(async () => (await who(second.port)).leader, { timeout: 5_000 }).toBe('conductor-0')
  expect((await who(second.port)).term).toBeGreaterThan(term)
})

it('without a majority nobody leads', async () => {
  const { port } = await start({ INITIAL_MEMBERS: '3' })
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  expect(await who(port)).toMatchObject({ leader: null, members: ['conductor-0', 'conductor-1', 'conductor-2'] })
})

it.each([
  [{ POD_NAME: 'conductor' }, 'POD_NAME is not a name such as "conductor-0".'],
  [{ INITIAL_MEMBERS: 'three' }, 'INITIAL_MEMBERS has to be a whole number above 0.'],
])('%j: says why it does not start', async (env, sentence) =>
  expect(start(env)).rejects.toThrow(new StartError(sentence)),
)
