import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { thisMachine } from '@slipway/cli/program'
import {
  cacheRoot,
  assertionLine,
  eventLine,
  furnish,
  NoneFits,
  openPortForward,
  readdressed,
  rehearse,
  scenarios,
} from '@slipway/rehearsal'

export interface RunRequest {
  readonly scenario: string
  readonly sabotage: string | undefined
  readonly quick?: boolean
  readonly root: string
  readonly cluster?: string | undefined
  readonly apps: readonly string[]
  readonly within: number
  readonly isolated: boolean
  /** The file of the recording, in a folder that both processes see. */
  readonly to: string
  /** The loopback port outside, to leave it running. */
  readonly keep?: number | undefined
}

/** Exit code: nothing here fits the scenario. */
export const noneFits = 3

/** The API server, reached from outside. */
export const socketOf = ({ to }: Pick<RunRequest, 'to'>): string => path.join(path.dirname(to), 'door')

const slipway = path.resolve(import.meta.dirname, '../bin/main.ts')
const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined

async function keepRunning(request: RunRequest, port: number, kubeconfig: string, over: Promise<void>): Promise<void> {
  const config = readFileSync(kubeconfig, 'utf8')
  const {
    clusters: [only],
  } = JSON.parse(config) as { clusters: readonly [{ cluster: { server: string } }] }
  await openPortForward({ path: socketOf(request) }, { port: Number(new URL(only.cluster.server).port) })
  const reachable = path.join(path.dirname(request.to), 'kubeconfig')
  writeFileSync(reachable, readdressed(config, `https://127.0.0.1:${port}`), { mode: 0o600 })
  console.log(`It goes on running; Ctrl-C ends it. In another terminal:\n  export KUBECONFIG=${reachable}`)
  await over
}

/**
 * Inside: plays, writes the recording, ends all that it started. A closed standard input means that the process
 * outside is gone: then we go, too. A word on it asks to end.
 */
export async function runInside(request: RunRequest): Promise<number> {
  const stop = new AbortController()
  const shared = path.dirname(request.to)
  const folder = request.isolated ? path.join(cacheRoot(thisMachine()), '.stage') : path.join(shared, 'stage')
  const left = { running: false, bidden: false, over: Promise.withResolvers<void>() }
  const end = () => {
    // It was only left running.
    if (left.running && left.bidden) return left.over.resolve()
    // The first process of a namespace takes all others along; elsewhere each has to end before its files can go.
    if (!request.isolated) return stop.abort(new Error('it was stopped'))
    rmSync(shared, { recursive: true, force: true })
    process.exit(1)
  }
  process.stdin
    .on('data', () => (left.bidden = true))
    .once('end', end)
    .once('error', end)
  // Whatever is wrong, nothing that we started may stay.
  process.on('uncaughtException', (error) => {
    console.error(error)
    end()
  })
  // Nobody may be reading any more.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const scenario = scenarios.find(({ name }) => name === request.scenario)
  if (scenario === undefined) throw new Error(`no scenario ${request.scenario}`)
  if (request.isolated) furnish(folder)
  else mkdirSync(folder)
  try {
    const recording = await rehearse({
      scenario,
      quick: request.quick === true,
      sabotage: scenario.sabotages.find(({ name }) => name === request.sabotage),
      source: request.root,
      cluster: request.cluster,
      apps: request.apps,
      folder,
      slipway,
      isolated: request.isolated,
      within: request.within,
      stop: stop.signal,
      say: (event) => console.log(eventLine(event, { colour })),
      setUp: (text, seconds) => console.log(`  (set-up, ${seconds} s) ${text}`),
      keep:
        request.keep === undefined
          ? undefined
          : async (kubeconfig) => {
              left.running = true
              await keepRunning(request, request.keep ?? 0, kubeconfig, left.over.promise)
            },
    })
    for (const claim of recording.claims) console.log(assertionLine(claim, { colour }))
    if (!stop.signal.aborted) writeFileSync(request.to, JSON.stringify(recording))
    return 0
  } catch (error) {
    console.error((error as Error).message)
    return error instanceof NoneFits ? noneFits : 1
  } finally {
    if (stop.signal.aborted) rmSync(shared, { recursive: true, force: true })
  }
}
