import fs from 'node:fs'
import { generate } from '../src/generate.ts'
import { desiredEstate } from '../src/cache/incremental-render.ts'
import { TreeCache } from '../src/cache/tree-cache.ts'
import { filesOf } from '../src/render/files.ts'
import { appScope } from '../src/render/path.ts'
import { renderEstate } from '../src/render/render.ts'
import { Sandbox } from './sandbox.ts'
import { appFiles, fleetFiles, newApp } from './small-estate.ts'

/** A generated file that hand edits go to. */
export const rollout = 'clusters/dev/shop/web/deployment-web.yaml'

/** For tests: the small estate in a folder, and runs of `gen` on it. */
export class CachedEstate extends Sandbox {
  constructor() {
    super()
    this.writeInputs()
  }

  putAll = (files: Readonly<Record<string, string>>): void =>
    Object.entries(files).forEach(([file, text]) => this.put(file, text))
  writeFleet = (domain: string, promoter: boolean): void => this.putAll(fleetFiles(domain, promoter))
  putNew = (exposed: boolean): void => this.putAll(newApp(exposed))
  writeInputs(): void {
    this.writeFleet('dev.acme.example', false)
    this.putAll(appFiles())
  }

  /** Another file under the same name. */
  replace(file: string, text: string): void {
    this.put(`${file}.new`, text)
    fs.renameSync(this.full(`${file}.new`), this.full(file))
  }
  /** Another text, of the same time of writing. */
  touchBack(file: string, text: string): void {
    const { atime, mtime } = fs.statSync(this.full(file))
    this.put(file, text)
    fs.utimesSync(this.full(file), atime, mtime)
  }
  /** Another file of the same size and time of writing. */
  replaceAlike(file: string, text: string): void {
    const { atime, mtime } = fs.statSync(this.full(file))
    this.put(`${file}.new`, text)
    fs.utimesSync(this.full(`${file}.new`), atime, mtime)
    fs.renameSync(this.full(`${file}.new`), this.full(file))
  }
  edits = {
    mode: () => fs.chmodSync(this.full(rollout), 0o755),
    delete: () => fs.rmSync(this.full(rollout)),
    text: () => fs.appendFileSync(this.full(rollout), 'edited: true\n'),
    sameSize: () => this.put(rollout, this.#other()),
    timeSetBack: () => this.touchBack(rollout, this.#other()),
    replaced: () => this.replaceAlike(rollout, this.#other()),
    folder: () => fs.rmSync(this.full('clusters/dev/shop/web'), { recursive: true }),
  }
  #other = (): string => this.text(rollout).replace('Deployment', 'deploymenT')

  cache(): TreeCache {
    const cache = TreeCache.open(this.disk)
    if (!cache.ok) throw new Error(JSON.stringify(cache.issues))
    return cache.value
  }

  /**
   * A run of `gen` as the verb does it.
   * @param few from so many new files on another thread writes them
   * @returns how many tasks it rendered; `undefined` where it saw without the renderer that nothing has changed
   */
  async gen(scope?: string, disk = this.disk, few?: number): Promise<number | undefined> {
    const lock = this.lock()
    let rendered: number | undefined
    const done = await generate(disk, lock, {
      scope: scope === undefined ? undefined : appScope(scope),
      committed: () => new Set(),
      few,
      desire: async (...given) => {
        const estate = await desiredEstate(...given)
        rendered = estate.ok ? estate.value.rendered : undefined
        return estate
      },
    })
    lock.release()
    if (!done.ok) throw new Error(JSON.stringify(done.issues))
    return rendered
  }

  /** All that `gen` wrote, and what the tree is when everything is rendered without a cache. */
  async both(): Promise<[Record<string, string>, Record<string, string>]> {
    const all = await renderEstate(this.root)
    const files = all.ok ? filesOf(all.value.rendered) : all
    return [this.owned(), files.ok ? Object.fromEntries(files.value) : {}]
  }
}
