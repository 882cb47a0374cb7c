import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { checkRendered, rules, type validate } from '@slipway/checks'
import { nameProblem, show, suggestion, type Issue, type Rendered } from '@slipway/core'
import { kubernetesVersions } from '@slipway/fleet'
import { sha256 } from '@slipway/tree/writing'
import { appScope, drift, filesOf, kubernetesFolders, nodeDisk, type Disk, type Files, type renderEstate } from '@slipway/tree'
import { nothingJudged, type Judged } from './judged.ts'
import type { Options } from './options.ts'
import { asJson, count, problems, ringLine, type Ring } from './report.ts'
import { noVerdict, type Unchanged, type Verdict } from './verdict.ts'

/** What the verb is put together from; tests give stand-ins. */
export interface Parts {
  readonly render: typeof renderEstate
  readonly validate: typeof validate
  /** What ring 3 need not be asked again; all is asked where there is none. */
  readonly judged?: Judged
  /** What need not be judged again; all is judged where there is none. */
  readonly verdict?: Verdict
}

/** Where the verb speaks to. */
export interface Speech {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Seconds since some moment before the start. */
  readonly seconds: () => number
}

/** Why an app cannot be checked alone, or nothing. */
function appIssue(disk: Disk, app: string): Issue | undefined {
  if (nameProblem(app, 63) === undefined && disk.stat(`apps/${app}`) !== undefined) return undefined
  const folders = disk.list('apps').filter((entry) => entry.kind === 'folder')
  const names = folders.map((entry) => entry.name)
  return { file: 'apps', at: '', code: 'unknown-app', got: `--app ${show(app)}`, want: 'a folder of apps/', hint: suggestion(app, names) }
}

/** Whether an issue is about an app: its files, its rendered files, or a file that is made from its own. */
export const isAbout = (app: string) => {
  const rendered = appScope(app)
  return (issue: Issue): boolean => issue.file.startsWith(`apps/${app}/`) || rendered(issue.file) || issue.hint.includes(`apps/${app}/`)
}

/** The rendered files in a folder that is thrown away, for a ring that reads files while those on disk are not the rendered ones. */
function laidOut<T>(files: Files, work: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-check-'))
  for (const folder of new Set([...files.keys()].map((file) => path.dirname(file)))) mkdirSync(path.join(root, folder), { recursive: true })
  for (const [file, text] of files) writeFileSync(path.join(root, file), text)
  return work(root).finally(() => rmSync(root, { recursive: true, force: true }))
}

/** The folders that ring 3 judges: all of the tree with objects of Kubernetes, or those of an app. */
function foldersOf(files: Files, app: string | undefined): readonly string[] {
  const paths = [...files.keys()].filter((file) => kubernetesFolders.some((folder) => file.startsWith(`${folder}/`)))
  if (app === undefined) return kubernetesFolders.filter((folder) => paths.some((file) => file.startsWith(`${folder}/`)))
  return [...new Set(paths.filter(appScope(app)).map((file) => path.posix.dirname(file)))]
}

/** What ring 3 says when it could not ask. */
const unasked = new Set(['kubeconform-missing', 'schema-not-judged'])

async function schemas(root: string, rendered: readonly Rendered[], folders: readonly string[], judge: Parts['validate']) {
  const objects = new Map(rendered.map((file) => [path.resolve(root, file.path), file.objects]))
  const issues: Issue[] = []
  let judged = 0
  for (const kubernetesVersion of kubernetesVersions) {
    const result = await judge({ root, folders, kubernetesVersion, objectsOf: (file) => objects.get(path.resolve(file)) ?? [] })
    if (result.ok) judged = Math.max(judged, result.value.valid)
    else issues.push(...result.issues)
    if (issues.some((issue) => unasked.has(issue.code))) return { ran: false, what: 'DID NOT RUN: kubeconform cannot be asked', issues }
  }
  const what = `${judged === 0 ? '' : `${count(judged, 'object')}, `}Kubernetes ${kubernetesVersions.join(', ')}`
  return { ran: true, what, issues }
}

/** Files that are named one by one to kubeconform. */
const mostNamed = 1000

const asJudged = (files: number): string => `${count(files, 'file')} as ${files === 1 ? 'it was' : 'they were'} judged before`

/** Ring 3 where every text was found valid before, by the same schemas. */
const asBefore = (files: number): Awaited<ReturnType<typeof schemas>> => ({
  ran: true, what: `${asJudged(files)}, Kubernetes ${kubernetesVersions.join(', ')}`, issues: [],
})

/** The rings where nothing was touched since all of them found nothing. What lies on the disk is read all the same; nothing when that is another. */
function ringsAsBefore(disk: Disk, { wanted, apps, clusters }: Unchanged, seconds: Speech['seconds']): readonly Ring[] | undefined {
  const start = seconds()
  if (drift(disk, wanted).length > 0) return undefined
  const ring = { ran: true, issues: [], seconds: 0 }
  const files = wanted.hashes.size
  return [
    { ...ring, name: 'ring 1', what: `${count(apps, 'app')}, ${count(clusters, 'cluster')}, untouched since they were checked` },
    { ...ring, name: 'ring 2', what: `${asJudged(files)}, ${count(rules.length, 'rule')}` },
    { ...ring, name: 'drift', what: count(files, 'file'), seconds: seconds() - start },
    { ...ring, name: 'ring 3', what: asBefore(files).what },
  ]
}

/**
 * Runs the rings from the cheapest to the dearest. What cannot be rendered cannot be judged, so ring 1 ends the run where it finds
 * anything; all other rings run and tell all they find.
 * @returns the exit code: 0, or 1 with problems
 */
export async function check({ root, app, json, schemas: wanted }: Options, parts: Parts, speech: Speech): Promise<0 | 1> {
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
  const verdict = app === undefined && wanted ? (parts.verdict ?? noVerdict) : noVerdict
  const unchanged = verdict.still()
  const before = unchanged === undefined ? undefined : ringsAsBefore(disk, unchanged, speech.seconds)
  if (before !== undefined) {
    for (const ring of before) add(ring, speech.seconds() - ring.seconds)
    return finish()
  }
  const passed = verdict.begin()

  const start = speech.seconds()
  const unknown = app === undefined ? undefined : appIssue(disk, app)
  const estate = unknown === undefined ? await parts.render(root) : undefined
  const files = estate?.ok === true ? filesOf(estate.value.rendered) : undefined
  if (estate?.ok !== true || files?.ok !== true) {
    const issues =
      unknown !== undefined ? [unknown]
      : estate?.ok === false ? estate.issues
      : files?.ok === false ? files.issues
      : []
    // Whoever's they are: what cannot be rendered keeps every app from being judged.
    add({ name: 'ring 1', what: 'not rendered, so the other rings did not run', ran: true, issues }, start)
    return finish()
  }
  const { rendered, model, apps, clusters } = estate.value
  add({ name: 'ring 1', what: `${count(apps, 'app')}, ${count(clusters, 'cluster')}`, ran: true, issues: [] }, start)

  const two = speech.seconds()
  const objects = rendered.reduce((sum, file) => sum + file.objects.length, 0)
  add(
    {
      name: 'ring 2',
      what: `${count(objects, 'object')}, ${count(rules.length, 'rule')}`,
      ran: true,
      issues: mine(checkRendered(rendered, model.fleet, model.rejected)),
    },
    two,
  )

  const three = speech.seconds()
  const scope = app === undefined ? undefined : appScope(app)
  const drifted = drift(disk, files.value, scope)
  add(
    {
      name: 'drift',
      what: count(scope === undefined ? files.value.size : [...files.value.keys()].filter(scope).length, 'file'),
      ran: true,
      issues: drifted,
    },
    three,
  )

  const folders = foldersOf(files.value, app)
  if (!wanted || folders.length === 0) return finish()
  const four = speech.seconds()
  const judged = parts.judged ?? nothingJudged
  const all = files.value
  const texts = [...all].filter(([file]) => folders.some((folder) => file.startsWith(`${folder}/`))).map(([file, text]) => [file, sha256(text)] as const)
  const fresh = texts.filter(([, hash]) => !judged.has(hash)).map(([file]) => file)
  // Paths of very many files are longer than a command may be; then it is asked about all.
  const about = fresh.length > mostNamed || fresh.length === texts.length ? folders : fresh
  const ask = (at: string) => schemas(at, rendered, about, parts.validate)
  const asked = fresh.length === 0 ? asBefore(texts.length) : drifted.length === 0 ? await ask(root) : await laidOut(all, ask)
  if (asked.ran && asked.issues.length === 0 && app === undefined) judged.keep(texts.map(([, hash]) => hash))
  add({ name: 'ring 3', ...asked, issues: asked.ran ? mine(asked.issues) : asked.issues }, four)
  const code = finish()
  if (code === 0) passed()
  return code
}
