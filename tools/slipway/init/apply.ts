import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { commitOf, differing, git } from '@slipway/cli/git'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { failed, issue, ok, type Issue, type Outcome } from '@slipway/core'
import { codeOwnersFile, loadFleet, newCodeOwners, type Fleet } from '@slipway/fleet'
import { generate, nodeDisk, withLock } from '@slipway/tree/light'
import { renderEstate } from '@slipway/tree'
import { record, recordFile, slipwayVersion } from '../upgrade/record.ts'
import type { Answers } from './answers.ts'
import { fleetFiles, readme, withBranch, withDefaultBase, withoutWorkspaces } from './estate-files.ts'

/** The names in a clone of Slipway. */
const sample = {
  name: 'acme',
  url: 'https://github.com/acme/slipway.git',
  apps: ['catalog', 'conductor', 'fulfilment', 'ledger', 'nightly-report', 'orders', 'postage', 'storefront'],
} as const

export const isSample = ({ name, repository }: Fleet): boolean => name === sample.name && repository.url === sample.url

export function changedByHand(root: string): Outcome<undefined> {
  if (git(root, ['rev-parse', '--verify', '--quiet', 'HEAD']).status !== 0) return ok(undefined)
  const changed = differing(root, 'HEAD')
  if (changed.length === 0) return ok(undefined)
  const got = `${changed.slice(0, 3).join(', ')}${changed.length > 3 ? ` and ${changed.length - 3} more` : ''}`
  return failed(
    issue(
      '.',
      '',
      'uncommitted',
      got,
      'a work tree as it was committed',
      'commit or stash first, or try it with --try',
    ),
  )
}

const put = (root: string, file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

/** `fleet/clusters/dev.ts: network.vpc` stands in a file of answers at `clusters.dev.network.vpc`. */
function inAnswers(one: Issue, from: string): Issue {
  const [, cluster] = /^fleet\/clusters\/(.*)\.ts$/.exec(one.file) ?? []
  const within = cluster === undefined ? 'fleet' : `clusters.${cluster}`
  return { ...one, file: from, at: one.at === '' ? within : `${within}.${one.at}` }
}

/** The option that an answer came by. Several clusters have it; its issue is printed once. */
const flagOf: Readonly<Record<string, string>> = {
  name: '--name',
  'repository.url': '--repository',
  'repository.branch': '--branch',
  email: '--email',
  account: '--account',
  region: '--region',
  domain: '--domain',
  registry: '--account',
}

function byFlag(issues: readonly Issue[]): readonly Issue[] {
  const named = issues.map((one) => {
    const field = one.at.replace(/\[.*$/, '')
    const flag =
      flagOf[field] ??
      (/^teams\b/.test(field) ? '--teams' : /^environments\b/.test(field) ? '--environments' : undefined)
    return flag === undefined ? one : { ...one, file: flag, at: '', hint: `correct ${flag}` }
  })
  return named.filter(
    (one, i) =>
      named.findIndex((other) => other.file === one.file && other.at === one.at && other.code === one.code) === i,
  )
}

/**
 * The fleet that the answers make, which is read and rendered in a folder that is thrown away.
 * @param from the file of answers, which issues then name
 */
export async function judged(answers: Answers, from: string | undefined): Promise<Outcome<Fleet>> {
  return inTemporaryFolder('init', async (root) => {
    mkdirSync(path.join(root, 'apps'))
    for (const [file, text] of fleetFiles(answers)) put(root, file, text)
    const fleet = await loadFleet(root)
    const made = fleet.ok ? await renderEstate(root) : fleet
    if (made.ok) return fleet
    return failed(...(from === undefined ? byFlag(made.issues) : made.issues.map((one) => inAnswers(one, from))))
  })
}

/** The committed files of a repository beside its packages, in a folder that stays. */
export async function copyOf(root: string): Promise<string> {
  const copy = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-try-'))
  const skipped = new Set(['node_modules', '.git', '.nx', '.slipway'])
  cpSync(root, copy, { recursive: true, filter: (file) => !skipped.has(path.basename(file)) })
  const packages = path.join(root, 'node_modules')
  if (existsSync(packages)) symlinkSync(packages, path.join(copy, 'node_modules'))
  return copy
}

export interface Made {
  readonly branch: string
  readonly written: readonly string[]
  readonly removed: readonly string[]
}

/** Files that are Slipway's, with the fleet's branch in them. */
function branched(root: string, branch: string): ReadonlyMap<string, string> {
  const workflows = path.join(root, '.github/workflows')
  const names = existsSync(workflows) ? readdirSync(workflows).filter((file) => file.endsWith('.yml')) : []
  const edits: readonly (readonly [string, (text: string) => string])[] = [
    ...names.map((name) => [`.github/workflows/${name}`, (text: string) => withBranch(text, branch)] as const),
    ['nx.json', (text) => withDefaultBase(text, branch)],
  ]
  const changed = new Map<string, string>()
  for (const [file, edit] of edits) {
    if (!existsSync(path.join(root, file))) continue
    const text = readFileSync(path.join(root, file), 'utf8')
    if (edit(text) !== text) changed.set(file, edit(text))
  }
  return changed
}

/**
 * Puts the fleet in place of the sample and renders. An interruption leaves the sample's name in fleet/fleet.ts, so it
 * can be run again.
 */
export async function apply(root: string, answers: Answers, fleet: Fleet): Promise<Outcome<Made>> {
  const { branch } = fleet.repository
  const kept = new Set(fleet.clusters.map(({ name }) => `${name}.ts`))
  const apps = sample.apps.map((app) => `apps/${app}`)
  const removed = [
    ...apps,
    'fleet/prices.ts',
    ...readdirSync(path.join(root, 'fleet/clusters'))
      .filter((file) => !kept.has(file))
      .map((file) => `fleet/clusters/${file}`),
  ].filter((file) => existsSync(path.join(root, file)))
  const files = new Map<string, string>(branched(root, branch))
  const lock = path.join(root, 'package-lock.json')
  if (existsSync(lock)) files.set('package-lock.json', withoutWorkspaces(readFileSync(lock, 'utf8'), apps))
  files.set('README.md', readme(fleet)).set(codeOwnersFile, newCodeOwners(fleet, []))
  files.set('apps/README.md', 'Each folder here is an app: `npm run new-app -- NAME` makes one.\n')
  // The base of a later `upgrade`.
  const commit = commitOf(root, 'HEAD')
  if (commit !== undefined) files.set(recordFile, record(slipwayVersion(root), commit))
  for (const [file, text] of fleetFiles(answers)) files.set(file, text)
  for (const file of removed) rmSync(path.join(root, file), { recursive: true })
  for (const [file, text] of files) put(root, file, text)
  const disk = nodeDisk(root)
  const made = await withLock(disk, (lock) => generate(disk, lock))
  return made.ok ? ok({ branch, written: [...files.keys()], removed }) : made
}
