import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { onPath } from '@slipway/cli/program'
import { splitRendered, unrenderedReason, type ChartSource, type Source, type UnrenderedReason } from '@slipway/review'
import type { Side } from '../side.ts'
import { cachedName, helmArguments, kustomizeArguments, valuesText } from './arguments.ts'
import { Layout } from './layout.ts'
import { runProgram, type Rendered } from './program.ts'
import { isReason, type Part, type Unit } from './unit.ts'

export interface RenderOptions {
  /** Paths of the programs; by default those on PATH. */
  readonly helm: string | undefined
  readonly kustomize: string | undefined
  /** A folder that keeps what charts of registries come to. */
  readonly rendered: string | undefined
  /** Whether charts may be fetched. */
  readonly network: boolean
}

/** The files of a unit on one side, by path, or why they are unknown. */
export type Made =
  | { readonly files: ReadonlyMap<string, string> }
  | { readonly reason: UnrenderedReason; readonly part: Part | undefined }

/** Runs helm and kustomize on the files of one side. */
export class Renderer {
  readonly #layout: Layout
  readonly #home: string
  readonly #options: RenderOptions
  readonly #programs: Readonly<Record<Source['tool'], string | undefined>>

  constructor(side: Side, folder: string, options: RenderOptions) {
    this.#layout = new Layout(side, path.join(folder, 'tree'))
    this.#home = path.join(folder, 'home')
    this.#options = options
    this.#programs = {
      helm: options.helm ?? onPath(process, 'helm'),
      kustomize: options.kustomize ?? onPath(process, 'kustomize'),
    }
    mkdirSync(this.#layout.folder, { recursive: true })
  }

  async filesOf(unit: Unit | undefined, location: Unit['location']): Promise<Made> {
    const files = new Map<string, string>()
    for (const part of unit?.parts ?? []) {
      const done = await this.#render(part)
      if ('reason' in done) return { reason: done.reason, part }
      for (const [file, text] of splitRendered({ location }, done.output)) files.set(file, text)
    }
    return { files }
  }

  async #render({ made, files }: Part): Promise<Rendered> {
    if (isReason(made)) return { reason: made }
    const cached = this.#cached(made)
    if (cached !== undefined && existsSync(cached)) return { output: readFileSync(cached, 'utf8') }
    const program = this.#programs[made.tool]
    if (program === undefined) return { reason: unrenderedReason('no-tool') }
    if (made.tool === 'helm' && made.chart.from === 'registry' && !this.#options.network)
      return { reason: unrenderedReason('no-network') }
    await this.#layout.add(files)
    const done = await this.#run(program, made)
    if (cached !== undefined && 'output' in done) {
      mkdirSync(path.dirname(cached), { recursive: true })
      writeFileSync(`${cached}.${process.pid}`, done.output)
      renameSync(`${cached}.${process.pid}`, cached)
    }
    return done
  }

  #run(program: string, source: Source): Promise<Rendered> {
    const place = { cwd: this.#layout.folder, home: this.#home, network: this.#options.network }
    if (source.tool === 'kustomize') return runProgram(program, kustomizeArguments(source), place)
    const args = helmArguments(source)
    const input = valuesText(source)
    return args === undefined
      ? Promise.resolve({ reason: unrenderedReason('failed', 'a name that begins like an option') })
      : runProgram(program, args, { ...place, ...(input === undefined ? {} : { input }) })
  }

  /** Only for sources that no file of the tree affects. */
  #cached(source: Source): string | undefined {
    const { rendered } = this.#options
    if (rendered === undefined || !isKept(source)) return undefined
    return path.join(rendered, cachedName(source))
  }
}
const isKept = (source: Source): source is ChartSource =>
  source.tool === 'helm' && source.chart.from === 'registry' && source.valueFiles.length === 0
