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
  type Ref,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { httpOf, virtualServiceOf } from './drift-routes.ts'

interface ManualEdit {
  readonly what: string
  readonly wanted: string
  done(): Promise<unknown>
  now(): Promise<string>
}

async function manualEdits(test: TestContext, app: StagedApp, route: string): Promise<readonly ManualEdit[]> {
  const { kube } = test
  const [service, budget, rollout] = [kinds.service, kinds.budget, kinds.rollout].map((kind) => refTo(kind, app)) as [
    Ref,
    Ref,
    Ref,
  ]
  const routes = virtualServiceOf(app, route)
  const edit = (ref: Ref, op: 'add' | 'replace', path: string, value: unknown) => () =>
    kube.jsonPatch(ref, [{ op, path, value }])
  // Not the port: it is the merge key, and git's would come beside the edited one (FIELD-NOTES A9b).
  const port = (live: Live | undefined) => `target port ${live?.spec?.ports?.[0]?.targetPort ?? 'none'}`
  const timeout = (live: Live | undefined) => `timeout ${httpOf(live)[0]?.timeout ?? 'none'}`
  const env = (live: Live | undefined) =>
    (live?.spec?.template?.spec?.containers?.[0]?.env ?? []).some(({ name }) => name === 'BY_HAND')
      ? 'BY_HAND is there'
      : 'no BY_HAND'
  const there = (live: Live | undefined) => (live === undefined ? 'gone' : 'there')
  const byHand = { name: 'BY_HAND', value: 'yes' }
  const all = [
    {
      what: 'the port that a Service leads to is edited',
      ref: service,
      read: port,
      done: edit(service, 'replace', '/spec/ports/0/targetPort', 8099),
    },
    { what: 'a PodDisruptionBudget is deleted', ref: budget, read: there, done: () => kube.delete(budget) },
    {
      what: "a variable is set in the Rollout's pods",
      ref: rollout,
      read: env,
      done: edit(rollout, 'add', '/spec/template/spec/containers/0/env/-', byHand),
    },
    {
      what: "a route's timeout is edited",
      ref: routes,
      read: timeout,
      done: edit(routes, 'add', '/spec/http/0/timeout', '99s'),
    },
  ]
  const edits = await Promise.all(
    all.map(async ({ what, ref, read, done }): Promise<readonly ManualEdit[]> => {
      const before = await kube.get(ref)
      return before === undefined
        ? []
        : [{ what, done, wanted: read(before), now: async () => read(await kube.get(ref)) }]
    }),
  )
  return edits.flat()
}

export async function editByHand(test: TestContext, app: StagedApp, route: string): Promise<void> {
  const all = await manualEdits(test, app, route)
  const began = test.recorder.at()
  for (const { what, done } of all) {
    test.manualAction(what, app)
    await done()
  }
  for (const { what, wanted, now } of all) {
    const look = async () => {
      const is = await now()
      if (is === wanted) return seen(`${wanted} again, ${tenths(test.recorder.at() - began)} s later`)
      const application = await test.application(app)
      const found = say`${is}, not ${wanted}; different: ${differences(application)}; ${describeApp(application, await test.rollout(app))}`
      return pending(because(found, whyNotHealed(application) || whyFrozen(application)))
    }
    const undone = await test.assertSoon(`by hand ${what}: it is undone`, look, 30, 'edit-undone')
    // One edit that stays is enough.
    if (!undone) return
  }
  await test.reach(app, { sync: 'Synced', health: 'Healthy' })
}
