import { ok } from '@slipway/core'
import { type Disk, generatorHash, verbHash, onDisk, readCache, saveCache, sha256 } from '@slipway/tree/light'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FolderResult } from './check-folders.ts'

const libFolder = path.resolve(import.meta.dirname, '../..')

/**
 * The rules, all code below them, and the sheets of charts.
 * @param verb the folder of the verb's own code, which joins the rules' findings with others; its file is `<folder>.ts`
 */
export function rulesHash(verb: string, facts: string = path.join(libFolder, 'facts')): string {
  const names = existsSync(facts) ? readdirSync(facts).sort() : []
  return sha256(
    [
      generatorHash('checks'),
      verbHash(verb),
      ...names.flatMap((name) => [name, sha256(readFileSync(path.join(facts, name)))]),
    ].join('\n'),
  )
}

/** All that decides what kubeconform finds, beside the text: its pin, our use of it, every schema. */
export function schemasHash(folder: string = libFolder): string {
  const sum = createHash('sha256')
  for (const part of ['kubeconform', 'schemas', 'src']) {
    for (const name of readdirSync(path.join(folder, part), { recursive: true, encoding: 'utf8' }).sort()) {
      if (!/\.(json|ts|mod|sum)$/.test(name) || name.endsWith('.test.ts')) continue
      sum.update(`\0${part}/${name}\0`).update(readFileSync(path.join(folder, part, name)))
    }
  }
  return sum.digest('hex')
}

/** `valid`: the hash of the texts that kubeconform found valid. JSON knows no `undefined`. */
type Line = readonly [
  folder: string,
  key: string | null,
  objects: FolderResult['objects'] | null,
  queried: FolderResult['queried'] | null,
  valid: string | null,
]

/** The stacks of AWS in which nothing was found. */
interface CleanStacks {
  /** The hash of all that decides them. */
  readonly key: string
  readonly stacks: number
}

/** The add-ons, where nothing was found in any. */
interface CleanCharts {
  readonly releases: number
  readonly rendered: number
}

/** A run that found nothing in any folder, add-on or stack. */
export interface Clean {
  /** A hash of the rules and of all code below them. */
  readonly code: string
  /** By `inputsHash`, of those that made the tree. */
  readonly inputs: string
  readonly folders: number
  readonly objects: number
  readonly rules: number
  readonly stacks: number
  readonly charts: CleanCharts
  /** How many files kubeconform found valid, by these schemas; `undefined` where it was not asked about all of them. */
  readonly valid: { readonly schemas: string; readonly files: number } | undefined
}

type Seen = Omit<Clean, 'code' | 'valid'> & { readonly valid: number | undefined }

interface Head {
  readonly rules: string
  readonly schemas?: string
  readonly clean?: Clean
  readonly stacks?: CleanStacks
  readonly charts?: CleanCharts
}

/** Further results of a run. */
interface Kept {
  /** The inputs of a check that found nothing. */
  readonly seen?: Seen | undefined
  readonly stacks?: CleanStacks | undefined
  readonly charts?: CleanCharts | undefined
}

/**
 * The last run, if it found nothing.
 * @param schemas from `schemasHash`; `undefined` without kubeconform
 * @param file the cache, if somebody has read it
 * @returns `undefined` if other code or schemas ran
 */
export function lastClean(
  disk: Disk,
  code: string,
  schemas: string | undefined,
  file = readCache(disk, 'check'),
): Clean | undefined {
  const { clean } = (file?.head ?? {}) as Partial<Head>
  return clean?.code === code && (schemas === undefined || clean.valid?.schemas === schemas) ? clean : undefined
}

/** Results of earlier runs of `check`, by folder. Of two runs at once, the last file stays. */
export class CheckCache {
  readonly #disk: Disk
  readonly #code: string
  readonly #rules: string
  readonly #schemas: string | undefined
  readonly #clean: Clean | undefined
  readonly #stacks: CleanStacks | undefined
  readonly #charts: CleanCharts | undefined
  readonly #before = new Map<string, FolderResult>()
  /** The lines of unchanged results, saved as they are. */
  readonly #lines = new Map<FolderResult, { readonly valid: string | undefined; readonly line: string }>()
  readonly #valid: ReadonlyMap<string, string>

  /**
   * @param code from `rulesHash`
   * @param decides what decides the rules' findings beside the tree and the code
   * @param schemas from `schemasHash`; `undefined` without kubeconform
   * @param file where somebody has read it
   */
  constructor(
    disk: Disk,
    code: string,
    decides: readonly unknown[],
    schemas: string | undefined,
    file = readCache(disk, 'check'),
  ) {
    this.#disk = disk
    this.#code = code
    this.#rules = sha256(JSON.stringify([code, decides]))
    const lines = (file?.lines ?? []).map((line) => [line, JSON.parse(line) as Line] as const)
    const found = file?.head as Head | undefined
    this.#clean = found?.clean
    this.#schemas = schemas ?? found?.schemas
    const isValid = found !== undefined && found.schemas === this.#schemas
    this.#valid = new Map(
      lines.flatMap(([, [folder, , , , valid]]) => (isValid && valid !== null ? [[folder, valid]] : [])),
    )
    if (found?.rules !== this.#rules) return
    this.#stacks = found.stacks
    this.#charts = found.charts
    for (const [line, [folder, key, objects, queried, valid]] of lines) {
      if (objects === null) continue
      const result = { key: key ?? undefined, objects, queried: queried ?? undefined }
      this.#before.set(folder, result)
      this.#lines.set(result, { valid: valid ?? undefined, line })
    }
  }

  get results(): ReadonlyMap<string, FolderResult> {
    return this.#before
  }

  /** How many stacks an earlier run found right, where nothing that decides them changed. */
  rightStacks(key: string | undefined): number | undefined {
    return key !== undefined && this.#stacks?.key === key ? this.#stacks.stacks : undefined
  }

  /**
   * The add-ons as an earlier run found them right: they are made of the fleet, and judged by code and sheets, alone.
   */
  get rightCharts(): CleanCharts | undefined {
    return this.#charts
  }

  isValid(folder: string, texts: string): boolean {
    return this.#valid.get(folder) === texts
  }

  /** @param valid by folder, the hash of the texts that kubeconform found valid */
  save(
    results: ReadonlyMap<string, FolderResult>,
    valid: ReadonlyMap<string, string>,
    { seen, stacks, charts }: Kept = {},
  ): void {
    const schemas = this.#schemas
    const isValid = seen?.valid !== undefined && schemas !== undefined
    const clean: Clean | undefined = seen && {
      ...seen,
      code: this.#code,
      valid: isValid ? { schemas, files: seen.valid } : undefined,
    }
    const all = new Map([...this.#valid, ...valid])
    const isSame =
      JSON.stringify([clean, stacks, charts]) === JSON.stringify([this.#clean, this.#stacks, this.#charts]) &&
      results.size === this.#before.size &&
      [...results].every(([folder, result]) => this.#before.get(folder) === result) &&
      [...all].every(([folder, texts]) => this.isValid(folder, texts))
    if (isSame) return
    const lineOf = (folder: string, result: FolderResult): string => {
      const [{ key, objects, queried }, before, valid] = [result, this.#lines.get(result), all.get(folder)]
      return before !== undefined && before.valid === valid
        ? before.line
        : JSON.stringify([folder, key ?? null, objects, queried ?? null, valid ?? null] satisfies Line)
    }
    function* lines(): Generator<string> {
      for (const [folder, result] of results) yield lineOf(folder, result)
    }
    // A checkout that cannot be written is as right as any other, and is checked anew next time.
    onDisk(() => {
      saveCache(this.#disk, 'check', { rules: this.#rules, schemas: this.#schemas, clean, stacks, charts }, lines())
      return ok(undefined)
    })
  }
}
