import path from 'node:path'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import {
  askedSources,
  isHelmRelease,
  rootsOf,
  unrenderedReason,
  type AskedSource,
  type Locate,
  type Rendering,
  type ReviewInput,
} from '@slipway/review'
import type { Side } from '../side.ts'
import { chosen, filesIn } from './choice.ts'
import { PairRendering } from './pair-rendering.ts'
import { isOnlyPatched, patchedUnits, releasesIn } from './patched-releases.ts'
import { Renderer, type RenderOptions } from './renderer.ts'
import { treeOf, type Applications } from './side-tree.ts'
import { askedFolder, pairsOf, unitOf, unitsOf, type Pair, type Unit } from './unit.ts'

/** Applications and kustomizations that one review renders, on each side. */
const mostUnits = 400
const atOnce = 4

/** Runs some work at a time. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items]
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/**
 * Renders what a change touches of charts and kustomizations, on both sides; says of the rest why not. Nothing is
 * fetched unless allowed.
 */
export async function render(
  before: Side,
  after: Side,
  input: ReviewInput,
  applications: Applications,
  options: RenderOptions,
): Promise<Rendering> {
  const locate = input.locate as Locate
  const [old, now] = await Promise.all([
    treeOf(before, applications.before, input, input.generatorFiles?.before ?? new Map()),
    treeOf(after, applications.after, input, input.generatorFiles?.after ?? new Map()),
  ])
  const [was, is] = [old, now].map((tree) => askedSources(tree.applications, tree, locate)) as [
    readonly AskedSource[],
    readonly AskedSource[],
  ]
  const folders = new Set([...was, ...is].flatMap(askedFolder))
  const trees = { before: old, after: now }
  const pairs = pairsOf({ before: unitsOf(old, was, locate, folders), after: unitsOf(now, is, locate, folders) }, trees)
  const all = new Set([...before.files.keys(), ...after.files.keys()])
  const differs = new Set([...all].filter((file) => before.files.get(file) !== after.files.get(file)))
  const choice = chosen(pairs, differs)
  const filesBy = (units: readonly (Unit | undefined)[]) =>
    new Set(units.flatMap((unit) => unit?.parts.flatMap(({ files }) => files) ?? []))
  const askedBefore = new Set(was.flatMap(askedFolder))
  const releases = new Set([old, now].flatMap((tree) => tree.applications.filter(isHelmRelease).map(({ key }) => key)))
  const isRelease = (pair: Pair): boolean => releases.has(unitOf(pair).askedBy ?? '')
  return await inTemporaryFolder('render', async (folder) => {
    const result = new PairRendering({
      before,
      after,
      earlier: new Renderer(before, path.join(folder, 'before'), options),
      later: new Renderer(after, path.join(folder, 'after'), options),
      read: { before: filesBy(pairs.map((pair) => pair.before)), after: filesBy(pairs.map((pair) => pair.after)) },
      alone: new Set(rootsOf(old.kustomizations).filter((one) => !askedBefore.has(one))),
    })
    let left = mostUnits
    const run = async (touched: readonly Pair[], beside: readonly Pair[]) => {
      const room = left
      left = Math.max(0, left - touched.length)
      await each(touched.slice(0, room), (pair) => result.touched(pair))
      for (const pair of touched.slice(room)) result.refuse(pair, unrenderedReason('too-many', mostUnits))
      await each(beside.slice(0, left), (pair) => result.beside(pair))
    }
    const others = choice.touched.filter((pair) => !isRelease(pair))
    const built = choice.beside.filter((pair) => !isRelease(pair))
    await run(others, built)
    // Kustomizations say of their releases what no file says, so what these come to is known only now.
    const place = result.locate(locate)
    const madeOf = (side: 'before' | 'after') => releasesIn(result.texts(side), trees[side], place)
    const made = [madeOf('before'), madeOf('after')] as const
    const patched = chosen(
      pairsOf({ before: patchedUnits(made[0], old, place), after: patchedUnits(made[1], now, place) }, trees),
      differs,
    )
    const readFiles = new Set([...others, ...built].flatMap(filesIn))
    const isOwn = (pair: Pair): boolean => isRelease(pair) && !isOnlyPatched(unitOf(pair), made, readFiles)
    await run(
      [...choice.touched.filter(isOwn), ...patched.touched],
      [...choice.beside.filter(isOwn), ...patched.beside],
    )
    return result.rendering()
  })
}
