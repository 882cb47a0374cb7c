import type { Output } from '@slipway/cli'
import type { FolderResult } from '@slipway/checks'
import type { CheckCache, Clean, validate } from '@slipway/checks/light'
import type { ChartCheck } from '@slipway/checks/charts'
import { counted, failed, folderOf, formatIssues, type Issue, type Outcome } from '@slipway/core'
import { codeOwnersFile } from '@slipway/fleet'
import type { Model } from '@slipway/model'
import type { AppSource, Estate } from '@slipway/spec'
import { appScope, isKubernetes, nodeDisk, type KnownEstate } from '@slipway/tree/light'
import type { AwsCheck } from './aws.ts'
import type { imagesOf } from './images.ts'
import type { ownersIssues } from '../owners/run.ts'
import type { packagesOf } from './packages.ts'
import { asJson, ringLine, warned, type Ring } from './report.ts'
import { foldersOf, judgedBefore, judgedFiles, unknownOnce, validated } from './schema-ring.ts'
import { isOf, type Tree } from './tree.ts'
import { unknownApp } from './unknown-app.ts'

type AddonCheck = Pick<ChartCheck, 'releases' | 'rendered' | 'issues'>

export interface Parts {
  readonly desire: (root: string) => Promise<Outcome<Tree>>
  readonly validate: typeof validate
  /** Judges CODEOWNERS: an app that changes its team changes its owners, and those of the repository have to say so. */
  readonly owners?: typeof ownersIssues
  readonly aws?: (estate: Estate) => Promise<AwsCheck>
  /** Judges the add-ons by the sheets of their charts. */
  readonly charts?: (fleet: Model['fleet']) => Promise<AddonCheck>
  readonly images?: typeof imagesOf
  /** Judges the packages that npm makes of the apps' folders. */
  readonly packages?: typeof packagesOf
  /** Judges by git's history where new releases come from. */
  readonly releases?: (fleet: Model['fleet'], apps: readonly AppSource[]) => Outcome<readonly Issue[]>
  /** The results of earlier runs; none by default. */
  readonly cache?: (tree: Tree) => CheckCache
  /** The last run, if it found nothing, and nothing at all changed since; by default unknown. */
  readonly known?: () => Promise<Known | undefined>
}

/** An estate that is as the last run saw it, which found nothing. */
interface Known extends KnownEstate {
  readonly clean: Clean
}

type Speech = Pick<Output, 'out' | 'err' | 'seconds'>

export interface Options {
  readonly root: string
  /** Report only this app; the rules still see the whole estate. */
  readonly app: string | undefined
  readonly json: boolean
  readonly schemas: boolean
}

interface Ruled extends Pick<Clean, 'folders' | 'objects' | 'rules'> {
  readonly checked: number
  readonly issues: readonly Issue[]
  readonly results: ReadonlyMap<string, FolderResult>
}

const ruledText = ({ folders, objects, rules, checked }: Omit<Ruled, 'issues' | 'results'>): string => {
  const anew = checked === folders ? '' : `, ${checked} of ${counted(folders, 'folder')} judged anew`
  return `${counted(objects, 'object')}, ${counted(rules, 'rule')}${anew}`
}

async function ruledBy(
  { hashes, files, key, model }: Tree,
  everyFolder: readonly string[],
  cache: CheckCache | undefined,
): Promise<Ruled> {
  const { checkFolders, rules } = await import('@slipway/checks')
  const hash = (file: string): string => hashes.get(file) ?? ''
  // Stacks are no objects of a cluster, and to render them is a fiftieth of a cold run.
  const folders = everyFolder.filter(isKubernetes)
  const all = folders.map((folder) => ({ folder, key: key(folder), files: () => files(folder), hash }))
  const { issues, results, checked } = checkFolders(all, model.fleet, model.rejected, cache?.results)
  const objects = [...results.values()].reduce((sum, one) => sum + one.objects.length, 0)
  return { folders: folders.length, objects, rules: rules.length, checked, issues, results }
}

const split = (all: readonly Issue[]) => {
  const [issues = [], warnings = []] = [false, true].map((is) => all.filter(({ warning = false }) => warning === is))
  return { issues, warnings }
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
  const finish = async (): Promise<0 | 1> => {
    const issues = rings.flatMap((ring) => ring.issues)
    const warnings = rings.flatMap((ring) => ring.warnings ?? [])
    if (!json && warnings.length > 0) speech.err(`\n${warned(warnings)}`)
    if (json) speech.out(asJson(rings, (await import('@slipway/checks')).rules))
    else if (issues.length > 0) {
      // Before a first `gen` each file is missing, and what is wrong with the apps would not be among the fifty.
      const drift = new Set(rings.find(({ name }) => name === 'drift')?.issues.map(({ code }) => code))
      speech.err(`\n${formatIssues(issues, 50, drift)}\n`)
    }
    return issues.length > 0 || rings.some((ring) => !ring.ran) ? 1 : 0
  }

  /** Checks files of the repository outside of the tree's folders. */
  const beside = async (
    estate: Estate,
    mine: (issues: readonly Issue[]) => readonly Issue[],
    judge: { readonly aws: () => Promise<AwsCheck>; readonly charts: Parts['charts'] },
  ): Promise<{ readonly aws: AwsCheck; readonly charts: AddonCheck }> => {
    const { fleet, apps } = estate
    if (parts.owners !== undefined) {
      const since = speech.seconds()
      const found = parts.owners(root, estate)
      if (found.length > 0) add({ name: 'owners', what: codeOwnersFile, ran: true, issues: found }, since)
    }

    if (parts.packages !== undefined) {
      const since = speech.seconds()
      const found = parts.packages(root)
      if (found.length > 0) add({ name: 'packages', what: 'packages of apps', ran: true, issues: found }, since)
    }

    const startOfCharts = speech.seconds()
    const charts = app === undefined ? await judge.charts?.(fleet) : undefined
    if (charts !== undefined) {
      const { releases, rendered, issues } = charts
      const others =
        releases === rendered ? '' : `, ${releases - rendered} with values that nobody rendered (npx slipway charts)`
      add({ name: 'charts', what: `${counted(releases, 'add-on')}${others}`, ran: true, issues }, startOfCharts)
    }

    const since = speech.seconds()
    const aws = await judge.aws()
    if (aws.stacks > 0)
      add({ name: 'aws', what: counted(aws.stacks, 'stack'), ran: true, ...split(mine(aws.issues)) }, since)

    if (apps.some(({ specs }) => [...specs.values()].some(({ image }) => typeof image === 'object'))) {
      const since = speech.seconds()
      const found = mine((await import('./one-image.ts')).sharedImageIssues(root, estate))
      if (found.length > 0) add({ name: 'images', what: 'apps of one image', ran: true, issues: found }, since)
    }

    if (parts.images !== undefined) {
      const since = speech.seconds()
      const { images, issues } = await parts.images(root, app, fleet)
      if (images > 0) add({ name: 'images', what: counted(images, 'Dockerfile'), ran: true, issues }, since)
    }

    if (parts.releases !== undefined) {
      const since = speech.seconds()
      const found = parts.releases(fleet, apps)
      const told = split(mine(found.ok ? found.value : found.issues))
      add({ name: 'releases', what: 'where new images and queues come from', ran: true, ...told }, since)
    }
    return { aws, charts: charts ?? { releases: 0, rendered: 0, issues: [] } }
  }

  const start = speech.seconds()
  const known = app === undefined ? await parts.known?.() : undefined
  if (known !== undefined) {
    const { clean, estate, clusters, files } = known
    const found = (name: Ring['name'], what: string, since = speech.seconds()) =>
      add({ name, what, ran: true, issues: [] }, since)
    found('ring 1', `${counted(estate.apps.length, 'app')}, ${counted(clusters, 'cluster')}`, start)
    found('ring 2', ruledText({ ...clean, checked: 0 }))
    found('drift', counted(files, 'file'))
    await beside(estate, (issues) => issues, {
      aws: () => Promise.resolve({ stacks: clean.stacks, issues: [] }),
      charts: parts.charts && (() => Promise.resolve({ ...clean.charts, issues: [] })),
    })
    if (withSchemas && clean.valid !== undefined) found('ring 3', judgedBefore(clean.valid.files))
    return finish()
  }
  const unknown = unknownApp(disk, app)
  const desired = unknown === undefined ? await parts.desire(root) : failed(unknown)
  if (!desired.ok) {
    // Issues of any app keep all apps from being rendered.
    const what = 'not rendered, so the other rings did not run'
    add({ name: 'ring 1', what, ran: true, issues: desired.issues }, start)
    return finish()
  }
  const tree = desired.value
  const isMine = app === undefined ? () => true : isOf(app, tree.files)
  const mine = (issues: readonly Issue[]) => issues.filter(({ file }) => isMine(file))
  const size = `${counted(tree.apps, 'app')}, ${counted(tree.clusters, 'cluster')}`
  add({ name: 'ring 1', what: size, ran: true, issues: [] }, start)

  const two = speech.seconds()
  const folders = [...new Set([...tree.hashes.keys()].map(folderOf))]
  const cache = parts.cache?.(tree)
  const { results, issues: broken, checked, ...seen } = await ruledBy(tree, folders, cache)
  add({ name: 'ring 2', what: ruledText({ ...seen, checked }), ran: true, ...split(mine(broken)) }, two)

  const three = speech.seconds()
  const drifted = await tree.drift(app === undefined ? undefined : appScope(app))
  const paths = [...tree.hashes.keys()].filter(isMine)
  add({ name: 'drift', what: counted(paths.length, 'file'), ran: true, issues: drifted }, three)

  const estate: Estate = { fleet: tree.model.fleet, apps: tree.sources }
  const stacksKey = tree.key(folders.find((folder) => folder.startsWith('aws/')) ?? '')
  const rightStacks = cache?.rightStacks(stacksKey)
  const rightCharts = cache?.rightCharts
  const { charts, aws } = await beside(estate, mine, {
    aws: async () =>
      rightStacks === undefined
        ? ((await parts.aws?.(estate)) ?? { stacks: 0, issues: [] })
        : { stacks: rightStacks, issues: [] },
    charts: parts.charts && rightCharts ? () => Promise.resolve({ ...rightCharts, issues: [] }) : parts.charts,
  })

  const hasObjects = foldersOf(tree.hashes.keys(), app).length > 0
  const four = speech.seconds()
  const { valid = new Map<string, string>(), ...schema } =
    withSchemas && hasObjects
      ? await validated(root, tree, { app, judge: parts.validate, cache, isDrifted: drifted.length > 0 })
      : {}
  const isClean = broken.length + aws.issues.length + charts.issues.length === 0
  const isValid = 'ran' in schema && schema.ran && schema.issues.length + drifted.length === 0 && app === undefined
  const { stacks } = aws
  const { releases, rendered } = charts
  const soundCharts = parts.charts !== undefined && charts.issues.length === 0 ? { releases, rendered } : undefined
  cache?.save(results, valid, {
    seen:
      isClean && tree.inputs !== undefined && app === undefined
        ? {
            ...seen,
            inputs: tree.inputs,
            stacks,
            charts: { releases, rendered },
            valid: isValid ? judgedFiles(tree.hashes.keys()) : undefined,
          }
        : undefined,
    stacks: aws.issues.length === 0 && stacksKey !== undefined ? { key: stacksKey, stacks } : undefined,
    charts: app === undefined ? soundCharts : rightCharts,
  })
  if ('ran' in schema)
    add(
      { name: 'ring 3', ...schema, ...split(schema.ran ? unknownOnce(mine(schema.issues), broken) : schema.issues) },
      four,
    )
  return finish()
}
