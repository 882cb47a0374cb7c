import { InputFiles } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { readApp } from '@slipway/spec'
import { fleetText } from '../render/fleet-text.ts'
import { sha256 } from '../write/disk.ts'
import { readingOfText, textOfSource } from './app-source-text.ts'
import type { CachedApp, Inputs, TreeCache } from './tree-cache.ts'

/** Reads apps; unchanged ones come from the cache. */
export class CachedAppReader {
  readonly #cache: TreeCache
  readonly #generator: string
  readonly #apps = new Map<string, CachedApp>()
  #fleet: { readonly of: Fleet; readonly hash: string } | undefined
  #isAll = true
  /** Whether an app came from the cache. */
  hasCached = false

  /** @param generator of the code that reads */
  constructor(cache: TreeCache, generator: string) {
    this.#cache = cache
    this.#generator = generator
  }

  readonly read: typeof readApp = async (root, name, fleet) => {
    if (fleet === undefined) return readApp(root, name, fleet)
    if (this.#fleet?.of !== fleet) this.#fleet = { of: fleet, hash: sha256(fleetText(fleet)) }
    const { inputs } = this.#cache
    const isSame = inputs?.generator === this.#generator && inputs.fleet === this.#fleet.hash
    const known = isSame && this.#cache.isAppUnchanged(name) ? inputs.apps.get(name) : undefined
    if (known !== undefined) {
      this.#apps.set(name, known)
      this.hasCached = true
      return readingOfText(known.text)
    }
    const files = new InputFiles(root)
    const reading = await readApp(root, name, fleet, undefined, files)
    const { hash } = files
    if (hash === undefined || reading.issues.length > 0) this.#isAll = false
    else this.#apps.set(name, { inputs: hash, text: textOfSource(reading.source) })
    return reading
  }

  /** The inputs that were read; the cache's own object if they are equal. @param files read the fleet */
  inputs(files: InputFiles, clusters: number): Inputs {
    const { inputs: before } = this.#cache
    const [generator, fleet, estate, apps, isAll] = [
      this.#generator,
      this.#fleet?.hash ?? '',
      files.hash,
      this.#apps,
      this.#isAll,
    ]
    const isSame =
      before?.generator === generator &&
      before.estate?.hash === estate?.hash &&
      before.isAll === isAll &&
      before.apps.size === apps.size &&
      [...apps].every(([name, app]) => before.apps.get(name) === app)
    return isSame ? before : { generator, fleet, estate, apps, clusters, isAll }
  }
}
