import { need } from '../../programs/needed.ts'
import { execText } from '@slipway/cli/exec'
import { NoneFits, needs, type Scenario, type StagedApp, type TestContext } from '../shared/kit.ts'
import { promotionFaults } from './promotion-faults.ts'
import { publishFaults } from './publish-faults.ts'
import { assertJobs, assertSaid, assertState, hasSources, openGitHubStage, type GitHubStage } from './stage.ts'

/** Three apps of one commit: one is scanned badly, the tag of one is taken, and one is well. */
async function imageFaults(test: TestContext, stage: GitHubStage, apps: readonly StagedApp[]): Promise<StagedApp> {
  const [scanned, taken, well] = apps as readonly [StagedApp, StagedApp, StagedApp]
  const sha = await stage.change(apps)
  test.registry.away(true)
  const build = await stage.play({ workflow: 'build.yml', event: 'push', sha })
  test.registry.away(false)
  const pushes = (results: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(results).map(([name, result]) => [`push ${name}`, result]))
  const all = Object.fromEntries(apps.map(({ name }) => [name, 'failure']))
  assertJobs(test, 'registry away: no image is pushed, and the run is red', build, {
    ...pushes(all),
    prepare: 'failure',
  })
  assertSaid(test, 'registry away: the run says that the registry did not answer', build, /503|UNAVAILABLE/)
  await assertState(test, stage, 'registry away', [])

  const tag = `${test.cluster.registry}/${taken.name}:${sha}-${build.run}.2`
  const earlier = await test.registry.push(`${test.estate.source}/apps/${taken.name}/src`, tag)
  stage.hub.state.write('findings', { [repositoryOf(test, scanned)]: { CRITICAL: 2 } })
  const jobs = ['push', 'prepare', 'publish']
  const again = await stage.play({
    workflow: 'build.yml',
    event: 'push',
    sha,
    run: build.run,
    again: { jobs, before: build, attempt: 2 },
  })
  const wanted = { [scanned.name]: 'failure', [taken.name]: 'failure', [well.name]: 'success' }
  assertJobs(test, 'a bad scan and a taken tag stop their own apps alone', again, {
    ...pushes(wanted),
    prepare: 'success',
    publish: 'success',
  })
  assertSaid(test, 'scan: the run says how many findings are critical', again, /2 critical/)
  assertSaid(test, 'moved tag: the run says that the tag is taken', again, /already exists/)
  const env = { PATH: process.env['PATH'] ?? '', ...test.registry.env }
  const now = await execText(need('crane'), ['digest', tag], { env })
  test.assert('moved tag: the tag means what it meant before', earlier.endsWith(now.trim()), now)
  await assertState(test, stage, 'scan and moved tag', [well])
  // Skips the next run's two builds, which take a minute and show nothing new.
  stage.hub.state.write('built', sha)
  return well
}

const repositoryOf = ({ cluster }: TestContext, { name }: StagedApp): string =>
  `${cluster.registry}/${name}`.split('/').slice(1).join('/')

export const deliveryFaults: Scenario = {
  name: 'delivery-faults',
  needs: [...needs.bare, 'crane', 'act'],
  description:
    'Ten faults between a push and a promotion, played by act from the workflows: each ends with nothing half released, and says what it was.',
  where: 'first',
  within: 1500,
  onlyNamed: true,
  run: async (test) => {
    const later = (stage: GitHubStage, { name }: StagedApp) =>
      stage.digestAt(stage.main, { name }, stage.next.clusters[0] ?? '')
    const stage = await openGitHubStage(test)
    const apps: StagedApp[] = []
    for (const app of test.apps)
      if (apps.length < 3 && hasSources(test, app) && (await later(stage, app)) !== undefined) apps.push(app)
    if (apps.length < 3)
      throw new NoneFits('three apps with sources of their own, released in the next environment, are needed')
    const well = await imageFaults(test, stage, apps)
    await publishFaults(test, stage, apps[0] as StagedApp)
    await promotionFaults(test, stage, well)
  },
  sabotages: [],
}
