import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Output } from '@slipway/cli'
import { checkFolders, rules, type validate } from '@slipway/checks'
import { nameProblem, show, suggestion, type Issue, type Outcome, type Rendered } from '@slipway/core'
import { kubernetesVersions } from '@slipway/fleet'
import type { Model } from '@slipway/model'
import {
  appScope,
  fleetText,
  folderOf,
  kubernetesFolders,
  nodeDisk,
  sha256,
  type Disk,
  type Wanted,
} from '@slipway/tree/writing'
import { nothingJudged, type Judged } from './judged.ts'
import { nothingBefore, type Judgements } from './judgements.ts'
import { asJson, count, problems, ringLine, type Ring } from './report.ts'
import { noVerdict, type Unchanged, type Verdict } from './verdict.ts'

/** The tree as it should be. */
export interface Tree {
  /** Every path is in its `hashes`. */
  readonly wanted: Wanted
  /** How the disk differs from it, in a part of it or in all. */
  readonly drift: (scope?: (path: string) => boolean) => readonly Issue[]
  /** What is rendered in a folder. */
  readonly files: (folder: string) => readonly Rendered[]
  readonly model: Pick<Model, 'fleet' | 'rejected'>
  readonly apps: number
  readonly clusters: number
}

/** What the verb is put together from; tests give stand-ins. */
export interface Parts {
  /** Reads the estate; every issue in its files, or the tree that it makes. */
  readonly want: (root: string) => Promise<Outcome<Tree>>
  readonly validate: typeof validate
  /** What ring 3 need not be asked again; all is asked where there is none. */
  readonly judged?: Judged
  /** What ring 2 need not judge again; all is judged where there is none. */
  readonly judgements?: Judgements
  /** What no ring need judge again; all is judged where there is none. */
  readonly verdict?: Verdict
}

/** Where the verb speaks to. */
export type Speech = Pick<Output, 'out' | 'err' | 'seconds'>

export interface Options {
  readonly root: string
  /** Report this app only; the rules still see the whole estate. */
  readonly app: string | undefined
  readonly json: boolean
  /** Whether ring 3 runs. */
  readonly schemas: boolean
}

/** Why an app cannot be checked alone, or nothing. */
function appIssue(disk: Disk, app: string): Issue | undefined {
  if (nameProblem(app, 63) === undefined && disk.stat(`apps/${app}`) !== undefined) return undefined
  const folders = disk.list('apps').filter((entry) => entry.kind === 'folder')
  const names = folders.map((entry) => entry.name)
  return {
    file: 'apps',
    at: '',
    code: 'unknown-app',
    got: `--app ${show(app)}`,
    want: 'a folder of apps/',
    hint: suggestion(app, names),
  }
}

/** Whether an issue is about an app: its files, its rendered files, or a file that is made from its own. */
export const isAbout = (app: string) => {
  const rendered = appScope(app)
  return (issue: Issue): boolean =>
    issue.file.startsWith(`apps/${app}/`) || rendered(issue.file) || issue.hint.includes(`apps/${app}/`)
}

/** Rendered files in a folder that is thrown away, for a ring that reads files while those on disk are not the rendered ones. */
function laidOut<T>(files: readonly string[], text: Wanted['text'], work: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-check-'))
  for (const folder of new Set(files.map(folderOf))) mkdirSync(path.join(root, folder), { recursive: true })
  for (const file of files) writeFileSync(path.join(root, file), text(file))
  return work(root).finally(() => rmSync(root, { recursive: true, force: true }))
}

/** The folders that ring 3 judges: all of the tree with objects of Kubernetes, or those of an app. */
function foldersOf(files: Iterable<string>, app: string | undefined): readonly string[] {
  const paths = [...files].filter((file) => kubernetesFolders.some((folder) => file.startsWith(`${folder}/`)))
  if (app === undefined)
    return kubernetesFolders.filter((folder) => paths.some((file) => file.startsWith(`${folder}/`)))
  return [...new Set(paths.filter(appScope(app)).map((file) => path.posix.dirname(file)))]
}

/** What ring 3 says when it could not ask. */
const unasked = new Set(['kubeconform-missing', 'schema-not-judged'])

async function schemas(root: string, files: Tree['files'], folders: readonly string[], judge: Parts['validate']) {
  const objectsOf = (absolute: string) => {
    const file = path.relative(root, absolute).split(path.sep).join('/')
    return files(folderOf(file)).find((one) => one.path === file)?.objects ?? []
  }
  const issues: Issue[] = []
  let judged = 0
  for (const kubernetesVersion of kubernetesVersions) {
    const result = await judge({ root, folders, kubernetesVersion, objectsOf })
    if (result.ok) judged = Math.max(judged, result.value.valid)
    else issues.push(...result.issues)
    if (issues.some((issue) => unasked.has(issue.code)))
      return { ran: false, what: 'DID NOT RUN: kubeconform cannot be asked', issues }
  }
  const what = `${judged === 0 ? '' : `${count(judged, 'object')}, `}Kubernetes ${kubernetesVersions.join(', ')}`
  return { ran: true, what, issues }
}

/** Files that are named one by one to kubeconform. */
const mostNamed = 1000

const asJudged = (files: number): string =>
  `${count(files, 'file')} as ${files === 1 ? 'it was' : 'they were'} judged before`

/** Ring 3 where every text was found valid before, by the same schemas. */
const asBefore = (files: number): Awaited<ReturnType<typeof schemas>> => ({
  ran: true,
  what: `${asJudged(files)}, Kubernetes ${kubernetesVersions.join(', ')}`,
  issues: [],
})

/** The rings where nothing was touched since all of them found nothing. What lies on the disk is read all the same; nothing when that is another. */
function ringsAsBefore(
  { files, drift, apps, clusters }: Unchanged,
  seconds: Speech['seconds'],
): readonly Ring[] | undefined {
  const start = seconds()
  if (drift().length > 0) return undefined
  const ring = { ran: true, issues: [], seconds: 0 }
  return [
    {
      ...ring,
      name: 'ring 1',
      what: `${count(apps, 'app')}, ${count(clusters, 'cluster')}, untouched since they were checked`,
    },
    { ...ring, name: 'ring 2', what: `${asJudged(files)}, ${count(rules.length, 'rule')}` },
    { ...ring, name: 'drift', what: count(files, 'file'), seconds: seconds() - start },
    { ...ring, name: 'ring 3', what: asBefore(files).what },
  ]
}

/** Ring 2: every rule over every folder that is not as it was judged before, or that rests on what is not. */
function ruledBy(
  { wanted, files, model }: Tree,
  judgements: Judgements,
): { readonly what: string; readonly issues: readonly Issue[] } {
  const hash = (file: string): string => wanted.hashes.get(file) ?? ''
  const folders = [...new Set([...wanted.hashes.keys()].map(folderOf))]
  const all = folders.map((folder) => ({ folder, key: wanted.keys.get(folder), files: () => files(folder), hash }))
  const of = sha256(JSON.stringify([fleetText(model.fleet), [...model.rejected]]))
  const { issues, results, checked } = checkFolders(all, model.fleet, model.rejected, judgements.before(of))
  judgements.keep(of, results)
  const objects = [...results.values()].reduce((sum, one) => sum + one.objects.length, 0)
  const anew = checked === folders.length ? '' : `, ${checked} of ${count(folders.length, 'folder')} judged anew`
  return { what: `${count(objects, 'object')}, ${count(rules.length, 'rule')}${anew}`, issues }
}

/**
 * Runs the rings from the cheapest to the dearest. What cannot be rendered cannot be judged, so ring 1 ends the run where it finds
 * anything; all other rings run and tell all they find.
 * @returns the exit code: 0, or 1 with problems
 */
export async function check(
  { root, app, json, schemas: withSchemas }: Options,
  parts: Parts,
  speech: Speech,
): Promise<0 | 1> {
  const rings: Ring[] = []
  const disk = nodeDisk(root)
  const mine = (issues: readonly Issue[]) => (app === undefined ? issues : issues.filter(isAbout(app)))
  const add = (ring: Omit<Ring, 'seconds'>, since: number) => {
    const done = { ...ring, seconds: speech.seconds() - since }
    rings.push(done)
    if (!json) speech.out(`${ringLine(done)}\n`)
  }
  const finish = (): 0 | 1 => {
    const issues = rings.flatMap((ring) => ring.issues)
    if (json) speech.out(asJson(rings))
    else if (issues.length > 0) speech.err(`\n${problems(issues)}`)
    return issues.length > 0 || rings.some((ring) => !ring.ran) ? 1 : 0
  }

  // One app's check, and one without ring 3, say nothing of all.
  const verdict = app === undefined && withSchemas ? (parts.verdict ?? noVerdict) : noVerdict
  const unchanged = verdict.still()
  const before = unchanged === undefined ? undefined : ringsAsBefore(unchanged, speech.seconds)
  if (before !== undefined) {
    for (const ring of before) add(ring, speech.seconds() - ring.seconds)
    return finish()
  }
  const passed = verdict.begin()

  const start = speech.seconds()
  const unknown = app === undefined ? undefined : appIssue(disk, app)
  const tree = unknown === undefined ? await parts.want(root) : undefined
  if (tree?.ok !== true) {
    const issues = unknown !== undefined ? [unknown] : (tree?.issues ?? [])
    // Whoever's they are: what cannot be rendered keeps every app from being judged.
    add({ name: 'ring 1', what: 'not rendered, so the other rings did not run', ran: true, issues }, start)
    return finish()
  }
  const { wanted, files, apps, clusters } = tree.value
  add({ name: 'ring 1', what: `${count(apps, 'app')}, ${count(clusters, 'cluster')}`, ran: true, issues: [] }, start)

  const two = speech.seconds()
  const ruled = ruledBy(tree.value, parts.judgements ?? nothingBefore)
  add({ name: 'ring 2', what: ruled.what, ran: true, issues: mine(ruled.issues) }, two)

  const three = speech.seconds()
  const scope = app === undefined ? undefined : appScope(app)
  const paths = [...wanted.hashes.keys()]
  const drifted = tree.value.drift(scope)
  add(
    {
      name: 'drift',
      what: count(scope === undefined ? paths.length : paths.filter(scope).length, 'file'),
      ran: true,
      issues: drifted,
    },
    three,
  )

  const folders = foldersOf(paths, app)
  if (!withSchemas || folders.length === 0) return finish()
  const four = speech.seconds()
  const judged = parts.judged ?? nothingJudged
  const texts = [...wanted.hashes].filter(([file]) => folders.some((folder) => file.startsWith(`${folder}/`)))
  const fresh = texts.filter(([, hash]) => !judged.has(hash)).map(([file]) => file)
  // Paths of very many files are longer than a command may be; then it is asked about all.
  const all = fresh.length > mostNamed || fresh.length === texts.length
  const ask = (at: string) => schemas(at, files, all ? folders : fresh, parts.validate)
  const lay = () => laidOut(all ? texts.map(([file]) => file) : fresh, wanted.text, ask)
  const asked = fresh.length === 0 ? asBefore(texts.length) : drifted.length === 0 ? await ask(root) : await lay()
  if (asked.ran && asked.issues.length === 0 && app === undefined) judged.keep(texts.map(([, hash]) => hash))
  add({ name: 'ring 3', ...asked, issues: asked.ran ? mine(asked.issues) : asked.issues }, four)
  const code = finish()
  if (code === 0) passed()
  return code
}
