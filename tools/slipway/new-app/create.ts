import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { execSync } from '@slipway/cli/exec'
import {
  failed,
  issue,
  maxAppName,
  nameProblem,
  ok,
  parse,
  plainText,
  refused,
  show,
  suggestion,
  type Issue,
  type Outcome,
} from '@slipway/core'
import { loadFleet, type Fleet } from '@slipway/fleet'
import { digest as digestSchema, kinds, type Kind } from '@slipway/spec'
import { languages, type Language } from './languages.ts'
import { nextSteps } from './next-steps.ts'
import { scaffold, type Plan } from './scaffold.ts'
import { startWordNames, startWords } from './words.ts'

interface Options {
  readonly name: string
  readonly kind: string
  readonly team: string | undefined
  readonly lang: string
  readonly yaml: boolean
  /** With `--lang image`: the repository that others push to. */
  readonly image: string | undefined
  /** The app whose image it runs. */
  readonly imageOf?: string | undefined
  /** Names of `startWords`, with commas. */
  readonly with?: string | undefined
  readonly digest: string | undefined
  readonly install: boolean
  readonly root: string
}

interface Created {
  readonly app: string
  readonly files: readonly string[]
  readonly next: readonly string[]
}

/** Updates package-lock.json. @returns the error, if any */
export type Install = (root: string) => string | undefined

/** `npm ci` refuses a lockfile that does not know a workspace. */
const npmInstall: Install = (root) => {
  const words = ['npm', 'install', '--no-audit', '--no-fund']
  // On Windows npm is a script of its shell.
  const [command = '', ...args] = process.platform === 'win32' ? ['cmd', '/c', ...words] : words
  const { code, stderr } = execSync(command, args, { cwd: root })
  if (code === 0) return undefined
  return stderr.split('\n').find((line) => line.startsWith('npm error')) ?? (stderr.trim() || `exit ${code}`)
}

const tidied = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')

function nameIssues(root: string, name: string): Issue[] {
  const told = (code: string, want: string, hint: string) => [issue('NAME', '', code, show(name), want, hint)]
  const problem =
    name === 'namespace' ? "another name: this is the folder of the team's own objects" : nameProblem(name, maxAppName)
  if (problem !== undefined) {
    const better = tidied(name)
    const isBetter = better !== name && nameProblem(better, maxAppName) === undefined
    return told('app-name', problem, isBetter ? `did you mean "${better}"?` : 'take another name')
  }
  if (existsSync(path.join(root, 'apps', name)))
    return told('exists', 'the name of no folder in apps/', `change apps/${name} by hand, or take another name`)
  if (!existsSync(path.join(root, 'node_modules', name))) return []
  return told(
    'package-name',
    'a name that no package of node_modules has: an app is a workspace, and would stand in for it',
    'take another name',
  )
}

function teamOf(fleet: Fleet, given: string | undefined): string | Issue {
  const teams = [...fleet.teams.keys()]
  const [only, ...others] = teams
  if (given === undefined && only !== undefined && others.length === 0) return only
  if (given !== undefined && teams.includes(given as never)) return given
  const hint = given === undefined ? `say --team ${teams.join(' or --team ')}` : suggestion(given, teams)
  return issue('--team', '', 'unknown-team', show(given), 'a team of fleet/fleet.ts', hint)
}

function wordIssues(word: string, kind: string, lang: string): readonly Issue[] {
  const known = startWords.find(({ name }) => name === word)
  if (known === undefined)
    return [
      issue(
        '--with',
        '',
        'unknown-word',
        show(word),
        `one of: ${startWordNames.join(', ')}`,
        suggestion(word, startWordNames),
      ),
    ]
  const why = known.refused(kind as Kind, lang as Language)
  return why === undefined
    ? []
    : [issue('--with', '', 'word-of-another-kind', show(word), `a word of kind ${kind}`, `take it out: ${why}`)]
}

function imageOfIssues(
  root: string,
  app: string | undefined,
  {
    given,
    kind,
    repository,
  }: { readonly given: string; readonly kind: string; readonly repository: string | undefined },
): readonly Issue[] {
  if (app === undefined) return []
  const wrong = (code: string, got: string, want: string, hint: string) => [
    issue('--image-of', '', code, show(got), want, hint),
  ]
  const apps = path.join(root, 'apps')
  const all = existsSync(apps) ? readdirSync(apps).sort() : []
  if (!all.includes(app)) return wrong('unknown-app', app, 'the name of an app in apps/', suggestion(app, all))
  if (kind === 'function')
    return wrong(
      'image-of-function',
      app,
      'another kind: Lambda runs images of its own form',
      'take it out, or take another --kind',
    )
  if ((given === 'node' || given === 'image') && repository === undefined) return []
  return wrong('image-repository', app, 'no --lang and no --image: the image is that of the app', 'take them out')
}

/** The first app with a Dockerfile that builds on our service library. */
function sampleOf(root: string): Plan['sample'] {
  const apps = path.join(root, 'apps')
  for (const app of existsSync(apps) ? readdirSync(apps).sort() : []) {
    const text = plainText(root, `apps/${app}/Dockerfile`) ?? ''
    if (text.includes('libs/service') && text.includes(`apps/${app}/src`)) return { app, text }
  }
  return undefined
}

function write(root: string, name: string, files: ReadonlyMap<string, string>): readonly string[] {
  const folder = path.join(root, 'apps', name)
  mkdirSync(path.dirname(folder), { recursive: true })
  // Not recursive: a folder that appeared meanwhile is someone else's.
  mkdirSync(folder)
  try {
    for (const [file, text] of files) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), text, { flag: 'wx' })
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return [...files.keys()].map((file) => `apps/${name}/${file}`)
}

/** @returns the files written and the next steps; or every reason why nothing was written */
export async function create(
  { root, name, kind, lang: given, yaml, image: repository, imageOf, team, with: begins, digest, install }: Options,
  lock: Install = npmInstall,
): Promise<Outcome<Created>> {
  const loaded = await loadFleet(root)
  const found: Issue[] = [...nameIssues(root, name), ...imageOfIssues(root, imageOf, { given, kind, repository })]
  const lang = imageOf === undefined ? given : 'image'
  if (!kinds.includes(kind as Kind)) {
    found.push(issue('--kind', '', 'unknown-kind', show(kind), `one of: ${kinds.join(', ')}`, suggestion(kind, kinds)))
  }
  if (!languages.includes(lang as Language)) {
    found.push(
      issue(
        '--lang',
        '',
        'unknown-language',
        show(lang),
        `one of: ${languages.join(', ')}`,
        suggestion(lang, languages),
      ),
    )
  } else if (imageOf === undefined && (lang === 'image') !== (repository !== undefined)) {
    const want =
      lang === 'image'
        ? 'the repository of the image, such as quay.io/prometheus/node-exporter'
        : 'no --image: the app has sources'
    found.push(
      issue(
        '--image',
        '',
        'image-repository',
        show(repository),
        want,
        lang === 'image' ? 'give it with --image' : 'take it out, or say --lang image',
      ),
    )
  }
  const tagged = repository?.slice(repository.lastIndexOf('/') + 1).search(/[:@]/) ?? -1
  if (lang === 'image' && repository !== undefined && tagged >= 0) {
    const bare = repository.slice(0, repository.lastIndexOf('/') + 1 + tagged)
    found.push(
      issue(
        '--image',
        '',
        'image-tag',
        show(repository),
        'a repository without tag or digest: the release says which image',
        `write ${bare}`,
      ),
    )
  }
  const begin = (begins ?? '').split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]))
  found.push(...begin.flatMap((word) => wordIssues(word, kind, lang)))
  const image = digest === undefined ? ok(undefined) : parse(digestSchema, digest, '--digest')
  if (!image.ok)
    found.push(...image.issues.map((i) => ({ ...i, hint: 'copy the digest from the registry or from the build' })))
  if (!loaded.ok) return failed(...loaded.issues, ...found)
  const fleet = loaded.value
  const owner = teamOf(fleet, team)
  if (typeof owner !== 'string') found.push(owner)
  if (found.length > 0 || typeof owner !== 'string') return failed(...found)
  const [first, ...others] = fleet.environments
  const clusters = fleet.clusters.filter((c) => c.environment === first).map((c) => c.name)
  const plan: Plan = {
    name,
    kind: kind as Kind,
    lang: lang as Language,
    yaml,
    image: imageOf === undefined ? repository : { app: imageOf },
    team: owner,
    words: startWords.filter((word) => begin.includes(word.name)),
    small: others.length > 0 ? first : undefined,
    sample: sampleOf(root),
    release: digest === undefined ? undefined : { clusters, digest },
  }
  const files = write(root, name, scaffold(plan))
  const locked = existsSync(path.join(root, 'package-lock.json'))
  const problem = install && locked && lang === 'node' ? lock(root) : undefined
  if (problem !== undefined) {
    const hint = `apps/${name} is made; correct the error and run npm install before you commit`
    return refused('package-lock.json', 'install', problem, 'npm install without an error', hint)
  }
  return ok({ app: name, files, next: nextSteps(plan, fleet, install || !locked) })
}
