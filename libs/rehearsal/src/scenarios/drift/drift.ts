import { parseDocument } from 'yaml'
import {
  applicationRef,
  because,
  bump,
  cause,
  deployed,
  differences,
  fightTheScaler,
  fileOf,
  follow,
  goodTraffic,
  inTurn,
  needs,
  objectAt,
  pending,
  runsEverywhere,
  say,
  seen,
  statusOf,
  tenths,
  whyFought,
  whyFrozen,
  type Files,
  type Live,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { goOn, holding, resting } from '../canary/hold.ts'
import { editByHand } from './drift-by-hand.ts'
import { byWeight, httpOf, liveRoutes, routedBy, virtualServiceOf, weightsOf } from './drift-routes.ts'
import { forgetWeights, noSelfHeal, respectIgnored } from './drift-sabotages.ts'
import { scaling } from './drift-scaler.ts'

function routed(test: TestContext): { readonly app: StagedApp; readonly name: string } {
  const files = test.estate.files()
  const found = test.canaries().flatMap((app) => {
    const rollout = objectAt(files, fileOf(app, 'rollout'))
    const name = routedBy(rollout).find((each) => files.has(`${app.folder}/virtualservice-${each}.yaml`))
    return name === undefined ? [] : [{ app, name, weighted: byWeight(rollout) }]
  })
  const best = found.find(({ weighted }) => weighted) ?? found[0]
  if (best === undefined)
    throw new Error(`no canary in ${test.cluster.name} has a VirtualService: there are no weights to look at`)
  return best
}

const another = (timeout: string | undefined) => (timeout === '7s' ? '8s' : '7s')
const match = [{ uri: { prefix: '/' } }]

function edited(
  files: Files,
  file: string,
): { readonly files: Files; readonly index: string; readonly timeout: string } {
  const document = parseDocument(files.get(file) ?? '')
  const routes = httpOf(document.toJS() as Live)
  const at = routes.findIndex(({ route = [] }) => route.some(({ weight }) => weight !== undefined))
  const timeout = another(routes[at]?.timeout)
  document.setIn(['spec', 'http', at, 'timeout'], timeout)
  document.setIn(['spec', 'http', at, 'match'], document.createNode([...(routes[at]?.match ?? []), ...match]))
  return {
    files: new Map(files).set(file, document.toString({ lineWidth: 0 })),
    index: routes[at]?.name ?? '',
    timeout,
  }
}

async function compared(test: TestContext, app: StagedApp): Promise<string> {
  const ref = applicationRef(app.application)
  await test.kube.patch(ref, { metadata: { annotations: { 'argocd.argoproj.io/refresh': 'hard' } } })
  let words = ''
  await test.assertSoon('Argo CD compares the app with git in the middle of its canary', async () => {
    const application = await test.application(app)
    if (application?.metadata.annotations?.['argocd.argoproj.io/refresh'] !== undefined)
      return pending('it has not compared again')
    words = statusOf(application).sync?.status ?? ''
    return seen(`compared again: ${words}`)
  })
  return words
}

export const drift: Scenario = {
  name: 'drift',
  needs: needs.analysed,
  description:
    'A change by hand is undone, what an autoscaler or a canary owns is left alone, and what git changes takes effect, in the middle of a canary, too.',
  where: 'last',
  run: async (test) => {
    const { app, name } = routed(test)
    const scaled = scaling(test)
    const apps = [app, ...(scaled === undefined || scaled.app.name === app.name ? [] : [scaled.app])]
    const played = (files: Files) => holding(test.tree(files, apps), app, 60)
    await deployed(test, [app], played(test.estate.files()))
    await test.install(apps)
    goodTraffic(test, app)
    const scaler = await scaled?.begin()
    await editByHand(test, app, name)

    const weights = follow(test, virtualServiceOf(app, name), weightsOf)
    const digest = bump(test, app)
    const released = played(await test.estate.render())
    await test.commit(`release: ${app.name} to a new version in ${test.cluster.name}`, released)
    const share = await resting(test, app)
    const before = weights.turns.length
    const sync = await compared(test, app)
    const application = await test.application(app)
    // Time for a self-heal.
    await test.pause(3)
    const after = weights.turns.slice(before)
    test.assert(
      `Argo CD leaves the weights of ${app.name}'s canary alone`,
      sync === 'Synced' && after.length === 0 && share > 0,
      because(
        say`compared at ${share} %: ${sync} (${differences(application)}); the weights ${
          after.length === 0 ? `stayed ${weights.turns.at(-1)?.value ?? ''}` : say`went on to ${inTurn(after)}`
        }`,
        whyFought(application),
      ),
      'weights-left-alone',
    )

    const change = edited(released, `${app.folder}/virtualservice-${name}.yaml`)
    const turn = weights.turns.length
    const began = test.recorder.at()
    await test.commit(`${app.name}: another timeout and another match`, change.files)
    await test.assertSoon(
      'a timeout and a match that git changes take effect in the middle of a canary',
      async () => {
        const live = (await liveRoutes(test, app, name)).find((route) => (route.name ?? '') === change.index)
        const now = await test.application(app)
        const sync = statusOf(now).sync?.status ?? ''
        const there =
          live?.timeout === change.timeout && JSON.stringify(live.match ?? []).includes(JSON.stringify(match[0]))
        if (there && sync === 'Synced')
          return seen(`live ${tenths(test.recorder.at() - began)} s after the commit; ${sync}`)
        const found = cause('route-not-updated', {
          git: change.timeout,
          live: live?.timeout ?? 'none',
          timed: live?.timeout !== undefined,
          matches: live?.match?.length ?? 0,
          sync,
        })
        return pending(because(found, whyFrozen(now)))
      },
      30,
      'git-takes-effect',
    )
    // An apply writes git's weights; Rollouts, which watches, restores its own.
    const wanted = weights.turns[turn - 1]?.value
    await test.assertSoon(
      'the canary has its weights again after that',
      async () => {
        const flap = weights.turns.slice(turn)
        const found = flap.length === 0 ? 'the weights were not touched' : say`the weights went to ${inTurn(flap)}`
        const [from, to] = [flap[0]?.at ?? 0, flap.at(-1)?.at ?? 0]
        return weights.turns.at(-1)?.value === wanted
          ? seen(say`${found}; away for ${tenths(to - from)} s`)
          : pending(found)
      },
      20,
    )

    await goOn(test, app)
    await runsEverywhere(test, app, digest)
    weights.stop()
    await scaler?.end()
  },
  sabotages: [respectIgnored, forgetWeights, fightTheScaler, noSelfHeal],
}
