import {
  because,
  cause,
  deployed,
  describeApp,
  differences,
  goodTraffic,
  isFinished,
  joined,
  kinds,
  needs,
  pending,
  say,
  seen,
  seenIf,
  statusOf,
  tenths,
  words,
  type Files,
  type Live,
  type Scenario,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'
import { goOn, holding, resting } from '../canary/hold.ts'
import { outOfSyncSpans } from '../drift/out-of-sync.ts'
import { configMapsOf, configured, nameIn, versions, whyGone } from './config-map.ts'
import { different, pruned, prunedLast } from './config-sabotages.ts'
import { deleteStablePod } from './stable-pod.ts'

/** Seconds for a revert: far less than the canary's rest. */
const soon = 20
const rest = 60

export const config: Scenario = {
  name: 'config',
  needs: needs.analysed,
  description:
    'A change of content is released like a change of code, and the content that older pods need stays as long as they or a rollback may need it.',
  where: 'last',
  run: async (test) => {
    const { app, rendered, written } = configured(test)
    const configMap = (name: string) => test.kube.get({ ...kinds.configMap, namespace: app.team, name })
    const played = (files: Files) => holding(test.tree(files, [app]), app, rest)
    const first = played(test.estate.files())
    const before = nameIn(first.get(rendered))
    await deployed(test, [app], first)
    goodTraffic(test, app)

    test.estate.write(written, `${test.estate.read(written)}\n`)
    const second = played(await test.estate.render())
    const after = nameIn(second.get(rendered))
    test.assert(
      'other content is another ConfigMap',
      before !== '' && after !== '' && before !== after,
      `${before}, then ${after}`,
    )
    await test.commit(`${app.name}: other content`, second)
    await resting(test, app)
    const why = async () => whyGone(await configMap(after))

    await test.assertSoon(
      'stable and canary each have the ConfigMap that they name',
      async () => {
        const rollout = await test.rollout(app)
        const { stableRS } = rollout?.status ?? {}
        const all = (await versions(test.kube, rollout)).filter(({ pods }) => pods > 0)
        const states = await Promise.all(
          all.flatMap(({ hash, wants }) => {
            const whose = hash === stableRS ? 'stable' : 'the canary'
            return wants.map(async (name) =>
              (await configMap(name)) === undefined
                ? cause('config-missing', { whose, names: name })
                : words(`${whose} names ${name}, which is there`),
            )
          }),
        )
        return all.length === 2 && states.every(({ causes }) => causes.length === 0)
          ? seen(joined(states))
          : pending(because(joined(states), await why()))
      },
      10,
    )
    await restarted(test, app, configMap, why)

    const reverted = test.recorder.at()
    await test.revert(`Revert "${app.name}: other content"`)
    const back = await test.assertSoon(
      `a revert in the middle of the canary is synced at once, not after its rest of ${rest} s`,
      async () => {
        const [rollout, application] = [await test.rollout(app), await test.application(app)]
        const template = configMapsOf(rollout?.spec?.template?.spec)
        const { sync, operationState } = statusOf(application)
        const done =
          template.includes(before) &&
          isFinished(rollout) &&
          sync?.status === 'Synced' &&
          operationState?.phase === 'Succeeded'
        if (done) {
          const seconds = tenths(test.recorder.at() - reverted)
          return seen(
            say`${seconds} s after the push its pods are of ${before} again; ${describeApp(application, rollout)}`,
          )
        }
        const found = say`pods are asked for with ${template.join(', ')}; ${differences(application)}; ${describeApp(application, rollout)}`
        return pending(because(found, await why()))
      },
      soon,
      'revert-is-synced',
    )
    if (back) await released(test, app, { second, before, after, configMap })

    const applied = await test.application(app)
    const long = outOfSyncSpans(test.track(app)?.samples ?? [], test.recorder.at()).filter(
      ({ seconds }) => seconds > 10,
    )
    test.assert(
      `${app.name} is Synced throughout, but for the seconds of a sync`,
      long.length === 0,
      [
        'never OutOfSync for more than 10 s',
        because(
          say`OutOfSync for ${long.map(({ at, seconds }) => `${tenths(seconds)} s from ${tenths(at)} s on`).join(', ')}: ${differences(applied)}`,
          await why(),
        ),
      ],
      'synced-throughout',
    )
  },
  sabotages: [pruned, different, prunedLast],
}

/** The replacement of a stable pod needs its version's content. */
async function restarted(
  test: TestContext,
  app: StagedApp,
  configMap: (name: string) => Promise<Live | undefined>,
  why: () => Promise<Words>,
): Promise<void> {
  const madeAnew = await deleteStablePod(test, app)
  await test.assertSoon(
    'a stable pod that is made anew in the middle of the canary finds its ConfigMap',
    async () => {
      const fresh = await madeAnew()
      if (fresh === undefined) return pending('there is no new pod')
      const wants = configMapsOf(fresh.spec)
      const there = await Promise.all(wants.map(configMap))
      const phase = fresh.status?.phase
      const missing = wants.filter((_, index) => there[index] === undefined)
      if (missing.length > 0) {
        const found = say`the new pod: ${cause('config-missing', { whose: 'stable', names: missing.join(', ') })}: a kubelet would not start it`
        return pending(because(found, await why()))
      }
      return phase === 'Running'
        ? seen(`${fresh.metadata.name} runs; ${wants.join(', ')} is there`)
        : pending(`the new pod is ${phase ?? 'nothing'}`)
    },
    15,
  )
}

interface Releases {
  readonly second: Files
  readonly before: string
  readonly after: string
  readonly configMap: (name: string) => Promise<Live | undefined>
}

/** The same content to the end, and back again. */
async function released(
  test: TestContext,
  app: StagedApp,
  { second, before, after, configMap }: Releases,
): Promise<void> {
  const runs = async (name: string) => {
    const [rollout, application] = [await test.rollout(app), await test.application(app)]
    const { stableRS } = rollout?.status ?? {}
    const stable = (await versions(test.kube, rollout)).find(({ hash }) => hash === stableRS)
    const there = (await configMap(name)) !== undefined
    const done = isFinished(rollout) && stable?.wants.includes(name) === true && there
    return seenIf(
      done,
      say`stable names ${stable?.wants.join(', ') ?? 'nothing'};  ${name} is ${there ? '' : 'not '}there; ${describeApp(application, rollout)}`,
    )
  }
  await test.commit(`${app.name}: other content, again`, second)
  await resting(test, app)
  await goOn(test, app)
  await test.assertSoon('the new content is released to all', () => runs(after), 60)
  const at = test.recorder.at()
  await test.revert(`Revert "${app.name}: other content, again"`)
  const back = await test.assertSoon(
    `a rollback from the new content finds the old ConfigMap, and does not rest ${rest} s`,
    () => runs(before),
    40,
  )
  if (back) test.note(`back on ${before} after ${tenths(test.recorder.at() - at)} s`, app)
  const wanted = new Set((await versions(test.kube, await test.rollout(app))).flatMap(({ wants }) => wants))
  const there = await Promise.all([...wanted].map(configMap))
  const missing = [...wanted].filter((_, index) => there[index] === undefined)
  test.assert('every version that Rollouts keeps has its ConfigMap', missing.length === 0, [
    [...wanted].join(', '),
    `not there: ${missing.join(', ')}`,
  ])
}
