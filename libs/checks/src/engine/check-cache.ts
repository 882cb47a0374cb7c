import { ok } from '@slipway/core'
import { type Disk, generatorHash, onDisk, readCache, saveCache, sha256 } from '@slipway/tree/light'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FolderResult } from './check-folders.ts'

export const rulesHash = (): string => generatorHash('checks')

/** All that decides what kubeconform finds, beside the text: its pin, our use of it, every schema. */
export function schemasHash(folder: string = path.resolve(import.meta.dirname, '../..')): string {
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

/** What earlier runs of `check` found right, by folder. Of two runs at once, the last file stays. */
export class CheckCache {
  readonly #disk: Disk
  readonly #rules: string
  readonly #schemas: string | undefined
  readonly #before = new Map<string, FolderResult>()
  readonly #valid: ReadonlyMap<string, string>

  /**
   * @param decides what decides the rules' findings beside the tree
   * @param schemas from `schemasHash`; `undefined` without kubeconform
   */
  constructor(disk: Disk, decides: readonly unknown[], schemas: string | undefined) {
    this.#disk = disk
    this.#rules = sha256(JSON.stringify(decides))
    const file = readCache(disk, 'check')
    const lines = (file?.lines ?? []).map((line) => JSON.parse(line) as Line)
    const found = file?.head as { readonly rules: string; readonly schemas?: string } | undefined
    this.#schemas = schemas ?? found?.schemas
    const isValid = found !== undefined && found.schemas === this.#schemas
    this.#valid = new Map(
      lines.flatMap(([folder, , , , valid]) => (isValid && valid !== null ? [[folder, valid]] : [])),
    )
    if (found?.rules !== this.#rules) return
    for (const [folder, key, objects, queried] of lines)
      if (objects !== null) this.#before.set(folder, { key: key ?? undefined, objects, queried: queried ?? undefined })
  }

  get results(): ReadonlyMap<string, FolderResult> {
    return this.#before
  }

  isValid(folder: string, texts: string): boolean {
    return this.#valid.get(folder) === texts
  }

  /** @param valid by folder, the hash of the texts that kubeconform found valid */
  save(results: ReadonlyMap<string, FolderResult>, valid: ReadonlyMap<string, string>): void {
    const all = new Map([...this.#valid, ...valid])
    const isSame =
      results.size === this.#before.size &&
      [...results].every(([folder, result]) => this.#before.get(folder) === result) &&
      [...all].every(([folder, texts]) => this.isValid(folder, texts))
    if (isSame) return
    const lines = [...results].map(([folder, { key, objects, queried }]) =>
      JSON.stringify([folder, key ?? null, objects, queried ?? null, all.get(folder) ?? null] satisfies Line),
    )
    // A checkout that cannot be written is as right as any other, and is checked anew next time.
    onDisk(() => {
      saveCache(this.#disk, 'check', { rules: this.#rules, schemas: this.#schemas }, lines)
      return ok(undefined)
    })
  }
}
