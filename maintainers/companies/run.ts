import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { home, type Output } from '@slipway/cli'
import { exec } from '@slipway/cli/exec'
import { stringify } from 'yaml'
import { companies, sampleWords, type Company, type CompanyApp } from './companies.ts'
import { linkPackages } from './packages.ts'

/** A step in a company's clone, and what went wrong; empty if it succeeded. */
interface Tried {
  readonly what: string
  readonly problem: string | undefined
}

const digest = (i: number): string =>
  `sha256:${String(i + 1)
    .repeat(64)
    .slice(0, 64)}`

/** A clone of the last commit, with the packages that are installed here. */
async function clone(root: string): Promise<string | undefined> {
  const cloned = await exec('git', ['clone', '--quiet', '--local', home, root])
  if (cloned.code !== 0) return cloned.stderr
  await linkPackages(root)
  return undefined
}

/**
 * Completes the files of new-app with the company's own lines, pinned images, and a release in each of its clusters.
 */
function finish(root: string, app: CompanyApp, index: number): void {
  const folder = path.join(root, 'apps', app.name)
  const spec = path.join(folder, 'app.yaml')
  const says = Object.entries(app.says ?? {})
  const kept = readFileSync(spec, 'utf8')
    .split('\n')
    .filter((line) => !says.some(([field]) => line.startsWith(`${field}:`)))
  writeFileSync(spec, `${kept.join('\n').trimEnd()}\n${says.map(([field, text]) => `${field}: ${text}\n`).join('')}`)
  const dockerfile = path.join(folder, 'Dockerfile')
  if (existsSync(dockerfile)) {
    // No registry is asked here: any digest will do.
    const text = readFileSync(dockerfile, 'utf8')
    writeFileSync(dockerfile, text.replaceAll(/^(FROM (?:--\S+ )?[^\s@]+)(?=\s|$)/gm, `$1@${digest(0)}`))
  }
  mkdirSync(path.join(folder, 'releases'), { recursive: true })
  for (const cluster of app.clusters)
    writeFileSync(
      path.join(folder, 'releases', `${cluster}.json`),
      `${JSON.stringify({ digest: digest(index), version: '1.0.0' })}\n`,
    )
}

/** Apps that `init` left; it knows those of the sample by name (tools/slipway/init/apply.ts). */
function appsIn(root: string): string | undefined {
  const apps = path.join(root, 'apps')
  const found = existsSync(apps) ? readdirSync(apps, { withFileTypes: true }).filter((one) => one.isDirectory()) : []
  return found.length === 0 ? undefined : found.map(({ name }) => name).join(', ')
}

/** Files of the estate and of its root that still speak of the sample. */
function sampleIn(root: string): string | undefined {
  const folders = ['apps', 'fleet', 'clusters', 'argocd', 'aws', '.github']
  const files = folders.flatMap((folder) =>
    existsSync(path.join(root, folder))
      ? readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.join(entry.parentPath, entry.name))
      : [],
  )
  const found = [...files, path.join(root, 'README.md'), path.join(root, 'nx.json')].flatMap((file) => {
    // Let's Encrypt's protocol is called so, too.
    const text = readFileSync(file, 'utf8').replaceAll(/_acme-challenge|acme(?=:\n|-v02)/g, '')
    return sampleWords.filter((word) => text.includes(word)).map((word) => `${path.relative(root, file)}: ${word}`)
  })
  return found.length === 0 ? undefined : found.slice(0, 10).join('\n')
}

async function tryCompany(
  root: string,
  name: string,
  company: Company,
  progress: Output['progress'],
): Promise<readonly Tried[]> {
  const tried: Tried[] = []
  const note = (what: string, problem: string | undefined): boolean => {
    progress(`${name}: ${what}${problem === undefined ? '' : ': FAILED'}`)
    tried.push({ what: `${name}: ${what}`, problem })
    return problem === undefined
  }
  const run = async (command: string, ...args: readonly string[]) => {
    const { code, stdout, stderr } = await exec(command, args, { cwd: root, env: { ...process.env, CI: 'true' } })
    return code === 0 ? undefined : `${stdout.slice(-3000)}\n${stderr.slice(-3000)}`
  }
  const slipway = (...args: readonly string[]) => run(process.execPath, 'tools/slipway/bin/slipway.cjs', ...args)
  if (!note('clone', await clone(root))) return tried
  writeFileSync(`${root}.yaml`, stringify({ fleet: company.fleet, clusters: company.clusters }))
  if (!note('init', await slipway('init', '--from', `${root}.yaml`))) return tried
  note('no app of the sample', appsIn(root))
  for (const [i, app] of company.apps.entries()) {
    if (!note(`new-app ${app.name}`, await slipway('new-app', app.name, '--no-install', ...app.newApp))) return tried
    finish(root, app, i)
  }
  note('owners', await slipway('owners'))
  note('gen', await slipway('gen'))
  note('gen, twice the same', await slipway('gen', '--check'))
  note('check', await slipway('check'))
  note('no word of the sample', sampleIn(root))
  note('judge', await slipway('judge'))
  await run('git', 'add', '--all')
  await run('git', '-c', 'user.name=slipway', '-c', 'user.email=slipway@localhost', 'commit', '--quiet', '-m', 'ours')
  if (company.tested) note('npm test', await run('npm', 'test', '--silent'))
  for (const played of company.played ?? []) {
    const rehearse = (...more: readonly string[]) =>
      slipway('rehearse', 'traffic', '--quick', '--app', played.app, ...more)
    note(`${played.app} with real requests`, await rehearse())
    note(`${played.app} with ${played.broken}, which has to be noticed`, await rehearse('--broken', played.broken))
  }
  return tried
}

/** @param only one of them; `undefined` for all @returns the exit code */
export async function tryCompanies(
  folder: string,
  only: string | undefined,
  { quick, keep, rehearse }: { readonly quick: boolean; readonly keep: boolean; readonly rehearse: boolean },
  { out, progress }: Pick<Output, 'out' | 'progress'>,
): Promise<0 | 1> {
  const tried: Tried[] = []
  for (const [name, company] of Object.entries(companies)) {
    if (only !== undefined && only !== name) continue
    const root = path.join(folder, name)
    tried.push(
      ...(await tryCompany(
        root,
        name,
        { ...company, tested: company.tested && !quick, played: rehearse ? (company.played ?? []) : [] },
        progress,
      )),
    )
    if (!keep) rmSync(root, { recursive: true, force: true })
  }
  const failed = tried.filter(({ problem }) => problem !== undefined)
  for (const { what, problem } of failed) out(`${what}\n${problem ?? ''}\n\n`)
  out(`${tried.length - failed.length} passed, ${failed.length} failed\n`)
  return failed.length === 0 ? 0 : 1
}
