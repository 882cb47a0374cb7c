import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { exec } from '@slipway/cli/exec'
import { failed, issue, ok, refused, type Outcome } from '@slipway/core'
import { at, fields, list, text, type Fields } from '@slipway/kube'
import { parse, stringify } from 'yaml'
import { goModule } from './go-module.ts'
import { chartModules, type ChartModule } from './modules.ts'

interface WantedChart {
  readonly chart: string
  readonly version: string
  readonly app: string | undefined
  readonly repository: string
}

/** The source of a chart. */
export type ChartSource = 'registry' | 'folder' | 'cache' | 'module'

export interface ChartFolder {
  readonly folder: string
  readonly source: ChartSource
}

/** Nobody has the chart: where it was looked for, each with what was said there. */
interface ChartAbsent {
  readonly looked: readonly string[]
}

export interface ChartPlaces {
  readonly helm: string
  /** Unpacked charts and packages of a person's own: `<chart>/` or `<chart>-<version>.tgz`. */
  readonly from: string | undefined
  /** Whether the charts' own registries may be asked. */
  readonly network: boolean
  /** A folder that keeps charts between runs. */
  readonly cache: string
  /** A folder for this work. */
  readonly work: string
}

const yamlIn = (file: string): Fields => (existsSync(file) ? fields(parse(readFileSync(file, 'utf8'))) : {})
export const chartYaml = (folder: string): Fields => yamlIn(path.join(folder, 'Chart.yaml'))
export const valuesOf = (folder: string): Fields => yamlIn(path.join(folder, 'values.yaml'))

interface Dependency {
  readonly name: string
  /** By its name in the chart's values. */
  readonly as: string
  /** By its own values it is not there: nobody needs it until somebody turns it on. */
  readonly off: boolean
}

export function dependenciesOf(folder: string): readonly Dependency[] {
  const values = valuesOf(folder)
  return list(chartYaml(folder).dependencies).map(({ name, alias, condition }) => {
    const conditions = (text(condition) ?? '').split(',').filter((one) => one !== '')
    const given = conditions.map((way) => at(values, ...way.trim().split('.'))).find((one) => typeof one === 'boolean')
    return { name: text(name) ?? '', as: text(alias) ?? text(name) ?? '', off: given === false }
  })
}

const hasChart = (folder: string, name: string): boolean =>
  existsSync(path.join(folder, 'charts', name, 'Chart.yaml')) ||
  (existsSync(path.join(folder, 'charts')) &&
    readdirSync(path.join(folder, 'charts')).some((file) => file.startsWith(`${name}-`) && file.endsWith('.tgz')))

/** Without the dependencies that are off and not there: helm takes no chart that lacks one. */
function withoutAbsent(folder: string, file: string): Outcome<undefined> {
  const head = chartYaml(folder)
  const absent = dependenciesOf(folder).filter(({ name }) => !hasChart(folder, name))
  const needed = absent.filter(({ off }) => !off).map(({ name }) => name)
  if (needed.length > 0)
    return refused(
      file,
      'chart-dependency',
      `no ${needed.join(', ')} in its charts/`,
      'a chart with all that it needs',
      'run helm dependency build',
    )
  if (absent.length === 0) return ok(undefined)
  const gone = new Set(absent.map(({ name }) => name))
  const dependencies = list(head.dependencies).filter(({ name }) => !gone.has(text(name) ?? ''))
  writeFileSync(path.join(folder, 'Chart.yaml'), stringify({ ...head, dependencies }))
  return ok(undefined)
}

/** Writes the versions that a project's release writes into its chart. */
function release(folder: string, { version, app }: WantedChart, sets: ChartModule['sets'] = {}): void {
  const values = path.join(folder, 'values.yaml')
  const head = chartYaml(folder)
  writeFileSync(path.join(folder, 'Chart.yaml'), stringify({ ...head, version, appVersion: app ?? head.appVersion }))
  if (Object.keys(sets).length === 0) return
  const changed = Object.entries(sets).reduce(
    (whole, [from, to]) =>
      whole.replaceAll(new RegExp(`^(\\s*(?:hub|tag): )${from.replaceAll('.', '\\.')}$`, 'gm'), `$1${to}`),
    readFileSync(values, 'utf8'),
  )
  writeFileSync(values, changed)
}

interface Pulled {
  readonly folder: string | undefined
  /** The last line of what helm said, where it failed. */
  readonly said: string
}

async function unpacked(places: ChartPlaces, args: readonly string[], to: string): Promise<Pulled> {
  mkdirSync(to, { recursive: true })
  const ran = await exec(places.helm, ['pull', ...args, '--untar', '--untardir', to], { timeout: 60_000 })
  if (ran.code !== 0)
    return { folder: undefined, said: ran.stderr.trim().split('\n').at(-1) || 'no answer within a minute' }
  const folder = readdirSync(to)
    .map((name) => path.join(to, name))
    .find((one) => existsSync(path.join(one, 'Chart.yaml')))
  return { folder, said: 'a package without Chart.yaml' }
}

async function ofRegistry(places: ChartPlaces, wanted: WantedChart): Promise<Pulled> {
  const { chart, version, repository } = wanted
  const address = /^https?:\/\//.test(repository) ? [chart, '--repo', repository] : [`oci://${repository}/${chart}`]
  return unpacked(places, [...address, '--version', version], path.join(places.work, `registry-${chart}-${version}`))
}

async function ofFolder(places: ChartPlaces, wanted: WantedChart): Promise<Outcome<string | undefined>> {
  const { chart, version } = wanted
  if (places.from === undefined) return ok(undefined)
  const to = path.join(places.work, `folder-${chart}-${version}`)
  const own = path.join(places.from, chart)
  const packed = path.join(places.from, `${chart}-${version}.tgz`)
  if (existsSync(packed)) {
    mkdirSync(to, { recursive: true })
    const ran = await exec('tar', ['-xzf', packed, '-C', to])
    return ran.code === 0
      ? ok(path.join(to, chart))
      : refused(packed, 'chart-unread', 'no package', 'a chart as helm packs it', 'fetch it again')
  }
  if (!existsSync(path.join(own, 'Chart.yaml'))) return ok(undefined)
  const found = text(chartYaml(own).version)
  if (found !== version)
    return failed(
      issue(
        path.join(own, 'Chart.yaml'),
        'version',
        'chart-other-version',
        found ?? 'nothing',
        version,
        'put the pinned version there',
      ),
    )
  cpSync(own, to, { recursive: true })
  return ok(to)
}

async function moduleFolder({ module, version, folder }: ChartModule): Promise<string | undefined> {
  const dir = await goModule(module, version)
  const found = dir === undefined ? undefined : path.join(dir, folder)
  return found !== undefined && existsSync(path.join(found, 'Chart.yaml')) ? found : undefined
}

async function ofModule(places: ChartPlaces, wanted: WantedChart): Promise<string | undefined> {
  const { chart, version } = wanted
  const known = chartModules[chart]
  if (known === undefined || (known.carries !== undefined && known.same === undefined)) return undefined
  const found = await moduleFolder(known)
  if (found === undefined) return undefined
  if (known.same === undefined && text(chartYaml(found).version) !== version) return undefined
  const to = path.join(places.work, `module-${chart}-${version}`)
  cpSync(found, to, { recursive: true })
  // Go's cache is read-only, and its copy, too.
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true }))
    chmodSync(path.join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644)
  if (known.same !== undefined) release(to, wanted, known.sets)
  return to
}

/** The chart's place in the user's cache: a published version never changes. */
const cached = (cache: string, { repository, chart, version }: WantedChart): string =>
  path.join(cache, repository.replaceAll(/[^\w.-]+/g, '_'), `${chart}-${version}`)

function keep(folder: string, place: string): void {
  mkdirSync(path.dirname(place), { recursive: true })
  const beside = mkdtempSync(`${place}-`)
  cpSync(folder, beside, { recursive: true })
  try {
    renameSync(beside, place)
  } catch {
    // Another process has kept it.
    rmSync(beside, { recursive: true })
  }
}

async function taken(places: ChartPlaces, wanted: WantedChart): Promise<Outcome<ChartFolder | ChartAbsent>> {
  const kept = cached(places.cache, wanted)
  const own = await ofFolder(places, wanted)
  if (!own.ok) return own
  if (own.value === undefined && existsSync(kept)) {
    const to = path.join(places.work, `cache-${wanted.chart}-${wanted.version}`)
    cpSync(kept, to, { recursive: true })
    return ok({ folder: to, source: 'cache' })
  }
  const registry = own.value === undefined && places.network ? await ofRegistry(places, wanted) : undefined
  const fetched = own.value ?? registry?.folder
  if (fetched !== undefined) {
    rmSync(kept, { recursive: true, force: true })
    keep(fetched, kept)
    return ok({ folder: fetched, source: own.value === undefined ? 'registry' : 'folder' })
  }
  const module = await ofModule(places, wanted)
  if (module !== undefined) return ok({ folder: module, source: 'module' })
  const { chart, version, repository } = wanted
  const { from } = places
  return ok({
    looked: [
      ...(from === undefined ? [] : [`${path.join(from, chart)}/ and ${chart}-${version}.tgz beside it are not there`]),
      registry === undefined ? `${repository} was not asked` : `${repository}: ${registry.said}`,
      chartModules[chart] === undefined
        ? 'no Go module carries it'
        : 'the Go module that carries it has another version',
    ],
  })
}

/**
 * A chart at its pinned version, unpacked: of a person's folder, of the user's cache, of its registry, or of a pinned
 * Go module that carries it.
 * @returns where it was looked for, where none of them has it
 */
export async function chartFolder(
  places: ChartPlaces,
  wanted: WantedChart,
): Promise<Outcome<ChartFolder | ChartAbsent>> {
  const found = await taken(places, wanted)
  if (!found.ok || 'looked' in found.value) return found
  const ready = withoutAbsent(found.value.folder, `${wanted.chart}/Chart.yaml`)
  return ready.ok ? found : ready
}
