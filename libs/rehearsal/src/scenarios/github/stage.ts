import { appendFileSync, existsSync, readdirSync, type Dirent } from 'node:fs'
import path from 'node:path'
import { orThrow } from '@slipway/core'
import { gitHubRepository, loadFleet } from '@slipway/fleet'
import { failures } from '../../github/act-log.ts'
import { playWorkflow, type PlayedRun, type WorkflowRun } from '../../github/act.ts'
import { openHub, type Hub } from '../../github/hub.ts'
import type { Pull } from '../../github/hub-state.ts'
import { need } from '../../programs/needed.ts'
import type { AssertionCode } from '../../recording/recording.ts'
import { NoneFits, type StagedApp, type TestContext } from '../shared/kit.ts'

/** GitHub and its runner beside a rehearsal. */
export interface GitHubStage {
  readonly hub: Hub
  /** The branch that Argo CD follows, as `digestAt` takes it. */
  readonly main: string
  /** The environment that comes next, and its clusters. */
  readonly next: { readonly environment: string; readonly clusters: readonly string[] }
  readonly clusters: readonly string[]
  /** A run of its own, unless it names one. */
  play(asked: Omit<WorkflowRun, 'run'> & { readonly run?: string }): Promise<PlayedRun & { readonly run: string }>
  /** Changes a source of each app, and pushes. @returns the commit */
  change(apps: readonly StagedApp[]): Promise<string>
  open(): readonly Pull[]
  digestAt(revision: string, app: Pick<StagedApp, 'name'>, cluster: string): Promise<string | undefined>
}

const sourcesOf = (root: string, { name }: Pick<StagedApp, 'name'>) => path.join(root, 'apps', name, 'src')

export const hasSources = (test: TestContext, app: StagedApp): boolean => existsSync(sourcesOf(test.estate.source, app))

export async function openGitHubStage(test: TestContext): Promise<GitHubStage> {
  const { source, root } = test.estate
  const fleet = orThrow(await loadFleet(source))
  const address = gitHubRepository(fleet.repository.url)
  if (address === undefined || !existsSync(path.join(source, '.github/workflows/build.yml')))
    throw new NoneFits('no workflow can be played: the estate has no .github/workflows/build.yml, or is not on GitHub')
  const environment = fleet.environments[fleet.environments.indexOf(test.cluster.environment) + 1]
  if (environment === undefined) throw new NoneFits(`after ${test.cluster.environment} there is no environment`)
  const { branch } = fleet.repository
  const folder = path.join(path.dirname(root), 'hub')
  const hub = await openHub(folder, source, { crane: need('crane'), branch, outside: test.registry.env })
  const runner = { hub, act: need('act'), repository: `${address.owner}/${address.name}`, branch, signal: test.signal }
  let runs = 1000
  return {
    hub,
    main: `origin/${branch}`,
    next: {
      environment,
      clusters: fleet.clusters.filter((each) => each.environment === environment).map(({ name }) => name),
    },
    clusters: fleet.clusters.map(({ name }) => name),
    play: async (asked) => {
      const run = asked.run ?? String((runs += 1))
      const played = await playWorkflow(runner, { ...asked, run })
      const results = [...played.jobs].map(([job, result]) => `${job} ${result}`).join(', ')
      test.note(`${asked.workflow}, run ${run}, ${played.seconds} s: ${results}`)
      return { ...played, run }
    },
    change: (apps) =>
      hub.push(`feat: a change of ${apps.map(({ name }) => name).join(', ')}`, (file) => {
        for (const app of apps) {
          const sources = sourcesOf(file('.'), app)
          // Images contain no tests, so a changed test builds no image.
          const isSource = (entry: Dirent) => entry.isFile() && !entry.name.includes('test')
          const first = readdirSync(sources, { withFileTypes: true }).find(isSource)
          if (first === undefined) throw new NoneFits(`${sources} has no file`)
          appendFileSync(path.join(sources, first.name), '\n')
        }
      }),
    open: () => hub.state.pulls().filter(({ state }) => state === 'open'),
    digestAt: async (revision, app, cluster) => {
      await hub.git('fetch', '--quiet', '--prune', 'origin')
      const text = await hub.git('show', `${revision}:apps/${app.name}/releases/${cluster}.json`).catch(() => undefined)
      return text === undefined ? undefined : (JSON.parse(text) as { digest?: string }).digest
    },
  }
}

/** Asserts how these jobs ended; a failed job is reported with its own output. */
export function assertJobs(
  test: TestContext,
  says: string,
  played: PlayedRun,
  wanted: Readonly<Record<string, string>>,
  code?: AssertionCode,
): boolean {
  const wrong = Object.entries(wanted).filter(([job, result]) => played.jobs.get(job) !== result)
  const found = wrong.map(([job, result]) => `${job}: ${played.jobs.get(job) ?? 'not run'}, not ${result}`)
  test.assert(says, wrong.length === 0, wrong.length === 0 ? '' : [...found, failures(played)].join('\n'), code)
  return wrong.length === 0
}

/** Asserts that a failed step says it, for who has only the log. */
export function assertSaid(
  test: TestContext,
  says: string,
  played: PlayedRun,
  wanted: RegExp,
  code?: AssertionCode,
): void {
  const all = played.steps.map(({ said }) => said).join('\n')
  const found = wanted.exec(all)?.[0]
  test.assert(says, found !== undefined, (found ?? (failures(played) || all)).slice(-2000), code)
}

/**
 * Asserts that nothing is half released: of pull requests and branches there are those of these apps, no more, and what
 * the next environment runs is as it was. @param others branches that were there before
 */
export async function assertState(
  test: TestContext,
  stage: GitHubStage,
  fault: string,
  released: readonly StagedApp[],
  others: readonly string[] = [],
): Promise<void> {
  const wanted = [...released.map(({ name }) => `release/${name}-${test.cluster.environment}`), ...others].sort()
  const pulls = stage
    .open()
    .map(({ head }) => head)
    .sort()
  const branches = (await stage.hub.branches()).filter((name) => name.startsWith('release/')).sort()
  const what = wanted.length === 0 ? 'no pull request and no branch' : `only ${wanted.join(' and ')}`
  const isRight = pulls.join() === wanted.join() && branches.join() === wanted.join()
  test.assert(`${fault}: there is ${what}`, isRight, `pull requests: ${pulls.join()}; branches: ${branches.join()}`)
}
