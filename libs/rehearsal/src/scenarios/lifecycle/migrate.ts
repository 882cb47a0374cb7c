import { failingRun } from '../../components/kwok.ts'
import {
  appsIn,
  because,
  cause,
  deployed,
  describeApp,
  digestOf,
  fileOf,
  imagesOf,
  isSyncedAndHealthy,
  joined,
  kinds,
  needs,
  NoneFits,
  pending,
  refTo,
  releaseFile,
  replicasOf,
  say,
  seen,
  seenIf,
  stopwatch,
  type Cluster,
  type Estate,
  type Live,
  type Scenario,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'
import { respec } from '../traffic/app-spec.ts'
import { afterwards, asPlainJob, beforeAll, stays } from './migrate-sabotages.ts'
import { migrationMessage, watchRuns, type Runs } from './migration-runs.ts'

/** Argo CD waits at most a minute between two tries. */
const soon = 100
const hookFile = (app: StagedApp) => fileOf(app, 'job', '-migrate')
const workloadOf = (test: TestContext, app: StagedApp): Promise<Live | undefined> =>
  test.kube.get(refTo(kinds.deployment, app))

/** Where no app migrates, one that has Pods behind a Deployment does. */
async function withMigration(estate: Estate, { name: cluster }: Cluster, wanted: readonly string[]): Promise<void> {
  const files = estate.files()
  const apps = appsIn(files.keys(), cluster, wanted)
  if (apps.some((app) => files.has(hookFile(app)))) return
  const rolling = apps.find((app) => files.has(fileOf(app, 'deployment')))
  if (rolling === undefined) throw new NoneFits('no app here has a Deployment')
  await respec(estate, rolling.name, (spec) => ({ ...spec, migrate: { command: ['migrate'] } }))
  await estate.render()
}

function migrating(test: TestContext): StagedApp {
  const files = test.estate.files()
  const app = test.apps.find((one) => files.has(hookFile(one)) && files.has(fileOf(one, 'deployment')))
  if (app === undefined) throw new NoneFits('no app with a Deployment migrates')
  return app
}

/** Brings a release as the bot does. @returns its digest */
async function bring(test: TestContext, app: StagedApp, digit: string, more: object = {}): Promise<string> {
  const digest = `sha256:${digit.padEnd(64, '0')}`
  test.estate.write(
    releaseFile(test, app),
    `${JSON.stringify({ digest, version: `1.0.${digit}`, ...more }, null, 2)}\n`,
  )
  const files = test.tree(await test.estate.render(), [app])
  await test.commit(`release: ${app.name} ${digit}`, files)
  return digest
}

async function arrives(test: TestContext, app: StagedApp, digest: string): Promise<{ is: boolean; words: Words }> {
  const [workload, application] = [await workloadOf(test, app), await test.application(app)]
  const all = replicasOf(workload)
  const { updatedReplicas = 0, availableReplicas = 0, observedGeneration } = workload?.status ?? {}
  const current = observedGeneration === workload?.metadata.generation
  const has = imagesOf(workload).some((image) => image.endsWith(digest))
  const is = has && current && updatedReplicas === all && availableReplicas >= all && isSyncedAndHealthy(application)
  return { is, words: say`${has ? 'the new image' : 'not the new image'}; ${describeApp(application)}` }
}

function once(test: TestContext, runs: Runs, digest: string, says: string): void {
  const own = runs.of(digest)
  const found = joined(own.map(({ phase }) => phase))
  test.assert(
    says,
    own.length === 1 && own[0]?.phase === 'Succeeded',
    ['once', own.length === 0 ? 'not at all' : say`${own.length} times: ${found}`],
    'runs-once',
  )
}

async function run(test: TestContext): Promise<void> {
  const app = migrating(test)
  const runs = watchRuns(test, app)
  const first = digestOf(test, app)
  await deployed(test, [app], test.tree(test.estate.files(), [app]), { within: 60 })
  const began = await test.assertSoon(
    'the very first sync migrates, though account, config and secrets come with it',
    async () => {
      const { is, words: state } = await arrives(test, app, first)
      return is ? seen(say`${runs.of(first).length} run; ${state}`) : pending(because(state, await runs.stuck()))
    },
    60,
    'first-migration',
  )
  if (!began) return
  test.assert('what the migration needs was there when it began', runs.missing().text === '', ['all', runs.missing()])
  once(test, runs, first, 'the first release has migrated once')

  const good = await bring(test, app, '1')
  await test.assertSoon(
    'a good migration, and then the new version',
    async () => {
      const { is, words: state } = await arrives(test, app, good)
      return seenIf(is, state)
    },
    60,
  )
  once(test, runs, good, 'a release migrates once')
  const early = runs.early()
  test.assert(
    'no pod of a version started before its migration had succeeded',
    early.causes.length === 0,
    ['none', early],
    'before-new-pods',
  )

  test.manualAction('somebody edits the Deployment', app)
  const before = runs.all().length
  await test.kube.patch(refTo(kinds.deployment, app), { spec: { revisionHistoryLimit: 1 } })
  await test.assertSoon('Argo CD undoes an edit by hand', async () => {
    const is = (await workloadOf(test, app))?.spec?.['revisionHistoryLimit'] !== 1
    return seenIf(is && isSyncedAndHealthy(await test.application(app)), describeApp(await test.application(app)))
  })
  test.assert('what Argo CD mends does not migrate again', runs.all().length === before, [
    'no run',
    `${runs.all().length - before} runs`,
  ])

  const bad = await bring(test, app, failingRun)
  const failed = await test.assertSoon(
    'a migration that fails says so in Argo CD',
    async () => {
      const message = migrationMessage(await test.application(app))
      return message === undefined
        ? pending(describeApp(await test.application(app)))
        : seen(cause('migration-failed', { message }))
    },
    60,
  )
  if (!failed) return
  // Some more tries.
  await test.pause(12)
  const old = await workloadOf(test, app)
  const { availableReplicas = 0, updatedReplicas = 0 } = old?.status ?? {}
  const serves = imagesOf(old).every((image) => image.endsWith(good)) && availableReplicas >= replicasOf(old)
  const early2 = runs.early()
  test.assert(
    'the old version serves on, all of it, and no pod of the new one was started',
    serves && updatedReplicas === replicasOf(old) && early2.causes.length === 0,
    [
      say`${availableReplicas} pods of ${imagesOf(old).join(', ')} after ${runs.of(bad).length} tries`,
      joined([`${availableReplicas} pods available of ${imagesOf(old).join(', ')}`, early2]),
    ],
    'old-version-serves',
  )

  const time = stopwatch(test)
  const next = await bring(test, app, '2')
  const freed = await test.assertSoon(
    'the next release is not blocked by the one that failed',
    async () => {
      const { is, words: state } = await arrives(test, app, next)
      return is ? seen(say`${time()} s after its commit; ${state}`) : pending(because(state, await runs.stuck()))
    },
    soon,
    'next-not-blocked',
  )
  if (!freed) return
  once(test, runs, next, 'it has migrated once')

  const there = runs.all().length
  await bring(test, app, '1', { restored: true })
  await test.assertSoon('what a rollback brings comes back', async () => {
    const { is, words: state } = await arrives(test, app, good)
    return seenIf(is, state)
  })
  test.assert('a rollback does not migrate', runs.all().length === there, [
    'no run',
    `${runs.all().length - there} runs`,
  ])
}

export const migrate: Scenario = {
  name: 'migrate',
  needs: needs.delivery,
  description:
    'Before a new version starts its migration has succeeded, once; one that fails leaves the old version serving, says why, and blocks no later release.',
  where: 'first',
  prepare: withMigration,
  run,
  sabotages: [beforeAll, afterwards, stays, asPlainJob],
}
