import type { Output } from '@slipway/cli'
import { type CheckCache, checkFolders, type FolderResult, rules, type validate } from '@slipway/checks'
import type { ChartCheck } from '@slipway/checks/charts'
import { counted, failed, folderOf, formatIssues, type Issue, type Outcome } from '@slipway/core'
import { codeOwnersFile } from '@slipway/fleet'
import type { Model } from '@slipway/model'
import type { AppSource } from '@slipway/spec'
import { appScope, nodeDisk } from '@slipway/tree/light'
import type { awsOf } from './aws.ts'
import type { imagesOf } from './images.ts'
import type { ownersIssues } from '../owners/run.ts'
import type { packagesOf } from './packages.ts'
import { asJson, ringLine, warned, type Ring } from './report.ts'
import { foldersOf, validated } from './schema-ring.ts'
import { isOf, type Tree } from './tree.ts'
import { unknownApp } from './unknown-app.ts'

export interface Parts {
  readonly desire: (root: string) => Promise<Outcome<Tree>>
  readonly validate: typeof validate
  /** Judges CODEOWNERS: an app that changes its team changes its owners, and those of the repository have to say so. */
  readonly owners?: typeof ownersIssues
  /** Judges the stacks of AWS. */
  readonly aws?: typeof awsOf
  /** Judges the add-ons by the sheets of their charts. */
  readonly charts?: (fleet: Model['fleet']) => ChartCheck
  /** Judges the apps' Dockerfiles. */
  readonly images?: typeof imagesOf
  /** Judges the packages that npm makes of the apps' folders. */
  readonly packages?: typeof packagesOf
  /** Judges by git's history where new releases come from. */
  readonly releases?: (fleet: Model['fleet'], apps: readonly AppSource[]) => Outcome<readonly Issue[]>
  /** What earlier runs found right; by default nothing. */
  readonly cache?: (tree: Tree) => CheckCache
}

export type Speech = Pick<Output, 'out' | 'err' | 'seconds'>

export interface Options {
  readonly root: string
  /** Report only this app; the rules still see the whole estate. */
  readonly app: string | undefined
  readonly json: boolean
  readonly schemas: boolean
}

function ruledBy(
  { hashes, files, key, model }: Tree,
  cache: CheckCache | undefined,
): { readonly what: string; readonly issues: readonly Issue[]; readonly results: ReadonlyMap<string, FolderResult> } {
  const hash = (file: string): string => hashes.get(file) ?? ''
  const folders = [...new Set([...hashes.keys()].map(folderOf))]
  const all = folders.map((folder) => ({ folder, key: key(folder), files: () => files(folder), hash }))
  const { issues, results, checked } = checkFolders(all, model.fleet, model.rejected, cache?.results)
  const objects = [...results.values()].reduce((sum, one) => sum + one.objects.length, 0)
  const anew = checked === folders.length ? '' : `, ${checked} of ${counted(folders.length, 'folder')} judged anew`
  return { what: `${counted(objects, 'object')}, ${counted(rules.length, 'rule')}${anew}`, issues, results }
}

/**
 * The cheapest ring first. Ring 1 ends the run when it finds anything, since nothing can be rendered; the others all
 * run.
 * @returns the exit code: 0, or 1 with problems
 */
export async function check(
  { root, app, json, schemas: withSchemas }: Options,
  parts: Parts,
  speech: Speech,
): Promise<0 | 1> {
  const rings: Ring[] = []
  const disk = nodeDisk(root)
  const add = (ring: Omit<Ring, 'seconds'>, since: number) => {
    const done = { ...ring, seconds: speech.seconds() - since }
    rings.push(done)
    if (!json) speech.out(`${ringLine(done)}\n`)
  }
  const finish = (): 0 | 1 => {
    const issues = rings.flatMap((ring) => ring.issues)
    const warnings = rings.flatMap((ring) => ring.warnings ?? [])
    if (!json && warnings.length > 0) speech.err(`\n${warned(warnings)}`)
    if (json) speech.out(asJson(rings))
    else if (issues.length > 0) speech.err(`\n${formatIssues(issues, 50)}\n`)
    return issues.length > 0 || rings.some((ring) => !ring.ran) ? 1 : 0
  }

  const start = speech.seconds()
  const unknown = unknownApp(disk, app)
  const desired = unknown === undefined ? await parts.desire(root) : failed(unknown)
  if (!desired.ok) {
    // Of any app: they keep all from being rendered.
    const what = 'not rendered, so the other rings did not run'
    add({ name: 'ring 1', what, ran: true, issues: desired.issues }, start)
    return finish()
  }
  const tree = desired.value
  const isMine = app === undefined ? () => true : isOf(app, tree.files)
  const mine = (issues: readonly Issue[]) => issues.filter(({ file }) => isMine(file))
  const split = (all: readonly Issue[]) => {
    const [issues = [], warnings = []] = [false, true].map((is) =>
      mine(all).filter(({ warning = false }) => warning === is),
    )
    return { issues, warnings }
  }
  const size = `${counted(tree.apps, 'app')}, ${counted(tree.clusters, 'cluster')}`
  add({ name: 'ring 1', what: size, ran: true, issues: [] }, start)

  const two = speech.seconds()
  const cache = parts.cache?.(tree)
  const { results, ...ruled } = ruledBy(tree, cache)
  add({ name: 'ring 2', what: ruled.what, ran: true, ...split(ruled.issues) }, two)

  const three = speech.seconds()
  const drifted = await tree.drift(app === undefined ? undefined : appScope(app))
  const paths = [...tree.hashes.keys()].filter(isMine)
  add({ name: 'drift', what: counted(paths.length, 'file'), ran: true, issues: drifted }, three)

  if (parts.owners !== undefined) {
    const since = speech.seconds()
    const found = parts.owners(root, { fleet: tree.model.fleet, apps: tree.sources })
    if (found.length > 0) add({ name: 'owners', what: codeOwnersFile, ran: true, issues: found }, since)
  }

  if (parts.packages !== undefined) {
    const since = speech.seconds()
    const found = parts.packages(root)
    if (found.length > 0) add({ name: 'packages', what: 'packages of apps', ran: true, issues: found }, since)
  }

  if (parts.charts !== undefined && app === undefined) {
    const since = speech.seconds()
    const { releases, rendered, issues } = parts.charts(tree.model.fleet)
    const others =
      releases === rendered ? '' : `, ${releases - rendered} with values that nobody rendered (npx slipway charts)`
    add({ name: 'charts', what: `${counted(releases, 'add-on')}${others}`, ran: true, issues }, since)
  }

  if (parts.aws !== undefined) {
    const since = speech.seconds()
    const { stacks, issues } = parts.aws(tree.model.fleet, tree.sources)
    if (stacks > 0) add({ name: 'aws', what: counted(stacks, 'stack'), ran: true, issues: mine(issues) }, since)
  }

  if (parts.images !== undefined) {
    const since = speech.seconds()
    const { images, issues } = await parts.images(root, app, tree.model.fleet)
    if (images > 0) add({ name: 'images', what: counted(images, 'Dockerfile'), ran: true, issues }, since)
  }

  if (parts.releases !== undefined) {
    const since = speech.seconds()
    const found = parts.releases(tree.model.fleet, tree.sources)
    const told = split(found.ok ? found.value : found.issues)
    add({ name: 'releases', what: 'where new ones come from', ran: true, ...told }, since)
  }

  const hasObjects = foldersOf(tree.hashes.keys(), app).length > 0
  const four = speech.seconds()
  const { valid = new Map<string, string>(), ...schema } =
    withSchemas && hasObjects
      ? await validated(root, tree, { app, judge: parts.validate, cache, isDrifted: drifted.length > 0 })
      : {}
  cache?.save(results, valid)
  if ('ran' in schema)
    add({ name: 'ring 3', ...schema, issues: schema.ran ? mine(schema.issues) : schema.issues }, four)
  return finish()
}
