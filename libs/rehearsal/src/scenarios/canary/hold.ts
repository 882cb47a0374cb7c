import type { Files } from '@slipway/tree'
import { parseDocument } from 'yaml'
import { canaryOf, kinds, refTo, rolloutStatus } from '../../cluster/live.ts'
import { pending, seen } from '../../pace/poll.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'

/**
 * Lets a canary rest at its first share, so that what a scenario does "in the middle" is in the middle on a slow machine, too. Every commit of
 * a scenario needs the same: other steps make Rollouts begin again.
 * @param seconds how long, unless `goOn` ends it
 */
export function holding(files: Files, { folder, name }: StagedApp, seconds: number): Files {
  const file = `${folder}/rollout-${name}.yaml`
  const rollout = parseDocument(files.get(file) ?? '')
  const { steps = [] } = canaryOf(rollout.toJS() as object | undefined)
  const first = steps.findIndex(({ setWeight, setHeaderRoute }) => setHeaderRoute !== undefined || (setWeight ?? 0) > 0)
  const pause = steps.findIndex(({ pause: rest }, index) => first >= 0 && index > first && rest !== undefined)
  if (pause < 0) throw new Error(`${file} has no pause after its first share`)
  rollout.setIn(['spec', 'strategy', 'canary', 'steps', pause, 'pause', 'duration'], `${seconds}s`)
  return new Map(files).set(file, rollout.toString({ lineWidth: 0 }))
}

/** What `kubectl argo rollouts promote` does to a Rollout that rests. */
export async function goOn(test: TestContext, app: StagedApp): Promise<void> {
  test.manualAction('kubectl argo rollouts promote: the rest is over', app)
  const ref = refTo(kinds.rollout, app)
  await test.kube.patch(ref, { status: { pauseConditions: null } }, 'status')
}

/** Waits until the canary has its first share and rests there. @returns the share in percent */
export async function resting(test: TestContext, app: StagedApp): Promise<number> {
  let share = 0
  await test.assertSoon(`${app.name}'s canary gets its first share and rests there`, async () => {
    const sample = test.track(app)?.samples.at(-1)
    share = sample?.canaryShare ?? 0
    const { phase, pauseConditions = [] } = rolloutStatus(await test.rollout(app))
    return share > 0 && phase === 'Paused' && pauseConditions.length > 0
      ? seen(`at ${share} %`)
      : pending(`at ${share} %, ${sample?.phase ?? 'not there'}`)
  })
  return share
}
