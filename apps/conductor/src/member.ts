import { mkdir, readFile } from 'node:fs/promises'
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { createLog, reason, StartError, type Environment, type Log } from '@slipway/service'
import { Election, type Kept, type Message, type Pace, type Reply } from './election.ts'

const usual: Pace = { beat: 250, patience: 2_000 }
/** Milliseconds; a member that says nothing may be gone. */
const timeout = 1_000
/** Longer lines are none of ours. */
const longest = 64 * 1024

export interface Running {
  readonly port: number
  drain(): Promise<boolean>
}

interface Settings {
  readonly name: string
  readonly founders: readonly string[]
  readonly addressOf: (name: string) => { readonly host: string; readonly port: number }
  readonly port: number
  readonly folder: string
}

function settingsOf(env: Environment): Settings {
  const { POD_NAME: name = '', PEERS_HOST: domain = '', INITIAL_MEMBERS: initial = '3' } = env
  const [, base = ''] = /^(.+)-\d+$/.exec(name) ?? []
  const count = Number(initial)
  if (base === '') throw new StartError('POD_NAME is not a name such as "conductor-0".')
  if (!Number.isInteger(count) || count < 1) throw new StartError('INITIAL_MEMBERS has to be a whole number above 0.')
  const port = Number(env['PORT'] || 7000)
  return {
    name,
    port,
    founders: Array.from({ length: count }, (_, i) => `${base}-${i}`),
    addressOf: (member) => ({ host: domain === '' ? member : `${member}.${domain}`, port }),
    folder: env['DATA_DIR'] || '/data',
  }
}

async function keptIn(file: string): Promise<Kept | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new StartError(`The file ${file} cannot be read: ${error.message}.`)
  })
  return text === undefined ? undefined : (JSON.parse(text) as Kept)
}

/** On the disk when it returns: a vote that a crash forgets could be given twice. */
function keepIn(file: string, kept: Kept): void {
  const handle = openSync(`${file}.next`, 'w')
  writeSync(handle, JSON.stringify(kept))
  fsyncSync(handle)
  closeSync(handle)
  renameSync(`${file}.next`, file)
  const folder = openSync(path.dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** One line there, one line back. */
export function ask(to: { readonly host: string; readonly port: number }, message: Message): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...to, timeout })
    const fail = (error: Error) => {
      socket.destroy()
      reject(error)
    }
    socket.on('error', fail).on('timeout', () => fail(new Error('no answer')))
    socket.on('close', () => reject(new Error('closed without an answer')))
    // It tells the socket's errors, too.
    const lines = createInterface({ input: socket }).on('error', fail)
    lines.on('line', (line) => {
      socket.end()
      try {
        resolve(JSON.parse(line) as Reply)
      } catch (error) {
        reject(error as Error)
      }
    })
    socket.write(`${JSON.stringify(message)}\n`)
  })
}

function serve(election: Election, log: Log) {
  return createServer((socket: Socket) => {
    socket.setTimeout(timeout * 10, () => socket.destroy())
    socket.on('error', () => socket.destroy())
    let bytes = 0
    socket.on('data', (data) => (bytes += data.length) > longest && socket.destroy())
    const lines = createInterface({ input: socket }).on('error', () => socket.destroy())
    lines.on('line', (line) => {
      bytes = 0
      try {
        socket.write(`${JSON.stringify(election.hear(JSON.parse(line) as Message, performance.now()))}\n`)
      } catch (error) {
        log.warn({ error: reason(error) }, 'a line that is no message')
        socket.destroy()
      }
    })
  })
}

/** Elects a leader with its peers, and tells who asks: `{"ask":"who"}` and a line break, by TCP. */
export async function conductor(
  env: Environment,
  log: Log = createLog({ app: 'conductor', pod: env['POD_NAME'] ?? '', version: env['APP_VERSION'] ?? '' }),
  pace: Pace = usual,
): Promise<Running> {
  const { name, founders, addressOf, port, folder } = settingsOf(env)
  const file = path.join(folder, 'election.json')
  await mkdir(folder, { recursive: true }).catch((error: Error) => {
    throw new StartError(`The folder ${folder} cannot be used: ${error.message}.`)
  })
  const founding = founders.includes(name) ? { term: 0, version: 0, members: founders } : null
  const kept = (await keptIn(file)) ?? { term: 0, votedFor: null, config: founding }
  const election = new Election(name, kept, pace, performance.now(), Math.random, (next) => keepIn(file, next))
  const server = serve(election, log)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new StartError(`Port ${port} cannot be used: ${error.message}.`)))
    server.listen(port, env['HOST'], resolve)
  })
  let leader: string | null = null
  const say = (to: string, message: Message) => {
    const sent = performance.now()
    ask(addressOf(to), message).then(
      (reply) => election.heard(to, message, reply, sent, performance.now()),
      // It may be starting, or gone: the next beat tries again.
      () => undefined,
    )
  }
  const timer = setInterval(() => {
    const now = performance.now()
    for (const { to, message } of election.tick(now)) say(to, message)
    if (!election.members.includes(name)) for (const to of founders) say(to, { ask: 'join', from: name })
    const next = election.leader(now)
    if (next !== leader) log.info({ leader: next, term: election.kept.term, members: election.members }, 'leader')
    leader = next
  }, pace.beat)
  return {
    port: (server.address() as { port: number }).port,
    drain: async () => {
      clearInterval(timer)
      await new Promise((resolve) => server.close(resolve))
      return true
    },
  }
}
