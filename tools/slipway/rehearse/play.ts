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

/** One request: a scenario, whole or with something broken. Given to a process of its own. */
export interface RunRequest {
  readonly scenario: string
  readonly sabotage: string | undefined
  readonly quick?: boolean
  readonly root: string
  readonly cluster?: string | undefined
  readonly apps: readonly string[]
  readonly within: number
  readonly isolated: boolean
  /** Where the recording is written, in a folder of this play's own that both processes see. */
  readonly to: string
  /** The port on loopback outside, when it is left running at the end. */
  readonly keep?: number | undefined
}

/** The exit code that says: there is nothing here that this scenario could be played with. */
export const noneFits = 3

/** The socket by which the API server is reached from outside. */
export const socketOf = ({ to }: Pick<RunRequest, 'to'>): string => path.join(path.dirname(to), 'door')

const slipway = path.resolve(import.meta.dirname, '../bin/main.ts')
const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined

/** Leaves everything running, and says how it is reached: until `over`. */
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
 * Inside: plays, tells the terminal, writes the recording, and ends with everything that it started. When the process outside is gone, whatever
 * took it, its end of our standard input is closed: then we go, too, and its folder with us. A word on it before is a bid to end.
 */
export async function runInside(request: RunRequest): Promise<number> {
  const stop = new AbortController()
  const shared = path.dirname(request.to)
  const folder = request.isolated ? path.join(cacheRoot(thisMachine()), '.stage') : path.join(shared, 'stage')
  const left = { running: false, bidden: false, over: Promise.withResolvers<void>() }
  const end = () => {
    // It was only left running, and somebody is there to be told what was found.
    if (left.running && left.bidden) return left.over.resolve()
    // The first process of its namespaces takes all others along; elsewhere each has to be ended before its files can go.
    if (!request.isolated) return stop.abort(new Error('it was stopped'))
    rmSync(shared, { recursive: true, force: true })
    process.exit(1)
  }
  process.stdin
    .on('data', () => (left.bidden = true))
    .once('end', end)
    .once('error', end)
  // Whatever is wrong with us, nothing that we started may stay.
  process.on('uncaughtException', (error) => {
    console.error(error)
    end()
  })
  // Nobody may be left who reads it.
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
