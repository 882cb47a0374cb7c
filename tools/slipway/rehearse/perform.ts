import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { openPortForward, sandbox, type Recording } from '@slipway/rehearsal'
import { socketOf, noneFits, type RunRequest } from './play.ts'

interface RunOptions extends Omit<RunRequest, 'isolated' | 'to' | 'keep'> {
  readonly keep: boolean
  /** Gets the output, for a shared terminal; by default the play prints itself. */
  readonly tell?: ((line: string) => void) | undefined
  readonly loopback: boolean
}

// Stripping all of our code takes half a second of CPU, and there are dozens of plays.
const compiled =
  process.env['NODE_COMPILE_CACHE'] ?? path.resolve(import.meta.dirname, '../../../node_modules/.cache/slipway')

/** The whole process group of a killed process outside of namespaces. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The group is empty.
  }
}

/**
 * Outside: runs a play as a process in its own namespaces, where possible, and reads its recording.
 * @param stop ends it early @returns `undefined` when nothing here fits the scenario
 */
export const runOutside = (
  { keep, loopback, tell, ...request }: RunOptions,
  stop: AbortSignal,
): Promise<Recording | undefined> =>
  inTemporaryFolder('recording', async (folder) => {
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
          // Its own group: we pass Ctrl-C on, and can find what is left.
          stdio: ['pipe', tell === undefined ? 'inherit' : 'pipe', tell === undefined ? 'inherit' : 'pipe'],
          detached: true,
          // Everybody can read command lines, which are limited, too.
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
              const how = signal ?? `code ${code ?? 0}`
              reject(new Error(`the rehearsal of ${request.scenario} was ended before it had a result (${how})`))
            }
          }
        })
      })
    } finally {
      door?.close()
    }
  })
