import { goOn, holding, resting } from '../canary/hold.ts'
import { noRollbackWindow } from '../canary/canary-sabotages.ts'
import { respec, type Spec } from '../traffic/app-spec.ts'
import {
  appsIn,
  because,
  cause,
  deployed,
  describeApp,
  fileOf,
  goodTraffic,
  isFinished,
  isSyncedAndHealthy,
  joined,
  kinds,
  needs,
  NoneFits,
  pending,
  refTo,
  replacing,
  say,
  seen,
  sharesSince,
  tenths,
  words,
  type Cluster,
  type Estate,
  type Files,
  type Live,
  type PodSpec,
  type Sabotage,
  type Scenario,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'
import { nameIn, whyGone } from './config-map.ts'
import { deleteStablePod } from './stable-pod.ts'

/** Seconds in which a canary rests. */
const rest = 60
const variable = 'REHEARSAL_TOKEN'
const pinned = (app: StagedApp) => fileOf(app, 'externalsecret', '-pinned-secrets')

const atVersion = (estate: Estate, app: string, version: number) =>
  respec(estate, app, (spec) => ({
    ...spec,
    secrets: { ...(spec['secrets'] as Spec | undefined), [variable]: `rehearsal/token#value@${version}` },
  }))

/** The first app with a canary gets a secret with a version. */
async function withSecret(estate: Estate, { name: cluster }: Cluster, wanted: readonly string[]): Promise<void> {
  const files = estate.files()
  const app = appsIn(files.keys(), cluster, wanted).find((one) => files.has(fileOf(one, 'rollout')))
  if (app === undefined) throw new NoneFits('no app here has a canary')
  await atVersion(estate, app.name, 7)
  await estate.render()
}

/** The Secret that a pod has the variable from. */
const secretOf = (spec: PodSpec | undefined): string =>
  spec?.containers?.flatMap(({ env = [] }) => env).find(({ name }) => name === variable)?.valueFrom?.secretKeyRef
    ?.name ?? ''

const whySteps = (rollout: Live | undefined): Words =>
  rollout?.spec?.rollbackWindow === undefined ? cause('no-rollback-window') : words('')

async function run(test: TestContext): Promise<void> {
  const app = test.canaries().find((one) => test.estate.files().has(pinned(one)))
  if (app === undefined) throw new NoneFits('no app with a canary has a secret with a version')
  const isThere = async (name: string) =>
    (await test.kube.get(refTo(kinds.secret, { team: app.team, name }))) !== undefined
  const source = (name: string) =>
    test.kube.get({ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', namespace: app.team, name })
  const played = (files: Files) => holding(test.tree(files, [app]), app, rest)
  const first = played(test.estate.files())
  const before = nameIn(first.get(pinned(app)))
  await deployed(test, [app], first)
  goodTraffic(test, app)
  await test.estate.remember('as it is')

  await atVersion(test.estate, app.name, 8)
  const second = played(await test.estate.render())
  const after = nameIn(second.get(pinned(app)))
  test.assert(
    'another version of a secret is another Secret',
    before !== '' && after !== '' && before !== after,
    `${before}, then ${after}`,
  )
  await test.estate.remember(`${app.name}: the secret is rotated`)
  await test.commit(`${app.name}: the secret is rotated`, second)
  await resting(test, app)
  await canaryHasIts(test, app, { before, after, isThere, source })

  await goOn(test, app)
  const runs = (name: string) => async () => {
    const [rollout, application] = [await test.rollout(app), await test.application(app)]
    const isSeen = String(rollout?.metadata.generation) === rollout?.status?.observedGeneration
    const names = secretOf(rollout?.spec?.template?.spec)
    const is = isSeen && isFinished(rollout) && isSyncedAndHealthy(application) && names === name
    const found = describeApp(application, rollout)
    if (is && (await isThere(name))) return seen(found)
    return pending(because(say`${names}; ${found}`, whySteps(rollout)))
  }
  if (!(await test.assertSoon('the new version of the secret is released to all', runs(after), 90))) return

  const verb = await test.estate.release(['rollback', app.name, test.cluster.name, '--reason', 'a wrong password'])
  const chosen = nameIn(test.estate.files().get(pinned(app)))
  test.assert(
    'a plain rollback finds the version before by itself, though the image is the same',
    verb.code === 0 && chosen === before,
    verb.code === 0 ? `${chosen} is named again` : verb.said,
  )
  if (verb.code !== 0) return
  await test.commit(`release(${app.name}): roll ${test.cluster.name} back`, played(test.estate.files()))
  const since = test.recorder.commits.at(-1)?.at ?? 0
  const back = 'the version before is back everywhere, long before a canary would have rested'
  if (!(await test.assertSoon(back, runs(before), rest / 2, 'no-step-back'))) return
  const shares = sharesSince(test, app, since).filter((share) => share < 100)
  test.assert(
    'the way back took no step of the canary',
    shares.length === 0,
    [
      `back after ${tenths(test.recorder.at() - since)} s`,
      because(say`shares seen: ${shares.join(', ')} %`, whySteps(await test.rollout(app))),
    ],
    'no-step-back',
  )
}

interface Versions {
  readonly before: string
  readonly after: string
  isThere(name: string): Promise<boolean>
  source(name: string): Promise<Live | undefined>
}

/** In the middle of the canary a stable pod is made anew: it needs the old version's Secret. */
async function canaryHasIts(
  test: TestContext,
  app: StagedApp,
  { before, after, isThere, source }: Versions,
): Promise<void> {
  // The Secret outlives what it is made from by as long as the garbage collector takes: both have to be there.
  const missing = async (whose: 'stable' | 'the canary', name: string): Promise<Words | undefined> =>
    (await isThere(name)) && (await source(name)) !== undefined
      ? undefined
      : cause('config-missing', { whose, names: name })
  const lacks = async () => joined([await missing('stable', before), await missing('the canary', after)])
  const madeAnew = await deleteStablePod(test, app)
  await test.assertSoon(
    'stable and canary each have the Secret that they name, also a stable pod that is made anew',
    async () => {
      const fresh = await madeAnew()
      if (fresh === undefined) return pending('there is no new pod')
      const lacking = await lacks()
      if (lacking.text !== '') return pending(because(lacking, whyGone(await source(after))))
      return secretOf(fresh.spec) === before && fresh.status?.phase === 'Running'
        ? seen(`${fresh.metadata.name} runs with ${before}; the canary has ${after}`)
        : pending(`the new pod is ${fresh.status?.phase ?? 'nothing'}, with ${secretOf(fresh.spec)}`)
    },
    20,
    'secret-stays',
  )
}

const pinnedFiles = /\/externalsecret-[^/]+-pinned-secrets\.yaml$/

/** A sync then deletes what git no longer has, and the old pods' Secret with it. */
const secretPruned: Sabotage = {
  name: 'secret-pruned',
  change: replacing(pinnedFiles, /^ *argocd\.argoproj\.io\/sync-options: Prune=false\n/m, ''),
  noticedBy: 'secret-stays',
  causes: [{ code: 'config-missing', whose: 'stable' }, { code: 'config-may-be-pruned' }],
}

export const rotation: Scenario = {
  name: 'rotation',
  needs: needs.analysed,
  description:
    "A rotated secret goes out by canary like a new image and comes back by a plain rollback; the old version's Secret stays as long as pods may need it.",
  where: 'last',
  prepare: withSecret,
  run,
  sabotages: [secretPruned, { ...noRollbackWindow, noticedBy: 'no-step-back' }],
}
