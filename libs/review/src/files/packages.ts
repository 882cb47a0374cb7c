import { at, fields, isFields, text, type Fields } from '@slipway/kube'
import { readYaml } from '@slipway/kube/read-yaml'
import { canonical } from '../compare/diff.ts'
import { turned, type FileFound, type FileJudge } from './file-risk.ts'

/** npm runs these by itself (docs.npmjs.com, "Life Cycle Operation Order"). */
const automatic = /^(?:(?:pre|post)?(?:install|prepare|pack|publish)|prepublishOnly|dependencies|uninstall)$/
const kinds = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
  'resolutions',
]
const registry = 'registry.npmjs.org'

/** JSON, by the reader that Node's own fault with escaped keys does not touch (DESIGN 10). */
function read(path: string, source: string | undefined): Fields | undefined {
  if (source === undefined) return {}
  if (source.includes('\\')) {
    const { docs, issues } = readYaml(path, source)
    return issues.length > 0 || !isFields(docs[0]?.value) ? undefined : docs[0].value
  }
  try {
    const value: unknown = JSON.parse(source)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}

const dependenciesOf = (manifest: Fields): ReadonlyMap<string, string> =>
  new Map(kinds.flatMap((kind) => versionsIn(fields(manifest[kind]))))
/** An override may hold those of the packages below it. */
const versionsIn = (versions: Fields, above = ''): readonly (readonly [name: string, version: string])[] =>
  Object.entries(versions).flatMap(([name, version]) =>
    isFields(version)
      ? versionsIn(version, `${above}${name} > `)
      : [[`${above}${name}`, canonicalText(version)] as const],
  )
const canonicalText = (value: unknown): string => text(value) ?? canonical(value)

/** A version of the registry; else a folder, a URL, a repository or another package's name. */
const isVersion = (version: string): boolean =>
  /^[\^~<>=v*x0-9][\w\s.^~<>=|*+-]*$/i.test(version) || /^(?:latest|next|workspace:.*)$/.test(version)

/** A package.json: what runs by itself, what is needed, and from where. */
export const judgePackage: FileJudge = ({ path, before, after }) => {
  // Another tool's: npm reads no list.
  if ([before ?? '', after ?? ''].every((one) => one.trim() === '' || /^\s*\[[^]*\]\s*$/.test(one))) return []
  const [old, now] = [read(path, before), read(path, after)]
  if (old === undefined || now === undefined) return [['high', 'unreadable', 'a package.json']]
  const scripts = Object.entries(fields(now['scripts'])).flatMap(([name, value]): readonly FileFound[] => {
    const command = canonicalText(value)
    if (canonicalText(at(old['scripts'], name)) === command) return []
    return [
      automatic.test(name)
        ? ['high', 'install-script', { name, command }]
        : ['medium', 'script-changed', { name, command }],
    ]
  })
  const [had, has] = [dependenciesOf(old), dependenciesOf(now)]
  const packages = [...has].flatMap(([name, version]): readonly FileFound[] => {
    const was = had.get(name)
    if (was === version) return []
    if (!isVersion(version)) return [['high', 'package-elsewhere', { name, from: version }]]
    return [
      was === undefined
        ? ['medium', 'package-added', `${name} ${version}`]
        : ['low', 'setting-changed', turned(name, was, version)],
    ]
  })
  const allowed = Object.keys(fields(now['allowScripts'])).filter(
    (name) => at(old['allowScripts'], name) !== at(now['allowScripts'], name),
  )
  const others = Object.keys({ ...old, ...now }).filter(
    (key) =>
      !kinds.includes(key) &&
      !['scripts', 'allowScripts', 'version', 'description'].includes(key) &&
      canonical(old[key]) !== canonical(now[key]),
  )
  return [
    ...scripts,
    ...packages,
    ...allowed.map((name): FileFound => ['high', 'package-scripts', name]),
    ...(before === undefined || after === undefined
      ? []
      : others.map(
          (key): FileFound => [
            /^(?:name|workspaces|bin|packageManager|config|trustedDependencies)$/.test(key) ? 'medium' : 'low',
            'setting-changed',
            turned(key, old[key], now[key]),
          ],
        )),
  ]
}

const hostOf = (resolved: string): string =>
  /^https:\/\/([^/]+)\//.exec(resolved)?.[1] ?? resolved.replace(/^(\w+(?:\+\w+)?:\/\/[^/]*).*/s, '$1')
/** `node_modules/a/node_modules/@b/c` -> `@b/c`. */
const nameOf = (place: string): string => place.replace(/^(?:.*\/)?node_modules\//, '')

/** Whether the registry has these bytes as that package's: `https://registry.npmjs.org/@a%2fb/-/b-1.0.0.tgz`. */
function isNamedSo(resolved: string, name: string, version: string): boolean {
  const url = URL.parse(resolved)
  if (url === null || url.host !== registry) return true
  const file = `${name.replace(/^.*\//, '')}-${version.replace(/\+.*/, '')}.tgz`
  return url.pathname.replaceAll(/%2f/gi, '/').replaceAll(/%40/g, '@') === `/${name}/-/${file}`
}

const numbersOf = (version: unknown): readonly number[] =>
  (/^\d+(?:\.\d+)*/.exec(text(version) ?? '')?.[0] ?? '').split('.').map(Number)
function isOlder(before: unknown, after: unknown): boolean {
  const [was, is] = [numbersOf(before), numbersOf(after)]
  const first = was.findIndex((part, i) => part !== (is[i] ?? 0))
  return first >= 0 && (is[first] ?? 0) < (was[first] ?? 0)
}

/** A folder of the repository in a package's place: a workspace by its own name is one, and nothing else. */
function ofLink(name: string, old: Fields, now: Fields, packages: Fields): readonly FileFound[] {
  const folder = text(now['resolved']) ?? ''
  if (old['link'] === true && old['resolved'] === folder) return []
  const own = text(fields(packages[folder])['name']) ?? folder.replace(/^.*\//, '')
  const isNew = Object.keys(old).length === 0
  return isNew && own === name ? [] : [['high', 'package-elsewhere', { name, from: `the folder ${folder}` }]]
}

/** npm takes any checksum that it knows, the best of several, and asks none of an empty text. */
const isChecked = ({ integrity }: Fields): boolean => /^sha512-[\w+/=]+$/.test(text(integrity) ?? '')

/** Programs that our verbs and scripts start: those of packages go before the machine's wherever npm runs something. */
const started =
  /^(?:git|gh|aws|docker|skopeo|jq|node|npm|npx|go|python3?|pip|pipx|helm|kubectl|tofu|bash|sh|env|sudo|unshare|slipway)$/
function ofPrograms(name: string, old: Fields, now: Fields): readonly FileFound[] {
  const gained = Object.keys(fields(now['bin'])).filter((one) => !Object.hasOwn(fields(old['bin']), one))
  const isTaken = gained.some((one) => started.test(one) && one !== name)
  if (gained.length === 0 || (Object.keys(old).length === 0 && !isTaken)) return []
  return [[isTaken ? 'high' : 'medium', 'setting-changed', turned(`${name}: bin`, old['bin'], now['bin'])]]
}

/** What is in a package's place, whatever it calls itself: `npm ci` asks the lockfile for neither. */
function ofPackage(name: string, old: Fields, now: Fields, hosts: ReadonlySet<string>): readonly FileFound[] {
  const [was, is] = [old, now].map((one) => text(one['name']) ?? name)
  const resolved = text(now['resolved'])
  const isNew = Object.keys(old).length === 0
  const found: FileFound[] = []
  const elsewhere = (from: string) => found.push(['high', 'package-elsewhere', { name, from }])
  if (isNew) found.push(['low', 'package-added', `${name} ${text(now['version']) ?? ''}`])
  if (is !== undefined && is !== name && (isNew || is !== was)) elsewhere(is)
  else if (resolved !== undefined && old['resolved'] !== resolved)
    if (!hosts.has(hostOf(resolved)) || !isNamedSo(resolved, is ?? name, text(now['version']) ?? ''))
      elsewhere(resolved)
  const isAsked = isNew ? now['inBundle'] !== true : isChecked(old) || resolved !== undefined
  if (isAsked && !isChecked(now) && (isNew || old['integrity'] !== now['integrity'] || now['integrity'] === undefined))
    found.push(['high', 'integrity-lost', name])
  const isSameVersion = old['version'] === now['version']
  if (isSameVersion && old['integrity'] !== undefined && now['integrity'] !== undefined)
    if (old['integrity'] !== now['integrity']) found.push(['high', 'integrity-changed', name])
  if (isOlder(old['version'], now['version']))
    found.push(['medium', 'setting-changed', turned(name, old['version'], now['version'])])
  return found
}

function ofLocked(place: string, old: Fields, now: Fields, { hosts, packages }: Locked): readonly FileFound[] {
  const name = nameOf(place)
  const isInstalled = place.includes('node_modules/')
  // npm would write it there.
  if (place.split('/').includes('..')) return [['high', 'package-elsewhere', { name, from: place }]]
  const found: FileFound[] = []
  if (isInstalled)
    found.push(...(now['link'] === true ? ofLink(name, old, now, packages) : ofPackage(name, old, now, hosts)))
  const turnsTrue = (field: string) => now[field] === true && old[field] !== true
  // Of its own lockfile npm takes what is below it, whatever this one says.
  if (turnsTrue('hasShrinkwrap')) found.push(['high', 'setting-changed', turned(`${name}: hasShrinkwrap`, false, true)])
  found.push(...ofPrograms(name, old, now))
  if (turnsTrue('hasInstallScript')) found.push(['high', 'package-scripts', name])
  return found
}

interface Locked {
  readonly hosts: ReadonlySet<string>
  /** All of the lockfile, by place. */
  readonly packages: Fields
}

/** A lockfile: which bytes are installed, from where, and whether they are the ones that were meant. */
export const judgeLockfile: FileJudge = ({ path, before, after }) => {
  const [old, now] = [read(path, before), read(path, after)]
  if (old === undefined || now === undefined) return [['high', 'unreadable', 'a lockfile']]
  if (after === undefined) return [['high', 'integrity-lost', 'every package']]
  if (isFields(old['packages']) && !isFields(now['packages'])) return [['high', 'unreadable', 'a lockfile']]
  const [had, has] = [fields(old['packages']), fields(now['packages'])]
  const hosts = new Set([registry, ...Object.values(had).flatMap((one) => hostOf(text(fields(one)['resolved']) ?? ''))])
  return Object.entries(has)
    .filter(([place, one]) => canonical(had[place]) !== canonical(one))
    .flatMap(([place, one]) => ofLocked(place, fields(had[place]), fields(one), { hosts, packages: has }))
}
