import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { ok } from '@slipway/core'
import { bump } from '../src/steps/bump.ts'
import { isBefore, openGit, type Git } from '../src/git.ts'
import type { GitHub } from '../src/pulls/github.ts'
import { preparePull, publishPull } from '../src/pulls/pull-request.ts'
import { after, ownFiles } from '../src/steps/step.ts'
import { treeChange } from '../src/steps/tree-change.ts'
import { image, type SampleEstate } from './sample.ts'

/** An estate in a clone whose remote is beside it. */
export const withOrigin = (sample: SampleEstate): Promise<SampleEstate> =>
  sample.repository((one) => {
    const origin = path.join(one.top, 'origin.git')
    spawnSync('git', ['init', '-q', '--bare', '--template=', origin])
    appendFileSync(path.join(origin, 'config'), '[receive]\n\tautogc = false\n')
    one.put('.gitignore', '.slipway/\norigin.git/\n')
    one.commit('ignore')
    one.git('remote', 'add', 'origin', 'origin.git')
    one.git('push', '-q', 'origin', 'main')
  })

/** GitHub as this lib sees it: a list of open pull requests. */
export function gitHub() {
  const pulls: { branch: string; title: string; body: string }[] = []
  const closed: string[] = []
  const hub: GitHub = {
    open(branch, _base, title, body) {
      const there = pulls.find((one) => one.branch === branch)
      if (there === undefined) pulls.push({ branch, title, body })
      else Object.assign(there, { title, body })
      return ok({
        url: `https://github.test/pull/${pulls.findIndex((one) => one.branch === branch) + 1}`,
        isNew: there === undefined,
      })
    },
    renew(branch, _base, body) {
      const there = pulls.find((one) => one.branch === branch)
      if (there !== undefined) there.body = body
      return ok(undefined)
    },
    close(branch, _base, why) {
      const at = pulls.findIndex((one) => one.branch === branch)
      if (at >= 0) closed.push(`${branch}: ${why}`)
      return ok(at < 0 ? undefined : `https://github.test/pull/${at + 1}`)
    },
  }
  return { hub, pulls, closed }
}

/** Brings an image to dev by a pull request. */
export async function pull(
  sample: SampleEstate,
  hub: GitHub,
  letter: string,
  commit?: string,
  app = 'web',
  beforePush = () => {},
) {
  const real = openGit(sample.root)
  if (!real.ok) throw new Error('no git')
  const run: Git['run'] = (args, options) => {
    if (args[0] === 'push') beforePush()
    return real.value.run(args, options)
  }
  const git = { value: { ...real.value, run } }
  const estate = await sample.load()
  const decided = bump(
    { estate, now: new Date(0), isBefore: isBefore(git.value) },
    { app, target: 'dev', image: image(app, letter), version: `1.${letter}`, commit },
  )
  if (!decided.ok || !('step' in decided.value)) throw new Error(JSON.stringify(decided))
  const { step } = decided.value
  const [source] = estate.apps.filter((one) => one.name === app)
  const changed = treeChange(estate, after(estate, step), ['dev'])
  if (source === undefined || !changed.ok) throw new Error('no effect')
  const files = new Map([...ownFiles(step, source), ...changed.value.changed])
  const prepared = preparePull(git.value, step, files, `brings ${step.changes[0]?.to.digest}`, estate.fleet)
  return prepared.ok ? publishPull(git.value, hub, prepared.value) : prepared
}
