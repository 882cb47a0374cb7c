import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { home } from '@slipway/cli'
import { mainBase } from '@slipway/cli/git'
import { readYaml } from '@slipway/kube/read-yaml'
import type { Attack, ScratchEstate } from '../estate.ts'

interface Step {
  readonly id?: string
  readonly run?: string
  readonly uses?: string
  readonly with?: { readonly ref?: string }
}

function stepsOf(name: string): readonly Step[] {
  const file = `.github/workflows/${name}.yml`
  const { docs } = readYaml(file, readFileSync(path.join(home, file), 'utf8'))
  const { jobs } = docs[0]?.value as { readonly jobs: Readonly<Record<string, { readonly steps?: readonly Step[] }>> }
  return Object.values(jobs).flatMap(({ steps = [] }) => steps)
}

/** The verb and the reader of its answer: of the script only git is real. */
const standIns =
  'npx() { :; }\njq() { while (($# > 0)); do if [[ $1 == commit ]]; then echo "commit=$2"; fi; shift; done; }\n'

/** What the job `plan` of the workflow `build` hands over as the commit; `undefined` where it refuses. */
function planned(estate: ScratchEstate, commit: string): string | undefined {
  const { run = 'false' } = stepsOf('build').find(({ id }) => id === 'images') ?? {}
  const output = estate.full('.git/output')
  const env = { ...process.env, BASE: 'HEAD', APPS: '', COMMIT: commit, RUNNER_TEMP: estate.full('.git') }
  estate.put('.git/output', '')
  const { status } = spawnSync('bash', ['-e', '-c', `${standIns}${run}`], {
    cwd: estate.root,
    env: { ...env, GITHUB_OUTPUT: output },
  })
  return status === 0 ? readFileSync(output, 'utf8').trim() : undefined
}

/** A commit that nobody approved, and main without it. */
function aside(estate: ScratchEstate): { readonly main: string; readonly evil: string } {
  const main = estate.git('rev-parse', 'HEAD')
  const evil = estate.git('commit-tree', 'HEAD^{tree}', '-p', 'HEAD', '-m', 'not approved')
  return { main, evil }
}

export default [
  {
    name: 'has a branch built that is called as a commit of main is in short',
    why: 'git reads the commit, and actions/checkout the branch: an image of any app by any member, with the signature of main',
    run(estate) {
      const { main, evil } = aside(estate)
      const short = main.slice(0, 8)
      estate.git('update-ref', `refs/remotes/origin/${short}`, evil)
      assert.equal(planned(estate, main), `commit=${main}`)
      assert.equal(planned(estate, short), `commit=${main}`)
      estate.git('tag', 'good')
      assert.equal(planned(estate, 'good'), `commit=${main}`)
      for (const name of [`origin/${short}`, evil, '--all', '', '-', 'HEAD HEAD', 'HEAD^{tree}'])
        assert.equal(planned(estate, name), undefined, name)
      const refs = stepsOf('build').flatMap((step) =>
        step.uses?.startsWith('actions/checkout@') ? step.with?.ref : [],
      )
      assert.deepEqual([...new Set(refs)].sort(), ['${{ needs.plan.outputs.commit }}', 'main'])
    },
  },
  {
    name: 'pushes a tag by the name of the main branch',
    why: 'git takes the tag first: nothing would differ from it, so no test would be due',
    run(estate) {
      const { main, evil } = aside(estate)
      estate.git('update-ref', 'refs/remotes/origin/main', main)
      estate.git('tag', 'origin/main', evil)
      estate.git('tag', 'main', evil)
      assert.equal(mainBase(estate.root, evil, 'main'), main)
      assert.equal(mainBase(estate.root, evil), main)
      for (const name of ['build', 'ci', 'deploy', 'promote', 'review', 'rollback', 'stacks'])
        for (const { run = '' } of stepsOf(name)) assert.doesNotMatch(run, /(?<!refs\/remotes\/)\borigin\//)
    },
  },
] satisfies readonly Attack[]
