import type { Live } from '../../cluster/kube.ts'
import { kinds, refTo, replicasOf } from '../../cluster/live.ts'
import { pending, seen } from '../../pace/poll.ts'
import { cause, say } from '../../recording/words.ts'
import { statusOf } from '../../stage/application.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { because, differences } from '../shared/causes.ts'
import { follow, inTurn } from '../shared/follow.ts'

interface Scaled {
  readonly replicas?: number
}

/** An app whose replicas are an autoscaler's. */
export interface Scaling {
  readonly app: StagedApp
  /** Waits for its autoscaler, then asks for more replicas. */
  begin(): Promise<{ end(): Promise<void> }>
}

/** What Argo CD applied last, by its own annotation. */
export function appliedReplicas(live: Live | undefined): number | undefined {
  const last = live?.metadata.annotations?.['kubectl.kubernetes.io/last-applied-configuration']
  return last === undefined ? undefined : (JSON.parse(last) as { spec?: Scaled }).spec?.replicas
}

/** An app with an HPA, or with a ScaledObject, whose HPA KEDA would make; nothing when no app has either. */
export function scaling(test: TestContext): Scaling | undefined {
  const files = test.estate.files()
  const withFile = (kind: string) => test.apps.find(({ folder, name }) => files.has(`${folder}/${kind}-${name}.yaml`))
  const real = withFile('horizontalpodautoscaler')
  const app = real ?? withFile('scaledobject')
  if (app === undefined) return undefined
  const rollout = files.has(`${app.folder}/rollout-${app.name}.yaml`)
  const ref = {
    apiVersion: rollout ? 'argoproj.io/v1alpha1' : 'apps/v1',
    kind: rollout ? 'Rollout' : 'Deployment',
    namespace: app.team,
    name: app.name,
  }
  const get = () => test.kube.get(ref)
  const hpa = () => test.kube.get(refTo(kinds.hpa, app))

  const begin = async () => {
    const smallest = (await hpa())?.spec as { minReplicas?: number } | undefined
    let asked = smallest?.minReplicas ?? 1
    if (real !== undefined) {
      await test.assertSoon(`the autoscaler gives ${app.name} its smallest number of pods`, async () => {
        const live = await get()
        const least = ((await hpa())?.spec as { minReplicas?: number } | undefined)?.minReplicas
        asked = least ?? asked
        return least !== undefined && replicasOf(live) >= least
          ? seen(`${replicasOf(live)} replicas`)
          : pending(`${replicasOf(live)} replicas of ${least ?? 'unknown'}`)
      })
    }
    const turns = follow(test, ref, (live) => String(replicasOf(live)))
    asked = Math.max(asked, replicasOf(await get())) + 2
    // Without numbers about load an HPA leaves replicas as they are; with them it would not come down for minutes.
    test.manualAction(`more load: ${asked} replicas, by the scale subresource as an autoscaler asks for them`, app)
    await test.kube.patch(ref, { spec: { replicas: asked } }, 'scale')
    return {
      end: async () => {
        // Long enough for a self-heal, had there been something to heal.
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
