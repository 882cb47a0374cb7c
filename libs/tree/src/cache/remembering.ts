import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { literalIn, type Fleet } from '@slipway/fleet'
import { readApp } from '@slipway/spec'
import { sha256 } from '../write/disk.ts'
import { fleetText } from './fleet-text.ts'
import { idOf, lookAll, looksTheSame, type Looked, type ReadBefore, type Reading, type Readings } from './readings.ts'
import { readingOfText, textOfSource } from './source-text.ts'

/** The folder of apps and the files of the fleet; nothing where one of them has to be run, and so may read anything. */
function lookAtFleet(root: string, began: number): Looked | undefined {
  const files = ['fleet', 'fleet/clusters'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => `${folder}/${entry.name}`),
  )
  const data = files.filter(
    (file) => file === 'fleet/fleet.ts' || (file.startsWith('fleet/clusters/') && file.endsWith('.ts')),
  )
  if (data.some((file) => literalIn(root, file) === undefined) || !existsSync(path.join(root, 'apps'))) return undefined
  return lookAll(root, ['apps', 'fleet', 'fleet/clusters', ...files], began)
}

/** Reads apps, but those that look as they did when they were read before: these are what they were. */
export class Remembering {
  readonly #code: string
  readonly #before: Readings | undefined
  readonly #began: number
  readonly #isSame: (name: string) => boolean
  readonly #apps = new Map<string, Reading>()
  #fleet: { readonly of: Fleet; readonly key: string } | undefined
  #isAll = true
  /** Whether something was not read again. */
  hasRemembered = false
  #isNew = false

  constructor(code: string, { before, began, isSame }: ReadBefore) {
    this.#isSame = isSame
    this.#code = code
    this.#before = before?.code === code ? before : undefined
    this.#began = began
  }

  readonly read: typeof readApp = async (root, name, fleet, folder) => {
    if (fleet === undefined || folder !== undefined) return readApp(root, name, fleet, folder)
    if (this.#fleet?.of !== fleet) this.#fleet = { of: fleet, key: sha256(fleetText(fleet)) }
    const known = this.#before?.fleet === this.#fleet.key ? this.#before.apps.get(name) : undefined
    if (known !== undefined && this.#isSame(name)) {
      this.#apps.set(name, known)
      this.hasRemembered = true
      return readingOfText(known.text)
    }
    const reading = await readApp(root, name, fleet)
    this.#isNew = true
    if (reading.reads === undefined) this.#isAll = false
    else this.#apps.set(name, { text: textOfSource(reading.source), looked: lookAll(root, reading.reads, this.#began) })
    return reading
  }

  /** What is to be remembered of the estate now; nothing where that is what was remembered before. */
  readings(root: string, clusters: number): { readonly id: string | undefined; readonly save: Readings | undefined } {
    const [code, fleet, before] = [this.#code, this.#fleet?.key ?? '', this.#before]
    const isOld =
      before?.looked !== undefined &&
      !this.#isNew &&
      before.fleet === fleet &&
      before.apps.size === this.#apps.size &&
      looksTheSame(root, before.looked)
    if (isOld) return { id: before.id, save: undefined }
    const id = this.#isAll ? idOf(code, fleet, this.#apps) : undefined
    return {
      id,
      save: { code, fleet, looked: lookAtFleet(root, this.#began), apps: this.#apps, began: this.#began, clusters, id },
    }
  }
}
