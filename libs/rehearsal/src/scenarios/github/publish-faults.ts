import { appendFileSync } from 'node:fs'
import type { StagedApp, TestContext } from '../shared/kit.ts'
import { assertJobs, assertSaid, assertState, type GitHubStage } from './stage.ts'

/** Faults after the images are there, until the pull request is open. */
export async function publishFaults(test: TestContext, stage: GitHubStage, app: StagedApp): Promise<void> {
  const { hub } = stage
  const others = stage.open().map(({ head }) => head)
  hub.state.write('findings', {})
  const sha = await stage.change([app])
  const build = await stage.play({
    workflow: 'build.yml',
    event: 'push',
    sha,
    // The job has its images, and is about to make the pull request.
    cancelAt: { job: 'prepare', run: 'mkdir' },
  })
  test.assert(
    'cancelled half way: the runner was ended',
    build.code !== 0 && !build.jobs.has('publish'),
    `${build.code}`,
  )
  await assertState(test, stage, 'cancelled half way', [], others)

  let attempt = 1
  const again = (jobs: readonly string[]) =>
    stage.play({
      workflow: 'build.yml',
      event: 'push',
      sha,
      run: build.run,
      again: { jobs, before: build, attempt: (attempt += 1) },
    })

  hub.state.write('faults', ['token-expired'])
  const expired = await again(['prepare', 'publish'])
  assertJobs(test, 'expired token: the job that opens is red', expired, { prepare: 'success', publish: 'failure' })
  assertSaid(test, 'expired token: it says that the token is refused', expired, /401|Bad credentials/)
  await assertState(test, stage, 'expired token', [], others)

  hub.state.write('faults', ['push-denied'])
  const denied = await again(['publish'])
  assertJobs(test, 'denied push: the job that opens is red', denied, { publish: 'failure' })
  assertSaid(test, 'denied push: it says which rule refused which branch', denied, /GH013.*refs\/heads\/release\//s)
  await assertState(test, stage, 'denied push', [], others)

  hub.state.write('faults', [])
  const file = `apps/${app.name}/releases/${test.cluster.name}.json`
  // The rendered files stay the same, so the branch's tree is still valid.
  await hub.push(`release: ${app.name} by hand`, (name) => appendFileSync(name(file), '\n'))
  const late = await again(['publish'])
  assertJobs(test, 'lost race: the job that opens is red', late, { publish: 'failure' })
  assertSaid(test, 'lost race: it names the file that changed meanwhile', late, new RegExp(`${file}.*changed`, 's'))
  await assertState(test, stage, 'lost race', [], others)

  const whole = await again(['prepare', 'publish'])
  assertJobs(test, 'after that the same run, played again, opens its pull request', whole, {
    prepare: 'success',
    publish: 'success',
  })
  await assertState(test, stage, 'played again', [app], others)
}
