import { isBuiltin, registerHooks } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { CodeFile } from './message.ts'
import { holdSteady } from './steady.ts'

/** Gives the files of the code's own folder. */
export interface Broker {
  /** @throws an error with a sentence for a path that it may not read */
  readonly read: (place: string) => Buffer
  readonly list: (place: string) => readonly string[]
}

/** Modules of Node that code of an estate may import. `fs` is our own, which asks the broker. */
const safe = new Set([
  'path',
  'path/posix',
  'url',
  'util',
  'assert',
  'assert/strict',
  'buffer',
  'crypto',
  'events',
  'querystring',
])
const files = new Set(['fs', 'fs/promises'])
/**
 * Not even packages get these, for some import what code of an estate tells them to: the network, what opens files past
 * the permission model (sqlite), other hooks (module), and clocks. A package may load without them.
 */
const withheld =
  /^(?:net|tls|dns|dgram|https?|http2|cluster|inspector|repl|worker_threads|module|vm|perf_hooks|os|v8|trace_events|wasi|sqlite|test|_\w+)(?:\/.*)?$/
/** Packages for constructs in `build` of an extra.ts. */
const constructs = ['cdk8s', 'cdk8s-plus-27', 'constructs', 'kubernetes-models']
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
const ours = /^@slipway\/(?:spec|fleet)$/

const here = (name: string): string => new URL(name, import.meta.url).href
const home = new URL('../../../../', import.meta.url)
const trusted = ['libs/', 'node_modules/'].map((folder) => new URL(folder, home).href)
const isTrusted = (url: string | undefined): boolean =>
  url !== undefined && !url.includes(mark) && trusted.some((place) => url.startsWith(place))

/** Marks the URL of a file of an estate; another number for each request, so that each starts with fresh modules. */
const mark = '?slipway='

function refuse(name: string): never {
  const isPackage = !isBuiltin(name) && !/^[./]|:|^@slipway\//.test(name)
  const way = isPackage ? '; packages that it may are named in imports of fleet/fleet.ts' : ''
  throw new Error(`it imports ${JSON.stringify(name)}, which code of an estate may not${way}`)
}

function formatOf(url: string): 'module' | 'module-typescript' | 'json' {
  if (/\.m?ts$/.test(url)) return 'module-typescript'
  if (/\.json$/.test(url)) return 'json'
  return /\.m?js$/.test(url) ? 'module' : refuse(url.slice(url.lastIndexOf('/') + 1))
}

function denied(name: string): () => never {
  return () => {
    throw new Error(`it calls ${name}, which code of an estate may not`)
  }
}

const processParts = [
  'abort',
  'binding',
  '_linkedBinding',
  'dlopen',
  'execve',
  'exit',
  'getBuiltinModule',
  'kill',
  'loadEnvFile',
  '_kill',
  'reallyExit',
  'send',
  '_debugProcess',
  '_debugEnd',
  '_getActiveHandles',
  '_getActiveRequests',
  'openStdin',
  'setuid',
  'setgid',
  'umask',
]

function removeGlobals(): void {
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'CloseEvent', 'MessageChannel', 'BroadcastChannel'])
    Reflect.deleteProperty(globalThis, name)
  for (const name of processParts)
    Object.defineProperty(process, name, { value: denied(`process.${name}`), configurable: false, writable: false })
  // The class of a pipe is the class of a connection; a report tells of the machine.
  for (const name of ['stdin', 'report'])
    Object.defineProperty(process, name, { value: undefined, configurable: false, writable: false })
}

/**
 * Removes from this process everything that code of an estate does not need, before any of it is loaded. The limits
 * that hold are the permission model's and the system's; this keeps honest code pure, and leaves a hostile one little
 * to try.
 * @returns a function that names the module of a file of code, in a new world of its own
 */
export function lockDown(broker: Broker): (file: CodeFile) => string {
  let count = 0
  /**
   * Packages that the running file may import; `undefined` for the fleet's own code, whose owners say what others may
   * import.
   */
  let allowed: ReadonlySet<string> | undefined = new Set()
  const isAllowed = (specifier: string): boolean => allowed?.has(packageOf(specifier)) !== false
  registerHooks({
    resolve(specifier, context, next) {
      const { parentURL } = context
      if (specifier.includes(mark) && isTrusted(parentURL)) return { url: specifier, shortCircuit: true }
      const builtin = specifier.replace(/^node:/, '')
      if (isTrusted(parentURL))
        return withheld.test(builtin) && isBuiltin(specifier)
          ? { url: here('./withheld.cjs'), format: 'commonjs', shortCircuit: true }
          : next(specifier, context)
      if (files.has(builtin)) return { url: here('./own-files.ts'), shortCircuit: true }
      if (isBuiltin(specifier)) return safe.has(builtin) ? next(specifier, context) : refuse(specifier)
      if (ours.test(specifier)) return { url: here('./define.ts'), shortCircuit: true }
      if (/^[@a-z]/i.test(specifier) && !/^[a-z]+:/i.test(specifier))
        return specifier.startsWith('@slipway/') || !isAllowed(specifier)
          ? refuse(specifier)
          : next(specifier, { ...context, parentURL: import.meta.url })
      const url = new URL(specifier, parentURL)
      if (url.protocol !== 'file:') refuse(specifier)
      url.search = `${mark}${count}`
      return { url: url.href, shortCircuit: true }
    },
    load(url, context, next) {
      const [place = ''] = url.split(mark)
      if (place === url) return next(url, context)
      return { format: formatOf(place), source: broker.read(fileURLToPath(place)), shortCircuit: true }
    },
  })
  removeGlobals()
  holdSteady(denied)
  Object.defineProperty(globalThis, Symbol.for('slipway.files'), { value: Object.freeze(broker) })
  return ({ root, file, imports = [] }) => {
    allowed = file.startsWith('fleet/') ? undefined : new Set([...constructs, ...imports])
    return `${pathToFileURL(`${root}/${file}`).href}${mark}${++count}`
  }
}
