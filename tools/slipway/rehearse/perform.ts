import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { openPortForward, sandbox, type Recording } from '@slipway/rehearsal'
import { socketOf, noneFits, type RunRequest } from './play.ts'

export interface RunOptions extends Omit<RunRequest, 'isolated' | 'to' | 'keep'> {
  /** Left running at the end. */
  readonly keep: boolean
  /** Takes what it prints, for a terminal that others print on, too; without it the play prints itself. */
  readonly tell?: ((line: string) => void) | undefined
  /** Without namespaces of its own, also where they can be had. */
  readonly loopback: boolean
}

// To read and strip all of our code takes half a second of a processor, and there are dozens of plays.
const compiled =
  process.env['NODE_COMPILE_CACHE'] ?? path.resolve(import.meta.dirname, '../../../node_modules/.cache/slipway')

/** Ends what a process outside of namespaces left behind when it was killed: all of its process group. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // There is nobody left in it.
  }
}

/**
 * Outside: has a play played by a process of its own, in namespaces of its own where they can be had, and reads what was recorded.
 * @param stop ends it early. @returns nothing when there is nothing here that the scenario could be played with
 */
export async function runOutside(
  { keep, loopback, tell, ...request }: RunOptions,
  stop: AbortSignal,
): Promise<Recording | undefined> {
  const folder = mkdtempSync(path.join(tmpdir(), 'slipway-recording-'))
  const to = path.join(folder, 'recording.json')
  const words = [path.join(import.meta.dirname, 'inside.ts')]
  const { command, args, isolated } = loopback
    ? { command: process.execPath, args: words, isolated: false }
    : sandbox(process.execPath, words)
  const door = keep ? await openPortForward({ port: 0 }, { path: socketOf({ to }) }) : undefined
  const whole: RunRequest = { ...request, isolated, to, keep: door?.port }
  try {
    return await new Promise<Recording | undefined>((resolve, reject) => {
      const child = spawn(command, args, {
        // A group of its own: Ctrl-C is for us to pass on, and what is left of it can be found.
        stdio: ['pipe', tell === undefined ? 'inherit' : 'pipe', tell === undefined ? 'inherit' : 'pipe'],
        detached: true,
        // A command line can be read by everybody on the machine, and has a limit.
        env: { ...process.env, NODE_COMPILE_CACHE: compiled, SLIPWAY_PLAY: JSON.stringify(whole) },
      })
      child.stdin?.on('error', () => undefined)
      for (const stream of [child.stdout, child.stderr])
        if (stream !== null && tell !== undefined) createInterface(stream).on('line', tell)
      const end = () => void child.stdin?.end('end\n')
      if (stop.aborted) end()
      stop.addEventListener('abort', end, { once: true })
      child.once('error', reject)
      child.once('close', (code, signal) => {
        stop.removeEventListener('abort', end)
        endGroup(child)
        if (code === noneFits) resolve(undefined)
        else {
          try {
            resolve(JSON.parse(readFileSync(to, 'utf8')) as Recording)
          } catch {
            reject(
              new Error(
                `the rehearsal of ${request.scenario} was ended before it had a result (${signal ?? `code ${code ?? 0}`})`,
              ),
            )
          }
        }
      })
    })
  } finally {
    door?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
