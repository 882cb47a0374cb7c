import type { Output } from '@slipway/cli'
import {
  formatIssues,
  isWithin,
  nearest,
  ok,
  refused,
  show,
  suggestion,
  type Outcome,
  type Rendered,
} from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import { resolveEstate } from '@slipway/model'
import { loadEstate, type AppSource, type Estate } from '@slipway/spec'
import { appFiles, clusterFiles } from '@slipway/tree'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { awsFile, isAwsFile } from './aws-file.ts'
import { fieldAtLine } from './field-at-line.ts'
import { inputsOf, type Input } from './inputs.ts'
import { leaves, type Leaf } from './leaves.ts'

interface Options {
  readonly root: string
  readonly json: boolean
  readonly file: string
  readonly field: string | undefined
}

interface Cause {
  readonly file: string
  readonly field: string
  readonly value: unknown
}

export interface Explained {
  readonly field: string
  readonly value: unknown
  /** Inputs whose change reaches it; empty for a fixed value, or a default that nobody overrides. */
  readonly because: readonly Cause[]
}

/** Renders one file again for an estate that is a little different. */
type Again = (estate: Estate) => Rendered | undefined

function ofApp(file: string, cluster: Cluster, app: AppSource): Again {
  return (estate) => {
    const here = estate.fleet.clusters.filter((one) => one.name === cluster.name)
    const [model] = resolveEstate({ ...estate, fleet: { ...estate.fleet, clusters: here } }).clusters
    const resolved = model?.apps.find((one) => one.name === app.name)
    if (model === undefined || resolved === undefined) return undefined
    const made = appFiles(resolved, model, estate.fleet)
    return made.ok ? made.value.find((one) => one.path === file) : undefined
  }
}

/** Folder and kind, which a file keeps when the object has another name. */
const sortOf = (file: string): string => /^.*\/[a-z0-9]+-/.exec(file)?.[0] ?? file

function ofCluster(file: string, cluster: Cluster, was: Estate): Again {
  const filesOf = (estate: Estate): readonly Rendered[] => {
    const model = resolveEstate(estate).clusters.find((one) => one.cluster.name === cluster.name)
    return model === undefined ? [] : clusterFiles(model, estate.fleet)
  }
  const known = new Set(filesOf(was).map((one) => one.path))
  return (estate) => {
    const files = filesOf(estate)
    const [other, ...more] = files.filter(({ path: at }) => sortOf(at) === sortOf(file) && !known.has(at))
    return files.find((one) => one.path === file) ?? (more.length === 0 ? other : undefined)
  }
}

interface Found {
  readonly rendered: Rendered
  readonly again: Again
  readonly inputs: readonly Input[]
}

/** The renderer of a file: an app of its cluster, or the cluster itself. */
function find(estate: Estate, file: string): Found | undefined {
  if (isAwsFile(file)) return awsFile(estate, file)
  const [, name = '', , folder = ''] = file.split('/')
  const cluster = estate.fleet.clusters.find((one) => one.name === name)
  if (cluster === undefined) return undefined
  const around = ofCluster(file, cluster, estate)
  const rendered = around(estate)
  if (rendered !== undefined) return { rendered, again: around, inputs: inputsOf(estate, cluster, undefined) }
  // A caller's permission lies in the folder of the app that it calls, so others may render into it.
  const apps = [...estate.apps].sort((a, b) => Number(b.name === folder) - Number(a.name === folder))
  for (const app of apps) {
    const again = ofApp(file, cluster, app)
    const made = again(estate)
    if (made !== undefined) return { rendered: made, again, inputs: inputsOf(estate, cluster, app) }
  }
  return undefined
}

/** Several objects of one file stand behind each other; a stack is one. */
const leavesOf = (rendered: Rendered | undefined): readonly Leaf[] => {
  const stack = rendered?.template ?? rendered?.json ?? rendered?.document
  return (stack === undefined ? (rendered?.objects ?? []) : [stack]).flatMap((object, i) =>
    leaves(object, i === 0 ? '' : `[${i}]`),
  )
}

const fieldsOf = (rendered: Rendered | undefined): ReadonlyMap<string, string> =>
  new Map(leavesOf(rendered).map(({ path, value }): [string, string] => [path, JSON.stringify(value)]))

/** A field is often named by its last part. */
function meant(field: string, all: readonly string[]): string {
  const [first, ...others] = all.filter((one) => one.endsWith(`.${field}`))
  return first === undefined || others.length > 0 ? suggestion(field, all) : `did you mean "${first}"?`
}

/** Suggests an existing name for the first missing part of a path. */
function meantFile(root: string, file: string): string {
  const parts = file.split('/')
  const depth = parts.findIndex((_, i) => !existsSync(path.join(root, ...parts.slice(0, i + 1))))
  const folder = path.join(root, ...parts.slice(0, Math.max(depth, 0)))
  const best = depth < 0 || !isFolder(folder) ? undefined : nearest(parts[depth] ?? '', readdirSync(folder))
  return best === undefined
    ? 'name it from the root of the estate'
    : `did you mean "${[...parts.slice(0, depth), best, ...parts.slice(depth + 1)].join('/')}"?`
}

const isFolder = (folder: string): boolean => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true

/** Which inputs reach which fields of a file. */
async function explain({ root, file, field }: Omit<Options, 'json'>): Promise<Outcome<readonly Explained[]>> {
  const estate = await loadEstate(root)
  if (!estate.ok) return estate
  const found = find(estate.value, file)
  if (found === undefined) {
    const want = 'a rendered file, such as clusters/<cluster>/<team>/<app>/service-<app>.yaml, or a stack of aws/'
    return refused(file, 'not-rendered', show(file), want, meantFile(root, file))
  }
  const now = fieldsOf(found.rendered)
  const paths = [...now.keys()].filter((one) => field === undefined || isWithin(one, field))
  if (paths.length === 0)
    return refused(file, 'no-field', show(field), 'a field of this file', meant(field ?? '', [...now.keys()]))
  const because = new Map(paths.map((one): [string, Cause[]] => [one, []]))
  for (const { file: source, path: at, value, changed } of found.inputs) {
    let then: ReadonlyMap<string, string>
    try {
      then = fieldsOf(found.again(changed()))
    } catch {
      // Not every other value has a meaning: such an input says nothing.
      continue
    }
    // An input that is in the file's own name takes the file away: then it made what reads the same.
    const same = JSON.stringify(value)
    const reaches = (one: string): boolean => (then.size === 0 ? now.get(one) === same : then.get(one) !== now.get(one))
    for (const one of paths) if (reaches(one)) because.get(one)?.push({ file: source, field: at, value })
  }
  const values = new Map(leavesOf(found.rendered).map((leaf) => [leaf.path, leaf.value]))
  return ok(paths.map((one) => ({ field: one, value: values.get(one), because: because.get(one) ?? [] })))
}

const fixed = 'no field of an input: a name, a default (libs/model/src/defaults.ts), or fixed by Slipway'

const asText = (file: string, fields: readonly Explained[]): string =>
  `${file}\n${fields
    .map(({ field, value, because }) => {
      const causes =
        because.length === 0 ? [fixed] : because.map((one) => `${one.file}: ${one.field} = ${show(one.value)}`)
      return `  ${field} = ${show(value)}\n${causes.map((cause) => `      ${cause}\n`).join('')}`
    })
    .join('')}`

function fieldOn(root: string, file: string, line: number): Outcome<string> {
  const place = path.join(root, file)
  const field = existsSync(place) ? fieldAtLine(readFileSync(place, 'utf8'), line) : undefined
  return field === undefined
    ? refused(
        `${file}:${line}`,
        'no-field',
        `line ${line}`,
        'a line of a rendered file that has a field',
        'look at the file',
      )
    : ok(field)
}

/** A path as a shell completes it, or as the estate's root has it. */
function inEstate(root: string, cwd: string, given: string): string {
  const names = [path.relative(root, path.resolve(cwd, given)), path.normalize(given)].map((name) =>
    name.split(path.sep).join('/'),
  )
  const isOutside = (name: string) => name.startsWith('..') || path.isAbsolute(name)
  // In a folder of the estate the root's own name is taken, too.
  return (
    names.find((name) => /^(?:clusters|argocd|aws)\//.test(name)) ?? names.find((name) => !isOutside(name)) ?? given
  )
}

export async function runWhy(
  { json, ...options }: Options,
  { out, err, cwd }: Pick<Output, 'out' | 'err' | 'cwd'>,
): Promise<0 | 1> {
  // `FILE:LINE`, as terminals and editors say it.
  const [, whole = options.file, line] = /^(.*\.(?:ya?ml|json)):(\d+)(?::\d+)?$/.exec(options.file) ?? []
  const file = inEstate(options.root, cwd, whole)
  const on = line === undefined ? ok(options.field) : fieldOn(options.root, file, Number(line))
  const fields = on.ok ? await explain({ ...options, file, field: on.value }) : on
  if (json) out(`${JSON.stringify(fields.ok ? { file, fields: fields.value } : { issues: fields.issues }, null, 2)}\n`)
  else if (fields.ok) out(asText(file, fields.value))
  else err(`${formatIssues(fields.issues)}\n`)
  return fields.ok ? 0 : 1
}
