import {
  because,
  cause,
  differences,
  fileOf,
  follow,
  inTurn,
  kinds,
  pending,
  refTo,
  replicasOf,
  say,
  seen,
  statusOf,
  type Live,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'

interface Scaling {
  readonly app: StagedApp
  begin(): Promise<{ end(): Promise<void> }>
}

export function appliedReplicas(live: Live | undefined): number | undefined {
  const last = live?.metadata.annotations?.['kubectl.kubernetes.io/last-applied-configuration']
  return last === undefined ? undefined : (JSON.parse(last) as Live).spec?.replicas
}

export function scaling(test: TestContext): Scaling | undefined {
  const files = test.estate.files()
  const withFile = (kind: string) => test.apps.find((app) => files.has(fileOf(app, kind)))
  const real = withFile('horizontalpodautoscaler')
  const app = real ?? withFile('scaledobject')
  if (app === undefined) return undefined
  const isRollout = files.has(fileOf(app, 'rollout'))
  const ref = refTo(isRollout ? kinds.rollout : kinds.deployment, app)
  const get = () => test.kube.get(ref)
  const smallest = async () => (await test.kube.get(refTo(kinds.hpa, app)))?.spec?.minReplicas

  const begin = async () => {
    let asked = (await smallest()) ?? 1
    if (real !== undefined) {
      await test.assertSoon(`the autoscaler gives ${app.name} its smallest number of pods`, async () => {
        const live = await get()
        const least = await smallest()
        asked = least ?? asked
        return least !== undefined && replicasOf(live) >= least
          ? seen(`${replicasOf(live)} replicas`)
          : pending(`${replicasOf(live)} replicas of ${least ?? 'unknown'}`)
      })
    }
    const turns = follow(test, ref, (live) => String(replicasOf(live)))
    asked = Math.max(asked, replicasOf(await get())) + 2
    // Real load would take minutes to go down.
    test.manualAction(`more load: ${asked} replicas, by the scale subresource as an autoscaler asks for them`, app)
    await test.kube.patch(ref, { spec: { replicas: asked } }, 'scale')
    return {
      end: async () => {
        // Time for a self-heal.
        await test.pause(3)
        turns.stop()
        const numbers = turns.turns.map(({ value }) => Number(value))
        const fell =
          numbers.at(-1) !== asked || numbers.some((number, index) => index > 0 && number < (numbers[index - 1] ?? 0))
        const application = await test.application(app)
        const sync = statusOf(application).sync?.status ?? 'no Application'
        const applied = appliedReplicas(await get())
        test.assert(
          `what the autoscaler made of ${app.name}'s replicas stays, and the app is Synced`,
          !fell && sync === 'Synced',
          because(
            say`replicas ${inTurn(turns.turns)}; the app is ${sync} (${differences(application)})`,
            applied === undefined ? '' : cause('replicas-in-git', { replicas: applied }),
          ),
          'scaler-number-stays',
        )
      },
    }
  }
  return { app, begin }
}
