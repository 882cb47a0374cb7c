import { parseDocument } from 'yaml'
import {
  canaryOf,
  fileOf,
  kinds,
  pending,
  refTo,
  seen,
  type Files,
  type Live,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'

/**
 * Makes a canary rest at its first share, so that "in the middle" holds on slow machines. Every commit of the scenario
 * needs it: other steps restart the canary.
 * @param seconds unless `goOn` ends it
 */
export function holding(files: Files, app: StagedApp, seconds: number): Files {
  const file = fileOf(app, 'rollout')
  const rollout = parseDocument(files.get(file) ?? '')
  const { steps = [] } = canaryOf(rollout.toJS() as Live)
  const first = steps.findIndex(({ setWeight, setHeaderRoute }) => setHeaderRoute !== undefined || (setWeight ?? 0) > 0)
  const pause = steps.findIndex(({ pause: rest }, index) => first >= 0 && index > first && rest !== undefined)
  if (pause < 0) throw new Error(`${file} has no pause after its first share`)
  rollout.setIn(['spec', 'strategy', 'canary', 'steps', pause, 'pause', 'duration'], `${seconds}s`)
  return new Map(files).set(file, rollout.toString({ lineWidth: 0 }))
}

export async function goOn(test: TestContext, app: StagedApp): Promise<void> {
  test.manualAction('kubectl argo rollouts promote: the rest is over', app)
  await test.kube.patch(refTo(kinds.rollout, app), { status: { pauseConditions: null } }, 'status')
}

export async function resting(test: TestContext, app: StagedApp): Promise<number> {
  let share = 0
  await test.assertSoon(`${app.name}'s canary gets its first share and rests there`, async () => {
    const sample = test.track(app)?.samples.at(-1)
    share = sample?.canaryShare ?? 0
    const { phase, pauseConditions = [] } = (await test.rollout(app))?.status ?? {}
    return share > 0 && phase === 'Paused' && pauseConditions.length > 0
      ? seen(`at ${share} %`)
      : pending(`at ${share} %, ${sample?.phase ?? 'not there'}`)
  })
  return share
}
