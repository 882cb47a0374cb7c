import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { workerData, type MessagePort } from 'node:worker_threads'
import { limits, type ChildLine, type CodeAnswer, type CodeRequest, type FileLine } from './message.ts'

// The thread that talks with the child while the one that asked waits (sandbox.ts).
const { port, signal } = workerData as { readonly port: MessagePort; readonly signal: Int32Array }
const home = path.resolve(import.meta.dirname, '../../../..')
const isLinux = process.platform === 'linux'

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => path.join(folder, entry.name))

/**
 * Installed packages and our libs. Never a folder with people's links in it: the permission model follows them to
 * wherever they lead.
 */
function readable(): readonly string[] {
  const packages = path.join(home, 'node_modules')
  const libs = foldersIn(path.join(home, 'libs'))
  return [
    path.join(home, 'package.json'),
    ...libs.flatMap((lib) => [path.join(lib, 'package.json'), path.join(lib, 'src', '*')]),
    // Links to our libs, which resolve `@slipway/...`.
    ...libs.map((lib) => path.join(packages, '@slipway', path.basename(lib), '*')),
    // A command of Windows has room for 32,767 letters, and links there are for administrators.
    ...(process.platform === 'win32'
      ? [path.join(packages, '*')]
      : foldersIn(packages)
          .flatMap((name) => (path.basename(name).startsWith('@') ? foldersIn(name) : [name]))
          .map((folder) => path.join(folder, '*'))),
  ]
}

/**
 * A network namespace without any network, where an ordinary user may have one; and an end with us, even if we are
 * killed.
 */
function around(): readonly string[] {
  const withUs = ['setpriv', '--pdeathsig', 'KILL']
  const runs = ([command = '', ...words]: readonly string[]) =>
    spawnSync(command, [...words, 'true'], { stdio: 'ignore', timeout: 2000 }).status === 0
  return (isLinux ? [['unshare', '-rn', ...withUs], withUs] : []).find(runs) ?? []
}

let prefix: readonly string[] | undefined
let grants: readonly string[] | undefined

function start(): ChildProcess {
  prefix ??= around()
  grants ??= readable().map((place) => `--allow-fs-read=${place}`)
  const [command = process.execPath, ...words] = [...prefix, process.execPath]
  // SQLite opens files without asking the permission model.
  const flags = ['--permission', '--no-experimental-sqlite', ...grants, '--max-old-space-size=512', '--no-warnings']
  const child = spawn(command, [...words, ...flags, path.join(import.meta.dirname, 'child.ts')], {
    // Windows starts nothing without its own folder.
    env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {},
    cwd: home,
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
  })
  Atomics.store(signal, 1, child.pid ?? 0)
  child.unref()
  return child
}

/** Answers the child's question for a file: of the folder of the code alone, and of no link out of it. */
function fileOf({ root, folder }: CodeRequest, url: string, isList: boolean): FileLine {
  const place = path.resolve(root, url.startsWith('file:') ? fileURLToPath(url) : url)
  const shown = path.relative(root, place)
  try {
    const here = path.join(root, folder)
    const house = realpathSync(here)
    const real = realpathSync(place)
    if (real !== house && !real.startsWith(house + path.sep)) {
      const isLink = place.startsWith(here + path.sep)
      return {
        problem: `it reads ${shown}, which ${isLink ? 'a link leads out of' : 'is not in'} its folder ${folder}`,
      }
    }
    if (isList) return { names: readdirSync(real).sort() }
    const stat = statSync(real)
    if (!stat.isFile() || stat.size > limits.file)
      return { problem: `it reads ${shown}, which is no file of at most ${limits.file} bytes` }
    return { base64: readFileSync(real, 'base64') }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return { problem: `it reads ${shown}: ${code === 'ENOENT' ? 'there is no such file' : (code ?? 'not readable')}` }
  }
}

/** Resident bytes of a process; unknown but on Linux, where only V8's own limit holds. */
function memoryOf(pid: number | undefined): number {
  try {
    return isLinux ? Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096 : 0
  } catch {
    return 0
  }
}

class Child {
  readonly #process = start()
  readonly #input = this.#process.stdin as Writable
  /** Pieces of the line that has not ended. */
  #rest: string[] = []
  #size = 0
  #hear: (line: ChildLine | undefined) => void = () => undefined
  #isOver = false
  /** Whether it has run any code. */
  isUsed = false

  constructor() {
    const output = this.#process.stdio[3] as Readable
    output.setEncoding('utf8').on('data', (text: string) => this.#take(text))
    this.#input.on('error', () => undefined)
    this.#process.on('error', () => this.#end()).on('close', () => this.#end())
  }

  #end(): void {
    this.#isOver = true
    this.#hear(undefined)
  }

  #take(text: string): void {
    const [first = '', ...lines] = text.split('\n')
    this.#rest.push(first)
    this.#size += first.length
    if (this.#size > limits.answer) return this.kill()
    for (const next of lines) {
      const line = this.#rest.join('')
      this.#rest = [next]
      this.#size = next.length
      try {
        this.#hear(JSON.parse(line) as ChildLine)
      } catch {
        this.kill()
      }
    }
  }

  kill(): void {
    this.#process.kill('SIGKILL')
  }

  answer(request: CodeRequest): Promise<CodeAnswer> {
    return new Promise((resolve) => {
      let why: 'time' | 'memory' | undefined
      const stop = (reason: 'time' | 'memory') => {
        why ??= reason
        this.kill()
      }
      const late = setTimeout(() => stop('time'), request.seconds * 1000)
      const watch = setInterval(() => memoryOf(this.#process.pid) > limits.memory && stop('memory'), 50)
      const done = (answer: CodeAnswer) => {
        clearTimeout(late)
        clearInterval(watch)
        this.#hear = () => undefined
        resolve(answer)
      }
      this.#hear = (line) => {
        if (line === undefined)
          return done({ kind: 'ended', why: this.#size > limits.answer ? 'size' : (why ?? 'exit') })
        if ('ready' in line) return void late.refresh()
        if ('read' in line || 'list' in line) {
          const isList = 'list' in line
          return void this.#input.write(`${JSON.stringify(fileOf(request, isList ? line.list : line.read, isList))}\n`)
        }
        done(line)
      }
      if (this.#isOver) return done({ kind: 'ended', why: 'exit' })
      this.isUsed = true
      this.#input.write(`${JSON.stringify(request)}\n`)
    })
  }
}

let child: Child | undefined
/** The folder whose code alone the child runs; empty for all. */
let tenant = ''
/** The folders whose code the child has run. */
const guests = new Set<string>()

async function answer(request: CodeRequest): Promise<CodeAnswer> {
  const wanted = request.isAlone ? `${request.root}/${request.folder}` : ''
  if (child !== undefined && wanted !== tenant) {
    child.kill()
    child = undefined
  }
  tenant = wanted
  const isFresh = child?.isUsed !== true
  if (isFresh) guests.clear()
  guests.add(`${request.root}/${request.folder}`)
  child ??= new Child()
  const said = await child.answer(request)
  if (said.kind === 'value' || (isFresh && said.kind === 'thrown')) return said
  child.kill()
  child = undefined
  // An earlier file may have left something running, or broken Node itself: only a child that ran nothing else tells.
  // Where no other folder's code has run, a loop is its own: to wait for it twice tells nothing more.
  const isOwn = guests.size === 1 && said.kind === 'ended' && said.why === 'time'
  return isFresh || isOwn ? said : answer(request)
}

port.on('message', (request: CodeRequest) => {
  void answer(request).then((said) => {
    port.postMessage(said)
    Atomics.store(signal, 0, 1)
    Atomics.notify(signal, 0)
  })
})
