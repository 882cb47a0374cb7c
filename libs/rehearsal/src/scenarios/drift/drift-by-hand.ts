import {
  because,
  describeApp,
  differences,
  kinds,
  pending,
  refTo,
  say,
  seen,
  tenths,
  whyFrozen,
  whyNotHealed,
  type Live,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { httpOf, virtualServiceOf } from './drift-routes.ts'

/** An edit with kubectl, and how it looks undone. */
interface ManualEdit {
  readonly what: string
  readonly wanted: string
  done(): Promise<unknown>
  now(): Promise<string>
}

async function manualEdits(test: TestContext, app: StagedApp, route: string): Promise<readonly ManualEdit[]> {
  const { kube } = test
  const service = refTo(kinds.service, app)
  const budget = refTo(kinds.budget, app)
  const rollout = refTo(kinds.rollout, app)
  const routes = virtualServiceOf(app, route)
  // Not the port: it is the merge key, and git's would come beside the edited one (FIELD-NOTES A9b).
  const port = (live: Live | undefined) => `target port ${live?.spec?.ports?.[0]?.targetPort ?? 'none'}`
  const timeout = (live: Live | undefined) => `timeout ${httpOf(live)[0]?.timeout ?? 'none'}`
  const env = (live: Live | undefined) =>
    (live?.spec?.template?.spec?.containers?.[0]?.env ?? []).some(({ name }) => name === 'BY_HAND')
      ? 'BY_HAND is there'
      : 'no BY_HAND'
  const found = await Promise.all([service, budget, rollout, routes].map((ref) => kube.get(ref)))
  const all: readonly (ManualEdit | undefined)[] = [
    found[0] === undefined
      ? undefined
      : {
          what: 'the port that a Service leads to is edited',
          wanted: port(found[0]),
          now: async () => port(await kube.get(service)),
          done: () => kube.jsonPatch(service, [{ op: 'replace', path: '/spec/ports/0/targetPort', value: 8099 }]),
        },
    found[1] === undefined
      ? undefined
      : {
          what: 'a PodDisruptionBudget is deleted',
          wanted: 'there',
          now: async () => ((await kube.get(budget)) === undefined ? 'gone' : 'there'),
          done: () => kube.delete(budget),
        },
    found[2] === undefined
      ? undefined
      : {
          what: "a variable is set in the Rollout's pods",
          wanted: env(found[2]),
          now: async () => env(await kube.get(rollout)),
          done: () =>
            kube.jsonPatch(rollout, [
              { op: 'add', path: '/spec/template/spec/containers/0/env/-', value: { name: 'BY_HAND', value: 'yes' } },
            ]),
        },
    found[3] === undefined
      ? undefined
      : {
          what: "a route's timeout is edited",
          wanted: timeout(found[3]),
          now: async () => timeout(await kube.get(routes)),
          done: () => kube.jsonPatch(routes, [{ op: 'add', path: '/spec/http/0/timeout', value: '99s' }]),
        },
  ]
  return all.filter((one) => one !== undefined)
}

export async function editByHand(test: TestContext, app: StagedApp, route: string): Promise<void> {
  const all = await manualEdits(test, app, route)
  const began = test.recorder.at()
  for (const { what, done } of all) {
    test.manualAction(what, app)
    await done()
  }
  for (const { what, wanted, now } of all) {
    const undone = await test.assertSoon(
      `by hand ${what}: it is undone`,
      async () => {
        const is = await now()
        if (is === wanted) return seen(`${wanted} again, ${tenths(test.recorder.at() - began)} s later`)
        const application = await test.application(app)
        const found = say`${is}, not ${wanted}; different: ${differences(application)}; ${describeApp(application, await test.rollout(app))}`
        return pending(because(found, whyNotHealed(application) || whyFrozen(application)))
      },
      30,
      'edit-undone',
    )
    // One edit that stays is enough.
    if (!undone) return
  }
  await test.reach(app, { sync: 'Synced', health: 'Healthy' })
}
