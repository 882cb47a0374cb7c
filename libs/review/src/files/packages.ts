import { at, fields, isFields, text, texts, type Fields } from '@slipway/kube'
import { canonical } from '../compare/diff.ts'
import { turned, type FileFound, type FileJudge } from './file-risk.ts'
import { isOlder, readPackageJson } from './package-json.ts'

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

const dependenciesOf = (manifest: Fields): ReadonlyMap<string, string> =>
  new Map([
    ...kinds.flatMap((kind) => versionsIn(fields(manifest[kind]))),
    ...versionsIn(fields(at(manifest, 'pnpm', 'overrides'))),
  ])
/** An override may hold those of the packages below it. */
const versionsIn = (versions: Fields, above = ''): readonly (readonly [name: string, version: string])[] =>
  Object.entries(versions).flatMap(([name, version]) =>
    isFields(version)
      ? versionsIn(version, `${above}${name} > `)
      : [[`${above}${name}`, canonicalText(version)] as const],
  )
const canonicalText = (value: unknown): string => text(value) ?? canonical(value)

/**
 * A version of the registry, or one that a catalog says, whose own change is told; else a folder, a URL, a repository
 * or another package's name.
 */
const isVersion = (version: string): boolean =>
  /^[\^~<>=v*x0-9][\w\s.^~<>=|*+-]*$/i.test(version) || /^(?:latest|next|(?:workspace|catalog):.*)$/.test(version)

/** Any version that there will ever be. */
const isOpen = (version: string): boolean => /^(?:[*x]|latest|next|>.*)$/i.test(version.trim())

/** Packages that may run scripts, by the words of npm, bun, pnpm and yarn. */
const mayRunScripts = (manifest: Fields): readonly string[] => [
  ...Object.entries(fields(manifest['allowScripts'])).flatMap(([name, said]) => (said === false ? [] : [name])),
  ...texts(manifest['trustedDependencies']),
  ...texts(at(manifest, 'pnpm', 'onlyBuiltDependencies')),
  ...Object.entries(fields(manifest['dependenciesMeta'])).flatMap(([name, said]) =>
    at(said, 'built') === true ? [name] : [],
  ),
]

/** Keys that people and registries read, and nothing that runs. */
const isWords =
  /^(?:keywords|author|contributors|maintainers|license|homepage|bugs|repository|funding|private|engines|os|cpu|libc|files|sideEffects|types|typings|typesVersions|peerDependenciesMeta|browserslist|man|directories)$/

/** Keys that decide where a tool, or code of a package, comes from. */
function levelOfKey(key: string, now: Fields): 'high' | 'medium' | 'low' {
  // corepack fetches a package manager from an address, too.
  const isAddress = key === 'packageManager' && (text(now[key]) ?? '').includes('://')
  const isPatched = key === 'patchedDependencies' || at(now, key, 'patchedDependencies') !== undefined
  return isAddress || isPatched ? 'high' : isWords.test(key) ? 'low' : 'medium'
}

/** A package.json: programs that run by themselves, dependencies, and their sources. */
export const judgePackage: FileJudge = ({ path, before, after, around }) => {
  // Another tool's: npm reads no list.
  if ([before ?? '', after ?? ''].every((one) => one.trim() === '' || /^\s*\[[^]*\]\s*$/.test(one))) return []
  const [old, now] = [readPackageJson(path, before), readPackageJson(path, after)]
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
        ? around.workspaces.has(name)
          ? ['low', 'setting-changed', turned(name, was, version)]
          : ['medium', 'package-added', `${name} ${version}`]
        : [
            isOpen(version) || isOlder(was.replace(/^\D+/, ''), version.replace(/^\D+/, '')) ? 'medium' : 'low',
            'setting-changed',
            turned(name, was, version),
          ],
    ]
  })
  const might = new Set(mayRunScripts(old))
  const allowed = mayRunScripts(now).filter((name) => !might.has(name))
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
      : others.map((key): FileFound => [levelOfKey(key, now), 'setting-changed', turned(key, old[key], now[key])])),
  ]
}
