import { appendFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { StagedApp, TestContext } from '../shared/kit.ts'
import { assertJobs, assertSaid, type GitHubStage } from './stage.ts'

export async function promotionFaults(test: TestContext, stage: GitHubStage, app: StagedApp): Promise<void> {
  const { hub } = stage
  const cluster = test.cluster.name
  const first = stage.open().find(({ head }) => head.startsWith(`release/${app.name}-`))
  if (first === undefined) throw new Error(`${app.name} has no pull request to merge`)
  const merged = await hub.merge(first.number)
  const digest = await stage.digestAt(stage.main, app, cluster)
  const after = stage.next.clusters[0] ?? ''
  const before = await stage.digestAt(stage.main, app, after)
  const dispatch = (wanted: string | undefined) => ({
    workflow: 'promote.yml',
    event: 'repository_dispatch',
    sha: merged,
    payload: { action: 'slipway-release-healthy', client_payload: { cluster, app: app.name, digest: wanted } },
  })
  const promotions = () => stage.open().filter(({ head }) => head === `release/${app.name}-${stage.next.environment}`)

  const absent = `sha256:${'1'.repeat(64)}`
  const wrong = await stage.play(dispatch(absent))
  test.assert(
    'a digest that does not exist: no pull request',
    promotions().length === 0 && ![...wrong.jobs.values()].includes('cancelled'),
    JSON.stringify(promotions()),
  )
  assertSaid(test, 'a digest that does not exist: the run says which one', wrong, new RegExp('1{12}'))

  await stage.play(dispatch(digest))
  const [once] = promotions()
  const tip = once && (await hub.git('ls-remote', 'origin', `refs/heads/${once.head}`))
  const twice = await stage.play(dispatch(digest))
  assertJobs(test, 'dispatched twice: the second run is green', twice, { prepare: 'success', publish: 'success' })
  const [again, ...more] = promotions()
  const same = again && (await hub.git('ls-remote', 'origin', `refs/heads/${again.head}`)) === tip
  const one = again !== undefined && again.number === once?.number && more.length === 0 && same === true
  test.assert(
    'dispatched twice: there is one pull request, and its branch has not moved',
    one,
    JSON.stringify(promotions()),
  )
  if (again === undefined) return

  const ci = async () => {
    const sha = await hub.mergeCommit(again.number)
    const payload = { pull_request: { number: again.number, head: { repo: { fork: false } } } }
    return stage.play({ workflow: 'ci.yml', event: 'pull_request', job: 'drift', sha, payload })
  }
  assertJobs(test, 'the check on the promotion is green as the bot made it', await ci(), { drift: 'success' })
  const folder = `clusters/${after}/${app.team}/${app.name}`
  await hub.pushTo(again.head, 'an edit by hand', (name) => {
    const [file = ''] = readdirSync(name(folder)).filter(
      (each) => each.startsWith('rollout-') || each.startsWith('deployment-'),
    )
    appendFileSync(path.join(name(folder), file), '# by hand\n')
  })
  const red = await ci()
  assertJobs(test, 'red check: it is red after an edit by hand', red, { drift: 'failure' })
  assertSaid(test, 'red check: it says which file was edited', red, new RegExp(folder))
  const there = await stage.digestAt(stage.main, app, after)
  test.assert(`red check: ${after} stays as it is`, there === before && there !== digest, String(there))
}
