import dns from 'node:dns'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import { flushCompileCache } from 'node:module'
import { isIP, Server } from 'node:net'

// Loaded before an app's own code (`node --import`) in a process that plays a pod: "all addresses" are the pod's own,
// other Services have no name, and a bad version misbehaves (behaviour.ts).

const {
  REHEARSAL_POD_IP: own,
  REHEARSAL_CRASH_AFTER: crash,
  REHEARSAL_HANG_AFTER: hang,
  REHEARSAL_WRONG: wrong,
} = process.env
const { REHEARSAL_GROW_AFTER: grow, REHEARSAL_GROW: growth = '0' } = process.env
const everywhere = new Set([undefined, '', '0.0.0.0', '::'])

type Listen = (this: Server, ...args: unknown[]) => Server
const prototype = Server.prototype as unknown as { listen: Listen }
const { listen } = prototype
prototype.listen = function (this: Server, ...args: unknown[]): Server {
  const [first, second] = args
  if (typeof first === 'object' && first !== null && 'port' in first) {
    const { host } = first as { host?: string }
    return listen.apply(this, [everywhere.has(host) ? { ...first, host: own } : first, ...args.slice(1)])
  }
  if (typeof first !== 'number' && typeof first !== 'string') return listen.apply(this, args)
  const named = typeof second === 'string'
  const rest = args.slice(named ? 2 : 1)
  return listen.apply(this, [first, named && !everywhere.has(second) ? second : own, ...rest])
}

// There is no name server: a real look-up would take seconds to fail.
type Lookup = (name: string, options: unknown, done?: (error: Error, ...rest: unknown[]) => void) => void
const names = dns as unknown as { lookup: Lookup }
const { lookup } = names
names.lookup = (name, options, done) => {
  if (isIP(name) !== 0 || name === 'localhost') return lookup(name, options, done)
  const told = typeof options === 'function' ? (options as (error: Error) => void) : done
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), {
    code: 'ENOTFOUND',
    hostname: name,
    syscall: 'getaddrinfo',
  })
  setImmediate(() => told?.(error))
}

// Node writes its compile cache at its exit, and a pod may be killed. By then the app has loaded its code.
setTimeout(flushCompileCache, 5_000).unref()

const seconds = (text: string) => Number(text) * 1000
if (crash !== undefined) setTimeout(() => process.exit(1), seconds(crash))
if (hang !== undefined)
  setTimeout(() => {
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
  }, seconds(hang))

const taken: Buffer[] = []
if (grow !== undefined)
  setTimeout(
    () => setInterval(() => void taken.push(Buffer.alloc((Number(growth) * 2 ** 20) / 10, 1)), 100),
    seconds(grow),
  )

const waitHeader = 'x-rehearsal-wait'

// SIGUSR2 toggles 500 responses in this pod.
let ill = false
process.on('SIGUSR2', () => (ill = !ill))
const server = http.Server.prototype as unknown as {
  emit: (this: http.Server, event: string, ...args: unknown[]) => boolean
}
const { emit } = server
server.emit = function (this: http.Server, event: string, ...args: unknown[]): boolean {
  if (event !== 'request') return emit.call(this, event, ...args)
  const [asked, answer] = args as [IncomingMessage, ServerResponse]
  // A request that takes long, since its sender wants it so.
  const { [waitHeader]: wait } = asked.headers
  if (wait !== undefined) {
    setTimeout(() => emit.call(this, event, ...args), seconds(String(wait)))
    return true
  }
  if (!ill && wrong === undefined) return emit.call(this, event, ...args)
  // Probes stay good.
  if (asked.headers['user-agent']?.startsWith('kube-probe/') === true) return emit.call(this, event, ...args)
  const from = { 'x-app-version': process.env.APP_VERSION ?? '', 'x-pod': process.env.POD_NAME ?? '' }
  if (ill) answer.writeHead(500, from).end('ill')
  else answer.writeHead(200, { ...from, 'x-rehearsal-wrong': '1' }).end('{}')
  return true
}
