import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { parse as parseYaml } from 'yaml'
import { appName, clusterName, failed, maxAppName, nameProblem, ok, parse, show, sortIssues, suggestion, type AppName, type ClusterName, type Issue, type Outcome } from '@slipway/core'
import { importData, loadFleet, type Fleet } from '@slipway/fleet'
import type { MergedSpec } from './app.ts'
import { estateRules } from './estate-rules.ts'
import type { Extra } from './extra.ts'
import { literalSecret } from './literal-secret.ts'
import { mergeSpec } from './merge.ts'
import { releaseFile, type ReleaseFile } from './release-file.ts'
import { specRules } from './rules.ts'

/** One app as its folder says it. */
export interface AppSource {
  readonly name: AppName
  /** `apps/<app>/app.ts` or `apps/<app>/app.yaml`. */
  readonly file: string
  /** The complete spec by environment. */
  readonly specs: ReadonlyMap<string, MergedSpec>
  /** By cluster: where the app exists, and which image runs there. */
  readonly releases: ReadonlyMap<ClusterName, ReleaseFile>
  /** The text of each config file, by its path in the app's folder. */
  readonly files: ReadonlyMap<string, string>
  readonly extra?: Extra
}

export interface Estate {
  readonly fleet: Fleet
  /** Sorted by name. */
  readonly apps: readonly AppSource[]
}

/** A ConfigMap ends at 1 MiB (https://kubernetes.io/docs/concepts/configuration/configmap/#motivation); we leave room for its other fields. */
const maxConfigBytes = 900_000

const issue = (file: string, at: string, code: string, got: string, want: string, hint: string): Issue => ({ file, at, code, got, want, hint })

function readYaml(root: string, file: string): Outcome<unknown> {
  try {
    return ok(parseYaml(readFileSync(path.join(root, file), 'utf8')))
  } catch (error) {
    return failed(issue(file, '', 'not-yaml', (error instanceof Error ? error.message.split('\n')[0] : undefined) ?? 'unreadable text', 'YAML', 'correct what the message names'))
  }
}

function readReleases(root: string, folder: string, fleet: Fleet, issues: Issue[]): Map<ClusterName, ReleaseFile> {
  const releases = new Map<ClusterName, ReleaseFile>()
  const dir = path.join(root, folder, 'releases')
  if (!existsSync(dir)) return releases
  const clusters = fleet.clusters.map((c) => c.name as string)
  for (const entry of readdirSync(dir).sort()) {
    const file = `${folder}/releases/${entry}`
    const cluster = entry.replace(/\.json$/, '')
    if (!entry.endsWith('.json') || !clusters.includes(cluster)) {
      issues.push(issue(file, '', 'unknown-cluster', show(entry), 'a file named after a cluster, <cluster>.json', suggestion(cluster, clusters)))
      continue
    }
    let raw: unknown
    try {
      raw = JSON.parse(readFileSync(path.join(root, file), 'utf8'))
    } catch (error) {
      issues.push(issue(file, '', 'not-json', error instanceof Error ? error.message : String(error), 'JSON', 'correct it, or take it from git again'))
      continue
    }
    const parsed = parse(releaseFile, raw, file)
    if (parsed.ok) releases.set(clusterName(cluster), parsed.value)
    else issues.push(...parsed.issues)
  }
  return releases
}

/** Reads a config file of the app; one that lies elsewhere (through a link), is missing, is no text or holds a secret is an issue. */
function readOwnFile(root: string, folder: string, spec: string, mount: string, file: string, issues: Issue[]): string | undefined {
  const at = `files.${JSON.stringify(mount)}`
  const full = path.join(root, folder, file)
  const refuse = (code: string, got: string, want: string, hint: string) => void issues.push(issue(spec, at, code, got, want, hint))
  if (!existsSync(full) || !lstatSync(realpathSync(full)).isFile()) return refuse('no-such-file', show(file), `a file in ${folder}/`, `add ${folder}/${file} or correct the path`)
  const home = realpathSync(path.join(root, folder)) + path.sep
  if (!realpathSync(full).startsWith(home)) return refuse('outside-folder', `${show(file)}, a link that leads out of the folder`, `a file inside ${folder}/`, 'put a copy of the file there')
  const data = readFileSync(full)
  if (data.length > maxConfigBytes) return refuse('too-big', `${data.length} bytes`, `at most ${maxConfigBytes} bytes, what a ConfigMap can hold`, 'put it in the image or in a bucket')
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data)
    if (text.includes('\0')) throw new Error('a zero byte')
    const secret = literalSecret(text)
    if (secret !== undefined) return refuse('literal-secret', `${show(file)} holds text that looks like ${secret}`, 'no secret in git', 'put it in the secret store and refer to it in secrets')
    return text
  } catch {
    return refuse('not-text', `${show(file)}, which is no UTF-8 text`, 'a text file', 'put binary files in the image')
  }
}

async function readExtra(root: string, folder: string, issues: Issue[]): Promise<Extra | undefined> {
  const file = `${folder}/extra.ts`
  if (!existsSync(path.join(root, file))) return undefined
  const imported = await importData(root, file)
  if (!imported.ok) return void issues.push(...imported.issues)
  const extra = imported.value as Extra
  const wrong = (['add', 'patch'] as const).filter((k) => extra[k] !== undefined && typeof extra[k] !== 'function')
  const unknown = Object.keys(extra).filter((k) => k !== 'add' && k !== 'patch')
  if (wrong.length + unknown.length === 0) return extra
  return void issues.push(issue(file, [...wrong, ...unknown].join(', '), 'extra', 'fields that are not understood', 'defineExtra({ add: (context) => [...], patch: (object) => object })', 'correct the export'))
}

async function loadApp(root: string, name: string, fleet: Fleet, issues: Issue[]): Promise<AppSource | undefined> {
  const folder = `apps/${name}`
  const files = ['app.ts', 'app.yaml'].filter((f) => existsSync(path.join(root, folder, f)))
  const found: Issue[] = []
  const [first] = files
  if (first === undefined) {
    if (existsSync(path.join(root, folder, 'releases'))) issues.push(issue(folder, '', 'no-spec', 'releases without a spec', 'app.ts or app.yaml', `add ${folder}/app.ts, or delete the folder`))
    return undefined
  }
  const file = `${folder}/${first}`
  if (files.length > 1) found.push(issue(folder, '', 'two-specs', 'app.ts and app.yaml', 'one of the two', 'delete one'))
  const problem = name === 'namespace' ? 'a name other than "namespace", which is the folder of the team\'s own objects' : nameProblem(name, maxAppName)
  if (problem !== undefined) found.push(issue(folder, '', 'app-name', show(name), problem, 'rename the folder: the folder is the name'))
  const raw = first === 'app.yaml' ? readYaml(root, file) : await importData(root, file)
  const releases = readReleases(root, folder, fleet, found)
  const extra = await readExtra(root, folder, found)
  const specs = raw.ok ? mergeSpec(raw.value, fleet.environments, file, specRules) : raw
  if (!specs.ok) found.push(...specs.issues)
  const contents = new Map<string, string>()
  if (specs.ok) {
    const environments = Object.keys((raw.ok ? (raw.value as { in?: object }).in : undefined) ?? {})
    for (const env of environments.filter((e) => !fleet.environments.includes(e as never))) {
      found.push(issue(file, `in.${env}`, 'unknown-environment', show(env), 'an environment of fleet/fleet.ts', suggestion(env, fleet.environments)))
    }
    const wanted = [...specs.value.values()].flatMap((s) => Object.entries(s.files ?? {}))
    for (const [mount, own] of wanted) {
      if (contents.has(own)) continue
      const text = readOwnFile(root, folder, file, mount, own, found)
      if (text !== undefined) contents.set(own, text)
    }
    const [spec] = specs.value.values()
    if (spec !== undefined && !fleet.teams.has(spec.team as never)) {
      found.push(issue(file, 'team', 'unknown-team', show(spec.team), 'a team of fleet/fleet.ts', suggestion(spec.team, [...fleet.teams.keys()])))
    }
  }
  issues.push(...found)
  if (!specs.ok || found.length > 0) return undefined
  return { name: appName(name), file, specs: specs.value, releases, files: contents, ...(extra === undefined ? {} : { extra }) }
}

/**
 * Reads the whole estate below a root: `fleet/`, `apps/<app>/{app.ts|app.yaml, releases/, extra.ts, config files}`.
 * @returns the estate, or every issue of every file
 */
export async function loadEstate(root: string): Promise<Outcome<Estate>> {
  const fleet = await loadFleet(root)
  if (!fleet.ok) return fleet
  const dir = path.join(root, 'apps')
  const names = existsSync(dir) ? readdirSync(dir, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name).sort() : []
  const issues: Issue[] = []
  const loaded = await Promise.all(names.map((name) => loadApp(root, name, fleet.value, issues)))
  const apps = loaded.filter((app) => app !== undefined)
  issues.push(...estateRules(apps, names, fleet.value))
  return issues.length > 0 ? failed(...sortIssues(issues)) : ok({ fleet: fleet.value, apps })
}
