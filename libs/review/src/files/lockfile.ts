import { fields, isFields, text, type Fields } from '@slipway/kube'
import { canonical } from '../compare/diff.ts'
import { turned, type FileFound, type FileJudge } from './file-risk.ts'
import { isOlder, readPackageJson } from './package-json.ts'

const registry = 'registry.npmjs.org'

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

/** A folder of the repository in a package's place: a workspace by its own name is one, and nothing else. */
function ofLink(name: string, old: Fields, now: Fields, packages: Fields): readonly FileFound[] {
  const folder = text(now['resolved']) ?? ''
  if (old['link'] === true && old['resolved'] === folder) return []
  const own = text(fields(packages[folder])['name']) ?? folder.replace(/^.*\//, '')
  const isNew = Object.keys(old).length === 0
  return isNew && own === name ? [] : [['high', 'package-elsewhere', { name, from: `the folder ${folder}` }]]
}

/** Packages that a lockfile links to folders of its repository, each by its own name. */
export function workspacesIn(path: string, source: string | undefined): readonly string[] {
  const packages = fields(readPackageJson(path, source)?.['packages'])
  return Object.entries(packages).flatMap(([place, one]) => {
    const isOwn = fields(one)['link'] === true && ofLink(nameOf(place), {}, fields(one), packages).length === 0
    return isOwn ? [nameOf(place)] : []
  })
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

/**
 * Risks of what stands in a package's place, whatever it calls itself: `npm ci` compares neither its name nor its
 * version.
 */
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
  // A version of the registry never says another thing, so somebody has written it here.
  const written =
    isNew || !isSameVersion ? [] : saidByVersion.filter((key) => canonical(old[key]) !== canonical(now[key]))
  return [
    ...found,
    ...written.map((key): FileFound => ['medium', 'setting-changed', turned(`${name}: ${key}`, old[key], now[key])]),
  ]
}
const saidByVersion = ['dependencies', 'optionalDependencies', 'bundleDependencies', 'os', 'cpu', 'libc']

function ofLocked(place: string, old: Fields, now: Fields, { hosts, packages }: Locked): readonly FileFound[] {
  const name = nameOf(place)
  const isInstalled = place.includes('node_modules/')
  // npm would write it there.
  if (place.split('/').includes('..')) return [['high', 'package-elsewhere', { name, from: place }]]
  const found: FileFound[] = []
  // A workspace is where it is: npm would unpack over it.
  if (!isInstalled && now['resolved'] !== undefined && place !== '')
    found.push(['high', 'package-elsewhere', { name: place, from: text(now['resolved']) ?? '' }])
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
  const [old, now] = [readPackageJson(path, before), readPackageJson(path, after)]
  if (old === undefined || now === undefined) return [['high', 'unreadable', 'a lockfile']]
  if (after === undefined) return [['high', 'integrity-lost', 'every package']]
  if (isFields(old['packages']) && !isFields(now['packages'])) return [['high', 'unreadable', 'a lockfile']]
  const [had, has] = [fields(old['packages']), fields(now['packages'])]
  const hosts = new Set([registry, ...Object.values(had).flatMap((one) => hostOf(text(fields(one)['resolved']) ?? ''))])
  const changed = Object.entries(has).filter(([place, one]) => canonical(had[place]) !== canonical(one))
  const moved = changed.flatMap(([place, one]) => {
    const [was, is] = [fields(had[place])['version'], fields(one)['version']]
    const isMoved = place.includes('node_modules/') && was !== undefined && was !== is && !isOlder(was, is)
    return isMoved ? [`${nameOf(place)} ${text(was) ?? ''} -> ${text(is) ?? ''}`] : []
  })
  // npm reads it before package-lock.json.
  const isTaken = before === undefined && path.endsWith('npm-shrinkwrap.json')
  return [
    ...(isTaken ? [['high', 'package-elsewhere', { name: 'every package', from: path }] as const] : []),
    ...changed.flatMap(([place, one]) => ofLocked(place, fields(had[place]), fields(one), { hosts, packages: has })),
    ...(moved.length > 0 ? [['low', 'versions-moved', [...new Set(moved)]] as const] : []),
  ]
}
