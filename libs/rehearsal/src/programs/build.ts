import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { failed, ok, type Issue, type Outcome } from '@slipway/core'
import { cacheRoot, pinsFolder, placeOf, placeWithin } from './build-cache.ts'
import { sizeOf } from './build-copy.ts'
import { takeCrds } from './build-crds.ts'
import type { BuildEvent, Turn } from './build-event.ts'
import { buildByGo, findGo, type BuildOptions } from './build-go.ts'
import { holdBuild } from './build-lock.ts'
import { fillPlace, onPath, type Machine } from '@slipway/cli/program'
import { isBuilt, type Place } from './build-place.ts'
import { takeFromWheel } from './build-wheel.ts'
import { definedIn, type Program } from './program.ts'
import { programOf, type ProgramName } from './programs.ts'

interface Result {
  readonly state: 'kept' | 'built' | 'from-path' | 'failed'
  readonly path: string | undefined
  readonly seconds: number
  readonly issues: readonly Issue[]
}

interface Built extends Result {
  readonly name: ProgramName
  readonly version: string
}

interface BuildAllOptions extends Partial<BuildOptions> {
  readonly tell?: (event: BuildEvent) => void
  /** Milliseconds between two signs of life. */
  readonly beat?: number
}

/** Asks a program for its version; go.sum vouches for files. A minute, because some are 150 MB on a busy disk. */
async function prove(machine: Machine, program: Program, command: string): Promise<Outcome<true>> {
  if (program.by === 'crds') return ok(true)
  const { args, text } = program.proof
  const options = { env: machine.env, cwd: path.dirname(command), timeout: 60_000, group: true }
  const ran = await machine.run(command, args, options)
  const said = ran.stdout + ran.stderr
  if (said.includes(text)) return ok(true)
  const got = said.trim().split('\n')[0] || 'nothing'
  return failed({
    file: `libs/rehearsal/bin/${program.pin}`,
    at: '',
    code: 'wrong-program',
    got: `${path.basename(command)} ${args.join(' ')} says: ${got}`,
    want: `an answer with "${text}"`,
    hint: `correct its \`version\` and \`proof\` in ${definedIn[program.by]}, or its pin`,
  })
}

function fill(
  machine: Machine,
  program: Program,
  place: Place,
  options: BuildOptions,
  compiled: () => void,
): Promise<Outcome<true>> {
  switch (program.by) {
    case 'go':
      return buildByGo(machine, program, place, options, compiled)
    case 'wheel':
      return takeFromWheel(machine, program, place, options)
    case 'crds':
      return takeCrds(machine, program, place, options)
  }
}

/** Builds in a folder of its own, which gets its name when the program has proved its version. */
async function make(
  machine: Machine,
  name: ProgramName,
  program: Program,
  place: Place,
  options: BuildOptions,
  compiled: () => void,
): Promise<Outcome<true>> {
  const root = path.dirname(place.folder)
  // Left by a killed build; we hold the lock.
  const left = readdirSync(root).filter((file) => file.startsWith('.new-'))
  for (const folder of left) rmSync(path.join(root, folder), { recursive: true, force: true })
  return fillPlace(
    place.folder,
    () => isBuilt(place),
    async (work) => {
      const there = placeWithin(work, name, program, machine)
      const made = await fill(machine, program, there, options, compiled)
      if (!made.ok) return made
      const proved = await prove(machine, program, there.program)
      for (const rest of ['wheel', 'unpacked']) rmSync(path.join(work, rest), { recursive: true, force: true })
      return proved
    },
  )
}

interface Context extends BuildOptions {
  readonly tell: (event: BuildEvent) => void
  readonly beat: number
  readonly go: () => Promise<Outcome<string>>
}

async function buildHeld(machine: Machine, turn: Turn, place: Place, context: Context): Promise<Outcome<true>> {
  const { tell, beat, go, signal } = context
  const program = programOf(turn.name)
  const stopped = () => signal?.aborted === true
  if (stopped()) return failed(ended(turn.name))
  const ready = program.by === 'wheel' ? ok(turn.name) : await go()
  if (!ready.ok) return ready
  tell({ ...turn, kind: 'started' })
  const seconds = stopwatch()
  let packages = 0
  const pulse = setInterval(() => tell({ ...turn, kind: 'going', seconds: seconds(), packages }), beat)
  try {
    const made = await make(machine, turn.name, program, place, context, () => {
      packages += 1
    })
    return made.ok || !stopped() ? made : failed(ended(turn.name))
  } finally {
    clearInterval(pulse)
  }
}

async function buildOne(machine: Machine, turn: Turn, context: Context): Promise<Result> {
  const { tell, signal } = context
  const program = programOf(turn.name)
  const place = placeOf(machine, turn.name, program, context.pins)
  const enough = () => isBuilt(place)
  const waiting = (pid: number) => tell({ ...turn, kind: 'waiting', pid })
  const release = enough() ? undefined : await holdBuild(cacheRoot(machine), { waiting, enough, signal })
  const seconds = stopwatch()
  try {
    if (enough()) {
      tell({ ...turn, kind: 'kept' })
      return { state: 'kept', path: place.program, seconds: 0, issues: [] }
    }
    const made = await buildHeld(machine, turn, place, context)
    if (made.ok) {
      tell({ ...turn, kind: 'built', seconds: seconds(), bytes: sizeOf(place.program) })
      return { state: 'built', path: place.program, seconds: seconds(), issues: [] }
    }
    const other = program.by === 'wheel' ? onPath(machine, program.otherwise.command) : undefined
    if (other !== undefined) {
      tell({ ...turn, kind: 'from-path', path: other })
      return { state: 'from-path', path: other, seconds: seconds(), issues: made.issues }
    }
    tell({ ...turn, kind: 'failed', seconds: seconds(), issues: made.issues })
    return { state: 'failed', path: undefined, seconds: seconds(), issues: made.issues }
  } finally {
    release?.()
  }
}

/** Builds programs one after the other; one that fails does not stop the rest. @returns one entry per name, in order */
export async function buildAll(
  machine: Machine,
  names: readonly ProgramName[],
  options: BuildAllOptions = {},
): Promise<readonly Built[]> {
  const { tell = () => {}, beat = 30_000, gentle = false, pins = pinsFolder, signal } = options
  let found: Promise<Outcome<string>> | undefined
  const go = () => (found ??= findGo(machine, signal))
  const built: Built[] = []
  for (const [i, name] of names.entries()) {
    const turn: Turn = { name, version: programOf(name).version, n: i + 1, of: names.length }
    built.push({
      name,
      version: turn.version,
      ...(await buildOne(machine, turn, { tell, beat, gentle, pins, signal, go })),
    })
  }
  return built
}

function stopwatch(): () => number {
  const begun = Date.now()
  return () => Math.round((Date.now() - begun) / 1000)
}

const ended = (name: ProgramName) => ({
  file: name,
  at: '',
  code: 'ended',
  got: 'ended from outside',
  want: 'a build that goes to its end',
  hint: `go on with: npx slipway rehearse build ${name}`,
})
