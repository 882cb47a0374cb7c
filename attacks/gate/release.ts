import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { image } from '@slipway/release/sample'
import { openGit, readPrepared } from '@slipway/release'
import { sayInFleet, type Attack, type ScratchEstate } from '../estate.ts'

/** A pull request for the job that has the token, prepared by one that has none. */
async function prepared(estate: ScratchEstate): Promise<string> {
  const folder = estate.full('.git/pulls')
  const words = ['bump', 'web', 'dev', '--image', image('web', 'b'), '--version', '2', '--prepare', folder]
  const said = await estate.slipway('release', ...words)
  assert.equal(said.code, 0, said.err)
  return folder
}

function read(estate: ScratchEstate, folder: string): string {
  const git = openGit(estate.root)
  assert.ok(git.ok)
  const pulls = readPrepared(git.value, folder)
  return pulls.ok ? `${pulls.value.length} pull` : pulls.issues.map(({ code }) => code).join()
}

/** Replaces the prepared commit by one that changes a file more. */
function smuggle(estate: ScratchEstate, folder: string, file: string): void {
  const ref = 'refs/slipway/release/web-dev'
  const json = path.join('.git/pulls', 'release-web-dev.json')
  const index = { ...process.env, GIT_INDEX_FILE: estate.full('.git/other-index') }
  const git = (...args: readonly string[]) =>
    spawnSync('git', args, { cwd: estate.root, env: index, encoding: 'utf8' }).stdout.trim()
  git('read-tree', ref)
  git('update-index', '--add', '--cacheinfo', `100644,${estate.git('hash-object', '-w', 'apps/web/app.ts')},${file}`)
  const commit = estate.git('commit-tree', git('write-tree'), '-p', 'HEAD', '-m', 'release(web): 2 to dev')
  estate.git('update-ref', ref, commit)
  estate.git('bundle', 'create', '-q', path.join(folder, 'release-web-dev.bundle'), ref, '^HEAD')
  estate.put(json, { ...(estate.json(json) as object), commit })
}

export default [
  {
    name: 'hands the job with the token a commit that changes more than a release',
    why: "the App's pull requests are opened in its name; it brings releases and what is generated, and nothing else",
    async run(estate) {
      const folder = await prepared(estate)
      assert.equal(read(estate, folder), '1 pull')
      for (const file of [
        '.github/workflows/ci.yml',
        'fleet/fleet.ts',
        'apps/ledger/releases/dev.json',
        'apps/web/app.ts.bak',
      ]) {
        smuggle(estate, folder, file)
        assert.equal(read(estate, folder), 'prepared-strange', file)
      }
    },
  },
  {
    name: 'hands it another branch to push to',
    why: 'a push to main would need no pull request at all',
    async run(estate) {
      const folder = await prepared(estate)
      const json = '.git/pulls/release-web-dev.json'
      const good = estate.json(json) as object
      for (const over of [
        { branch: 'main' },
        { branch: 'release/../main' },
        { branch: '--force' },
        { base: '-x' },
        { commit: 'HEAD' },
      ]) {
        estate.put(json, { ...good, ...over })
        assert.equal(read(estate, folder), 'invalid-value')
      }
    },
  },
  {
    name: 'takes the approvers out of CODEOWNERS',
    why: 'nobody would be asked before production; the file is made from the fleet, which its owners change',
    async run(estate) {
      sayInFleet(estate, { owners: ['@acme/platform'], approvers: { prod: ['@acme/release'] } })
      assert.equal((await estate.slipway('owners')).code, 0)
      const owners = estate.text('.github/CODEOWNERS')
      assert.match(owners, /^\/clusters\/prod-eu\/ +@acme\/release$/m)
      estate.put('.github/CODEOWNERS', owners.replace(/^\/clusters\/prod-eu\/.*\n/m, ''))
      await estate.refuses('code-owners', ['owners', '--check'])
    },
  },
] satisfies readonly Attack[]
