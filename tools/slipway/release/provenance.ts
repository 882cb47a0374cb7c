import { existsSync } from 'node:fs'
import path from 'node:path'
import { homeRegistry, imageRoleName } from '@slipway/aws'
import type { Output } from '@slipway/cli'
import { formatIssues, ok, parse, refused, show, type Issue, type Outcome } from '@slipway/core'
import { awsArn, gitHubRepository, loadFleet, type Fleet } from '@slipway/fleet'
import {
  attestationsOf,
  isBefore,
  openGit,
  provenanceIssue,
  readPrepared,
  type Builder,
  type Claim,
  type Git,
  type PreparedPull,
} from '@slipway/release'
import { releaseFile } from '@slipway/spec'

/** The trusted builder and its registry; `undefined` if the fleet requires no provenance. */
function builderOf(fleet: Fleet): Outcome<(Builder & { readonly registry: string }) | undefined> {
  if (fleet.provenance !== 'required') return ok(undefined)
  const repository = gitHubRepository(fleet.repository.url)
  const home = homeRegistry(fleet)
  if (repository !== undefined && home !== undefined)
    return ok({ repository, branch: fleet.repository.branch, registry: home.address })
  const got = repository === undefined ? fleet.repository.url : 'no registry of ECR'
  const want = 'a repository on github.com, and a registry to which its workflow pushes'
  return refused('fleet/fleet.ts', 'provenance-where', got, want, 'correct it, or say provenance: "off"')
}

const textAt = (git: Git, commit: string, file: string): string | undefined => {
  const asked = git.ask(['show', `${commit}:./${file}`])
  return asked.status === 0 ? asked.stdout : undefined
}

function readRelease(text: string, file: string) {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refused(file, 'release-json', 'no JSON', 'a release file', 'prepare it again by `release`')
  }
  return parse(releaseFile, value, file)
}

/** New claims in the release files of a prepared commit, which are read as data. */
function claimsOf(
  git: Git,
  { app, along = [], imageOf = app, commit }: PreparedPull,
  registry: string,
): Outcome<readonly Claim[]> {
  const listed = git.run(['diff', '--name-only', '--no-renames', '--relative', '-z', `${commit}^`, commit])
  if (!listed.ok) return listed
  const isRelease = (file: string): boolean =>
    [app, ...along].some((one) => file.startsWith(`apps/${one}/releases/`)) && /\/releases\/[^/]+\.json$/.test(file)
  const claims: Claim[] = []
  for (const file of listed.value.split('\0').filter(isRelease)) {
    const [, name = '', cluster = ''] = /^apps\/([^/]+)\/releases\/([^/]+)\.json$/.exec(file) ?? []
    const text = textAt(git, commit, file)
    if (text === undefined || file.endsWith('/rejected.json')) continue
    const read = readRelease(text, file)
    if (!read.ok) return read
    const { digest, commit: of, run } = read.value
    // Whose image an app runs is a word of whoever prepared this: it has to be what the commit renders, which `check`
    // compares.
    const rendered = [
      'grep',
      '-q',
      '-F',
      '-e',
      `/${imageOf}@${digest}`,
      commit,
      '--',
      `:(glob)clusters/${cluster}/*/${name}/*.yaml`,
    ]
    if (name !== imageOf && git.ask(rendered).status !== 0) {
      const want = `an app that runs the image of ${imageOf} in ${cluster}, as the same commit renders it`
      return refused(file, 'provenance-image', show(digest), want, 'prepare it again by `release`')
    }
    claims.push({ file, image: `${registry}/${imageOf}@${digest}`, commit: of, run })
  }
  return ok(claims)
}

function issuesOfPulls(git: Git, folder: string, builder: Builder & { readonly registry: string }): Outcome<number> {
  const pulls = readPrepared(git, folder)
  if (!pulls.ok) return pulls
  const issues: Issue[] = []
  let compared = 0
  for (const pull of pulls.value) {
    const claims = claimsOf(git, pull, builder.registry)
    if (!claims.ok) return claims
    for (const claim of claims.value) {
      const signed = attestationsOf(claim.image, builder)
      const wrong = signed.ok ? provenanceIssue(claim, signed.value, builder, isBefore(git)) : undefined
      issues.push(...(signed.ok ? [] : signed.issues), ...(wrong === undefined ? [] : [wrong]))
      compared++
    }
  }
  return issues.length > 0 ? { ok: false, issues } : ok(compared)
}

/** Lines for `$GITHUB_OUTPUT`: the role that reads the registry, where anything has to be read. */
function planLines(fleet: Fleet): string {
  const home = fleet.provenance === 'required' ? homeRegistry(fleet) : undefined
  return home === undefined
    ? 'role=\nregion=\n'
    : `role=${awsArn(home, `iam::${home.account}:role/${imageRoleName(fleet)}`)}\nregion=${home.region}\n`
}

/** Compares prepared release files with the attestations of builds. Reads no app. @returns the exit code */
export async function compareProvenance(
  root: string,
  folder: string,
  isPlan: boolean,
  { out, err, cwd }: Pick<Output, 'out' | 'err' | 'cwd'>,
): Promise<0 | 1> {
  const fail = (issues: readonly Issue[]): 1 => {
    err(`${formatIssues(issues)}\n`)
    return 1
  }
  const fleet = await loadFleet(root)
  if (!fleet.ok) return fail(fleet.issues)
  if (isPlan) {
    out(planLines(fleet.value))
    return 0
  }
  const builder = builderOf(fleet.value)
  if (!builder.ok) return fail(builder.issues)
  const place = path.resolve(cwd, folder)
  if (builder.value === undefined || !existsSync(place)) {
    out(builder.value === undefined ? 'The fleet asks for no provenance.\n' : 'Nothing was prepared.\n')
    return 0
  }
  const git = openGit(root)
  const compared = git.ok ? issuesOfPulls(git.value, place, builder.value) : git
  if (!compared.ok) return fail(compared.issues)
  out(`${compared.value} release files say what their builds have signed.\n`)
  return 0
}
